-- What members want to be told of warnings, how and when.

-- One choice of an organisation, or of one of its contacts. Whoever has none is told in the usual way.
create table subscription (
  id uuid primary key,
  organisation_id uuid not null references organisation,
  -- Null: for the organisation. A contact that is gone takes nothing with it: its choice is passed over.
  contact_id uuid,
  choice jsonb not null,
  changed_at timestamptz not null,
  changed_name text not null,
  constraint subscription_of unique nulls not distinct (organisation_id, contact_id)
);
create index subscription_changed on subscription (changed_at desc, id desc);

-- What was chosen, one line each time; the last can be undone.
create table subscription_step (
  id bigint generated always as identity primary key,
  organisation_id uuid not null references organisation,
  contact_id uuid,
  at timestamptz not null,
  what text not null check (what in ('set', 'undone', 'unsubscribed')),
  by_name text not null,
  -- Who did it: the member, the team on its behalf, or the holder of the link in a letter.
  as_who text not null check (as_who in ('member', 'team', 'link')),
  -- Why the team did it; the member reads it.
  reason text not null default '',
  -- Null: the usual way.
  before jsonb,
  after jsonb,
  undone boolean not null default false,
  constraint subscription_team_reason check (as_who <> 'team' or reason <> '')
);
create index subscription_step_of on subscription_step (organisation_id, id desc);

-- A warning that an organisation was told of, or is told of in its next letter.
create table subscription_item (
  organisation_id uuid not null references organisation,
  advisory_id uuid not null,
  version integer not null,
  -- Addressed to it, information because it subscribes to what it is about, or the news that it is over.
  kind text not null check (kind in ('addressed', 'information', 'over')),
  -- Of information, and of the news that it is over: what of the subscription it fits.
  why jsonb,
  at_once boolean not null,
  added_at timestamptz not null,
  primary key (organisation_id, advisory_id, version, kind),
  foreign key (advisory_id, version) references advisory_version,
  constraint subscription_item_why check (kind = 'over' or (kind = 'information') = (why is not null))
);
create index subscription_item_added on subscription_item (organisation_id, added_at desc, advisory_id desc);
create index subscription_item_advisory on subscription_item (advisory_id, organisation_id) where kind = 'information';
create index subscription_item_recent on subscription_item (added_at, organisation_id);

-- A digest as it was made for one contact. What came after `until` stands in the next one.
create table subscription_letter (
  id uuid primary key,
  organisation_id uuid not null references organisation,
  contact_id uuid not null,
  rhythm text not null check (rhythm in ('daily', 'weekly')),
  -- The Monday, or the day, at 08:00 in Oslo for which it was made.
  due timestamptz not null,
  since timestamptz not null,
  -- As `since` when it was held back: then nothing was sent, and the next one begins where this would have.
  until timestamptz not null,
  advisories jsonb not null,
  made_at timestamptz not null,
  sent_at timestamptz,
  reply text,
  constraint subscription_letter_once unique (contact_id, rhythm, due)
);
create index subscription_letter_organisation on subscription_letter (organisation_id, made_at desc);

-- How far the making of digests has come, so that a worker that dies begins where it ended.
create table subscription_run (
  rhythm text not null check (rhythm in ('daily', 'weekly')),
  due timestamptz not null,
  after uuid,
  finished_at timestamptz,
  primary key (rhythm, due)
);

alter table subscription enable row level security;
alter table subscription_step enable row level security;
alter table subscription_item enable row level security;
alter table subscription_letter enable row level security;
alter table subscription_run enable row level security;

create policy subscription_scope on subscription using ((select varde_is_team()) or organisation_id = any ((select varde_organisations())::uuid[]));
create policy subscription_step_scope on subscription_step using ((select varde_is_team()) or organisation_id = any ((select varde_organisations())::uuid[]));
create policy subscription_item_team on subscription_item using ((select varde_is_team()));
create policy subscription_item_member on subscription_item for select using (organisation_id = any ((select varde_organisations())::uuid[]));
create policy subscription_letter_team on subscription_letter using ((select varde_is_team()));
create policy subscription_letter_member on subscription_letter for select using (organisation_id = any ((select varde_organisations())::uuid[]));
create policy subscription_run_team on subscription_run using ((select varde_is_team()));

grant select, insert, update, delete on subscription to varde_bound;
grant select, insert, update on subscription_step, subscription_letter, subscription_run to varde_bound;
grant select, insert on subscription_item to varde_bound;

-- A notice that says *do now* goes out also to whom everything else is frozen for.
alter table notice add pressing boolean not null default false;
