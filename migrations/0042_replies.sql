-- What suppliers say of those of their products that a warning names, and which members with such a product were told.

-- A supplier is asked about a warning. What it may read of the warning stands here as a copy: it meets neither the warning nor whom it went to.
create table supplier_ask (
  advisory_id uuid not null references advisory,
  organisation_id uuid not null references organisation,
  -- Number, title, texts, the supplier's own products and the vulnerabilities, as of the version that is named.
  shown jsonb not null,
  version integer not null,
  severity smallint not null,
  tlp text not null check (tlp in ('TLP:CLEAR', 'TLP:GREEN', 'TLP:AMBER', 'TLP:AMBER+STRICT', 'TLP:RED')),
  pap text not null check (pap in ('PAP:CLEAR', 'PAP:GREEN', 'PAP:AMBER', 'PAP:RED')),
  -- Found by the register and a delivery, or named by somebody of the team.
  how text not null check (how in ('relation', 'named')),
  asked_at timestamptz not null,
  asked_by text not null,
  reminded_at timestamptz,
  reminders integer not null default 0,
  -- The warning was withdrawn, or the danger is over: nothing is asked any more.
  over_at timestamptz,
  primary key (advisory_id, organisation_id)
);
create index supplier_ask_organisation on supplier_ask (organisation_id, asked_at desc, advisory_id desc);
create index supplier_ask_asked on supplier_ask (asked_at desc, advisory_id desc, organisation_id desc);

-- One answer to one product and one vulnerability. It is never changed: who says something else says it under the next number.
create table supplier_reply (
  id uuid primary key,
  advisory_id uuid not null,
  organisation_id uuid not null,
  supplier_name text not null,
  -- Number and title of the warning, for members that it did not go to.
  about jsonb not null,
  severity smallint not null,
  tlp text not null,
  pap text not null,
  product text not null,
  -- Empty: the versions that the warning names, and the vulnerability as a whole.
  versions text not null default '',
  cve text not null default '',
  number integer not null check (number > 0),
  state text not null check (state in ('affected', 'fixed', 'not-affected', 'under-investigation')),
  fixed_in text not null default '',
  justification text check (justification in ('component_not_present', 'inline_mitigations_already_exist',
    'vulnerable_code_cannot_be_controlled_by_adversary', 'vulnerable_code_not_in_execute_path', 'vulnerable_code_not_present')),
  words text not null default '',
  -- From a page, or from a file in one of the forms of VEX.
  source text not null check (source in ('page', 'csaf', 'openvex')),
  -- The supplier itself, or the team for it; then who of the supplier said so, and how.
  as_who text not null check (as_who in ('supplier', 'team')),
  by_name text not null,
  said_by text not null default '',
  at timestamptz not null,
  foreign key (advisory_id, organisation_id) references supplier_ask,
  unique (advisory_id, organisation_id, product, versions, cve, number),
  check (state <> 'fixed' or fixed_in <> ''),
  check (justification is null or state = 'not-affected'),
  check (state <> 'not-affected' or justification is not null or words <> '')
);

-- A member that has the product was told of an answer, once; `lines` is what it has itself, `why` how we know, in each language.
create table reply_told (
  reply_id uuid not null references supplier_reply,
  organisation_id uuid not null references organisation,
  lines jsonb not null,
  told_at timestamptz not null,
  -- When a notice said so; what is not pressing waits for the digest.
  noticed_at timestamptz,
  primary key (reply_id, organisation_id)
);
create index reply_told_organisation on reply_told (organisation_id, reply_id desc);
create index reply_told_unnoticed on reply_told (organisation_id) where noticed_at is null;

alter table supplier_ask enable row level security;
alter table supplier_reply enable row level security;
alter table reply_told enable row level security;

create policy supplier_ask_team on supplier_ask using ((select varde_is_team()));
create policy supplier_ask_supplier on supplier_ask for select using (organisation_id = any ((select varde_organisations())::uuid[]));
create policy supplier_reply_team on supplier_reply using ((select varde_is_team()));
create policy supplier_reply_supplier on supplier_reply for select using (organisation_id = any ((select varde_organisations())::uuid[]));
create policy supplier_reply_given on supplier_reply for insert with check (
  organisation_id = any ((select varde_organisations())::uuid[]) and as_who = 'supplier');
-- A member reads what it was told; the rows that this is looked up in are its own alone.
create policy supplier_reply_told on supplier_reply for select using (exists (
  select from reply_told t where t.reply_id = supplier_reply.id and t.organisation_id = any ((select varde_organisations())::uuid[])));
create policy reply_told_team on reply_told using ((select varde_is_team()));
create policy reply_told_member on reply_told for select using (organisation_id = any ((select varde_organisations())::uuid[]));

grant select, insert, update on supplier_ask, reply_told to varde_bound;
grant select, insert on supplier_reply to varde_bound;
