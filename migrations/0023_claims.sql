-- What an organisation says is its own, and how it proves that.
create table claim (
  id uuid primary key,
  organisation_id uuid not null references organisation,
  relation text not null check (relation in ('owns', 'operates')),
  form text not null check (form in ('network', 'asn', 'domain')),
  -- Canonical, as in `holding`.
  value text not null,
  valid_from timestamptz not null,
  valid_to timestamptz check (valid_to > valid_from),
  state text not null check (state in ('open', 'proven', 'refused', 'withdrawn', 'disputed', 'expired')),
  -- The best proof there is.
  level text not null default 'declared' check (level in ('declared', 'mail', 'registry', 'delegated', 'dns-token', 'team')),
  -- Why the team must look at it before any proof counts; `allowed` when it has.
  review text[] not null default '{}',
  allowed boolean not null default false,
  -- What is to be published in DNS: its own for each claim, so a token of another organisation proves nothing.
  token text not null,
  -- What its organisation is told of a refusal.
  said text,
  holding_id uuid references holding,
  claimed_by text not null,
  claimed_name text not null,
  created_at timestamptz not null,
  changed_at timestamptz not null,
  proven_at timestamptz,
  -- Until when the proof counts.
  proven_until timestamptz,
  -- When DNS is asked next, and how often in a row it gave no proof.
  next_check_at timestamptz,
  misses integer not null default 0,
  -- What stood before the team decided, so that the decision can be taken back.
  before jsonb,
  decided_at timestamptz,
  decided_by text
);
create index claim_organisation on claim (organisation_id, id);
create index claim_value on claim (form, value);
create index claim_due on claim (next_check_at) where next_check_at is not null;
create index claim_state on claim (state, id);
-- One claim that stands for one thing from one moment: a second click makes no second.
create unique index claim_once on claim (organisation_id, relation, form, value, valid_from) where state in ('open', 'proven', 'disputed');

-- Every look for proof, whatever came of it.
create table claim_check (
  id uuid primary key,
  claim_id uuid not null references claim,
  organisation_id uuid not null,
  method text not null check (method in ('dns', 'mail', 'registry', 'delegation', 'team')),
  outcome text not null,
  at timestamptz not null,
  -- What was asked and what was seen.
  seen jsonb not null
);
create index claim_check_claim on claim_check (claim_id, id);

-- What happened to a claim, as its organisation may read it.
create table claim_step (
  claim_id uuid not null references claim,
  number integer not null,
  organisation_id uuid not null,
  at timestamptz not null,
  what text not null,
  -- Empty for the team as such: members do not read who of the team decided.
  who_name text not null,
  text text not null default '',
  primary key (claim_id, number)
);
-- What its organisation has not been written about.
create index claim_step_at on claim_step (at);

-- Codes that were mailed to a domain. Only the hash is kept.
create table claim_code (
  id uuid primary key,
  claim_id uuid not null references claim,
  organisation_id uuid not null,
  address text not null,
  code_hash text not null,
  sent_at timestamptz not null,
  expires_at timestamptz not null,
  tries integer not null default 0,
  used_at timestamptz
);
create index claim_code_claim on claim_code (claim_id, sent_at);

-- Two organisations that say the same, or of which one lies in the other. Only the team knows of it.
create table claim_dispute (
  id uuid primary key,
  claim_id uuid not null references claim,
  organisation_id uuid not null,
  -- The other side: what it holds, or what it claims.
  rival_organisation_id uuid not null,
  rival_holding_id uuid references holding,
  rival_claim_id uuid references claim,
  rival_value text not null,
  -- How the rival lies to the claim.
  how text not null check (how in ('same', 'around', 'inside')),
  state text not null check (state in ('open', 'decided', 'over')),
  found_at timestamptz not null,
  changed_at timestamptz not null,
  decision text check (decision in ('claimant', 'holder', 'both', 'split')),
  reason text,
  decided_at timestamptz,
  decided_by text,
  decided_name text
);
create index claim_dispute_claim on claim_dispute (claim_id);
create index claim_dispute_rival on claim_dispute (rival_organisation_id, state);
create index claim_dispute_state on claim_dispute (state, id);

-- A snapshot of an internet registry that was read.
create table registry_import (
  id uuid primary key,
  name text not null,
  sha256 text not null,
  at timestamptz not null,
  who_name text not null,
  objects integer not null,
  ranges integer not null,
  proven integer not null,
  -- What could not be read, with line and reason.
  issues jsonb not null
);
-- What the newest snapshot of a name says belongs to an organisation of the register.
create table registry_range (
  id uuid primary key,
  import_id uuid not null references registry_import,
  organisation_id uuid not null,
  form text not null check (form in ('network', 'asn')),
  value text not null,
  object text not null,
  key text not null,
  line integer not null,
  -- How it was matched: `number` or `handle`.
  by_what text not null
);
create index registry_range_organisation on registry_range (organisation_id, form, value);
-- Which handle of the registry is which organisation, where no number says it.
create table registry_handle (
  handle text primary key,
  organisation_id uuid not null references organisation,
  at timestamptz not null,
  who_name text not null
);

-- An owner says who operates a part of what it holds, until a day.
create table claim_delegation (
  id uuid primary key,
  organisation_id uuid not null references organisation,
  holding_id uuid not null references holding,
  form text not null check (form in ('network', 'asn', 'domain')),
  value text not null,
  -- As the owner wrote it; which organisation that is, only the team sees.
  operator_number text not null,
  until timestamptz not null,
  state text not null check (state in ('given', 'withdrawn', 'ended')),
  given_at timestamptz not null,
  given_name text not null,
  withdrawn_at timestamptz
);
create index claim_delegation_organisation on claim_delegation (organisation_id, id);
create index claim_delegation_number on claim_delegation (operator_number) where state = 'given';
-- The claim of the operator that a delegation proves: apart, so that the owner's row leads to nobody.
create table claim_delegated (
  delegation_id uuid primary key references claim_delegation,
  claim_id uuid not null references claim
);

alter table holding drop constraint holding_proof_check;
alter table holding add constraint holding_proof_check
  check (proof in ('declared', 'mail', 'registry', 'delegated', 'dns-token', 'team'));

-- What lies inside a network, and below a domain, is a stretch of these keys: row-level security lets an index answer for a column and a
-- comparison, not for a function of a column.
alter table holding
  add column network inet generated always as (case when form = 'network' then value::inet end) stored,
  add column domain_key text collate "C" generated always as (case when form = 'domain' then reverse(value) end) stored;
create index holding_network on holding (relation, network) where network is not null;
create index holding_domain on holding (relation, domain_key) where domain_key is not null;

-- What the register knew of holdings, and when: a row a state of a holding. Written by triggers, never by hand.
create table holding_known (
  position bigint generated always as identity primary key,
  holding_id uuid not null,
  organisation_id uuid not null,
  relation text not null,
  form text not null,
  value text not null,
  valid_from timestamptz not null,
  valid_to timestamptz,
  proof text not null,
  criticality smallint not null,
  source text not null,
  confirmed_at timestamptz not null,
  -- Whoever wrote it into the register.
  known_by text not null,
  known_from timestamptz not null,
  -- From then on the register said something else.
  known_to timestamptz,
  -- From before knowledge was kept: changes until then are not known.
  presumed boolean not null default false
);
create index holding_known_value on holding_known (form, value);
create index holding_known_holding on holding_known (holding_id) where known_to is null;
create index holding_known_organisation on holding_known (organisation_id);

-- Holdings without knowledge, from before it was kept or from an older backup, are known since they were made.
create function holding_known_fill() returns bigint language sql security definer set search_path = public, pg_temp
  begin atomic
    with filled as (
      insert into holding_known (holding_id, organisation_id, relation, form, value, valid_from, valid_to, proof, criticality, source,
          confirmed_at, known_by, known_from, presumed)
        select id, organisation_id, relation, form, value, valid_from, valid_to, proof, criticality, source, confirmed_at, '',
          created_at, changed_at > created_at
        from holding where not exists (select from holding_known known where known.holding_id = holding.id)
        returning 1)
    select count(*) from filled;
  end;
select holding_known_fill();

create function holding_know_new() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  insert into holding_known (holding_id, organisation_id, relation, form, value, valid_from, valid_to, proof, criticality, source,
      confirmed_at, known_by, known_from)
    select id, organisation_id, relation, form, value, valid_from, valid_to, proof, criticality, source, confirmed_at, varde_who(), changed_at
    from written;
  return null;
end $$;
-- A confirmation alone is no new knowledge of who holds what: a list that is read every night would write a million rows.
create function holding_know_change() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  with changed as (
    select written.* from written join replaced using (id)
    where (written.organisation_id, written.relation, written.form, written.value, written.valid_from, written.valid_to, written.proof,
        written.criticality, written.source)
      is distinct from (replaced.organisation_id, replaced.relation, replaced.form, replaced.value, replaced.valid_from, replaced.valid_to,
        replaced.proof, replaced.criticality, replaced.source)),
  closed as (
    update holding_known known set known_to = changed.changed_at from changed where known.holding_id = changed.id and known.known_to is null)
  insert into holding_known (holding_id, organisation_id, relation, form, value, valid_from, valid_to, proof, criticality, source,
      confirmed_at, known_by, known_from)
    select id, organisation_id, relation, form, value, valid_from, valid_to, proof, criticality, source, confirmed_at, varde_who(), changed_at
    from changed;
  return null;
end $$;
revoke execute on function holding_known_fill(), holding_know_new(), holding_know_change() from public;
grant execute on function holding_known_fill() to varde_bound;
-- A backup that is restored brings its own knowledge; only what happens in the house becomes new.
create trigger holding_know_new after insert on holding referencing new table as written for each statement
  when (current_user = 'varde_bound') execute function holding_know_new();
create trigger holding_know_change after update on holding referencing old table as replaced new table as written for each statement
  when (current_user = 'varde_bound') execute function holding_know_change();

alter table claim enable row level security;
alter table claim_check enable row level security;
alter table claim_step enable row level security;
alter table claim_code enable row level security;
alter table claim_dispute enable row level security;
alter table registry_import enable row level security;
alter table registry_range enable row level security;
alter table registry_handle enable row level security;
alter table claim_delegation enable row level security;
alter table claim_delegated enable row level security;
alter table holding_known enable row level security;

-- A member reads its own. What it asks for is written by the program in the team's right, after the first wall has let it through.
create policy claim_read on claim for select using ((select varde_is_team()) or organisation_id = any ((select varde_organisations())::uuid[]));
create policy claim_write on claim using ((select varde_is_team()));
create policy claim_check_read on claim_check for select using ((select varde_is_team()) or organisation_id = any ((select varde_organisations())::uuid[]));
create policy claim_check_write on claim_check for insert with check ((select varde_is_team()));
create policy claim_step_read on claim_step for select using ((select varde_is_team()) or organisation_id = any ((select varde_organisations())::uuid[]));
create policy claim_step_write on claim_step for insert with check ((select varde_is_team()));
create policy claim_code_team on claim_code using ((select varde_is_team()));
create policy claim_dispute_team on claim_dispute using ((select varde_is_team()));
create policy registry_import_team on registry_import using ((select varde_is_team()));
create policy registry_range_read on registry_range for select using ((select varde_is_team()) or organisation_id = any ((select varde_organisations())::uuid[]));
create policy registry_range_write on registry_range using ((select varde_is_team()));
create policy registry_handle_team on registry_handle using ((select varde_is_team()));
create policy claim_delegation_read on claim_delegation for select using ((select varde_is_team()) or organisation_id = any ((select varde_organisations())::uuid[]));
create policy claim_delegation_write on claim_delegation using ((select varde_is_team()));
create policy claim_delegated_team on claim_delegated using ((select varde_is_team()));
create policy holding_known_read on holding_known for select using ((select varde_is_team()) or organisation_id = any ((select varde_organisations())::uuid[]));

grant select, insert, update on claim, claim_code, claim_dispute, claim_delegation to varde_bound;
grant select, insert on claim_check, claim_step, registry_import, claim_delegated to varde_bound;
grant select, insert, delete on registry_range to varde_bound;
grant select, insert, update, delete on registry_handle to varde_bound;
grant select on holding_known to varde_bound;
