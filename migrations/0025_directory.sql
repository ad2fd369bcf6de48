-- A service that somebody gives: a named function such as the out-of-hours clinic of a municipality. Its organisation answers for it,
-- whoever runs it, unless a relation says that the one who does it is a controller itself.
create table organisation_service (
  id uuid primary key,
  -- The number by which a constraint tells services apart: ranges of it and days never touch those of another service.
  place bigint generated always as identity unique,
  organisation_id uuid not null references organisation,
  name text not null,
  kind text check (kind in ('gp', 'out-of-hours', 'nursing', 'home-care', 'hospital', 'pharmacy', 'dental', 'ehr', 'ict', 'other')),
  valid_from date not null,
  valid_to date check (valid_to >= valid_from),
  source text not null,
  who_name text not null,
  created_at timestamptz not null,
  changed_at timestamptz not null,
  unique (place, organisation_id)
);
create unique index organisation_service_once on organisation_service (organisation_id, lower(name), valid_from);

-- Who does what for whom, from–to. The row belongs to the organisation that it is about and tells nobody else; the other end is named
-- as it was written. Only the team, which sees the register, meets the organisation that has this number.
create table organisation_relation (
  id uuid primary key,
  organisation_id uuid not null references organisation,
  type text not null check (type in ('owns', 'operates-for', 'supplies', 'contracts', 'controller', 'processor')),
  -- Whether the organisation itself does it for the other, or the other for it.
  outward boolean not null,
  other_id uuid references organisation,
  other_number text check (other_number ~ '^[0-9]{9}$'),
  other_name text not null,
  service_place bigint,
  valid_from date not null,
  -- The first day on which it holds no more; one that ends where it begins never was.
  valid_to date check (valid_to >= valid_from),
  source text not null,
  who_name text not null,
  created_at timestamptz not null,
  changed_at timestamptz not null,
  check (other_id <> organisation_id),
  check (type <> 'controller' or service_place is not null),
  foreign key (service_place, organisation_id) references organisation_service (place, organisation_id)
);
create index organisation_relation_organisation on organisation_relation (organisation_id, id);
create index organisation_relation_other on organisation_relation (other_id) where other_id is not null;
create index organisation_relation_number on organisation_relation (other_number) where other_number is not null;
create index organisation_relation_service on organisation_relation (service_place) where service_place is not null;
-- One answers for a service on any day: two that are controllers of it themselves cannot share one.
alter table organisation_relation add constraint one_is_accountable exclude using gist (
  int8range(service_place * 10000000 + (valid_from - date '0001-01-01'),
            service_place * 10000000 + coalesce(valid_to - date '0001-01-01', 9999999)) with &&)
  where (type = 'controller' and not outward);

create table stakeholder_group (
  id uuid primary key,
  name text not null,
  kind text not null check (kind in ('patients', 'state', 'municipal', 'professional', 'research', 'suppliers', 'own')),
  note text not null default '',
  -- Who belongs by what the register says of them; null where people choose.
  rule jsonb,
  renewed_at timestamptz,
  created_at timestamptz not null,
  changed_at timestamptz not null,
  closed_at timestamptz
);
create unique index stakeholder_group_name on stakeholder_group (lower(name)) where closed_at is null;

-- Who was in a group from–to, and from when until when we said so: a correction removes the row and writes another.
create table group_member (
  id uuid primary key,
  group_id uuid not null references stakeholder_group,
  organisation_id uuid references organisation,
  name text not null,
  valid_from date not null,
  valid_to date check (valid_to >= valid_from),
  entered_at timestamptz not null,
  entered_by text not null,
  removed_at timestamptz check (removed_at >= entered_at),
  removed_by text
);
create index group_member_group on group_member (group_id, lower(name), id);
create index group_member_organisation on group_member (organisation_id) where organisation_id is not null;

-- Another response team, and how it is reached.
create table peer_team (
  id uuid primary key,
  name text not null,
  constituency text not null,
  contact text not null,
  email text,
  telephone text,
  sharing_group text,
  created_at timestamptz not null,
  changed_at timestamptz not null,
  ended_on date
);
create unique index peer_team_name on peer_team (lower(name));

create table peer_fact (
  id uuid primary key,
  peer_id uuid not null references peer_team,
  on_day date not null,
  words text not null,
  source text not null,
  who_name text not null,
  created_at timestamptz not null
);
create index peer_fact_peer on peer_fact (peer_id, on_day);

-- Which organisations another team serves, too.
create table peer_member (
  peer_id uuid not null references peer_team,
  organisation_id uuid not null references organisation,
  valid_from date not null,
  valid_to date check (valid_to >= valid_from),
  primary key (peer_id, organisation_id, valid_from)
);
create index peer_member_organisation on peer_member (organisation_id);

-- Who leads when an organisation has two teams; without a peer we do. It holds until the next one.
create table agreed_lead (
  organisation_id uuid not null references organisation,
  valid_from date not null,
  peer_id uuid references peer_team,
  agreed_with text not null,
  who_name text not null,
  created_at timestamptz not null,
  primary key (organisation_id, valid_from)
);

-- Who may see which bodies are under the Security Act: named persons, given by another.
create table security_clearance (
  id uuid primary key,
  person_id uuid not null references person on delete cascade,
  reason text not null,
  given_by text not null,
  given_at timestamptz not null,
  taken_at timestamptz
);
create unique index security_clearance_once on security_clearance (person_id) where taken_at is null;

create function varde_is_cleared() returns boolean language sql stable security definer set search_path = public, pg_temp
  return exists (select from security_clearance where person_id = varde_person() and taken_at is null);
revoke execute on function varde_is_cleared() from public;
grant execute on function varde_is_cleared() to varde_bound;

-- Sealed with VARDE_SECRET_KEY: neither the organisation nor the decision can be read from the table or from a backup.
create table security_act_decision (
  id uuid primary key,
  sealed text not null,
  created_at timestamptz not null
);

alter table organisation_service enable row level security;
alter table organisation_relation enable row level security;
alter table stakeholder_group enable row level security;
alter table group_member enable row level security;
alter table peer_team enable row level security;
alter table peer_fact enable row level security;
alter table peer_member enable row level security;
alter table agreed_lead enable row level security;
alter table security_clearance enable row level security;
alter table security_act_decision enable row level security;

create policy organisation_service_scope on organisation_service
  using ((select varde_is_team()) or organisation_id = any ((select varde_organisations())::uuid[]));
create policy organisation_relation_scope on organisation_relation
  using ((select varde_is_team()) or organisation_id = any ((select varde_organisations())::uuid[]));
create policy stakeholder_group_team on stakeholder_group using ((select varde_is_team()));
create policy group_member_team on group_member using ((select varde_is_team()));
create policy peer_team_team on peer_team using ((select varde_is_team()));
create policy peer_fact_team on peer_fact using ((select varde_is_team()));
create policy peer_member_team on peer_member using ((select varde_is_team()));
create policy agreed_lead_team on agreed_lead using ((select varde_is_team()));
create policy security_clearance_read on security_clearance for select using ((select varde_is_team()));
-- Nobody clears themselves.
create policy security_clearance_give on security_clearance for insert
  with check ((select varde_is_team()) and person_id is distinct from (select varde_person()));
create policy security_clearance_take on security_clearance for update
  using ((select varde_is_team()) and person_id is distinct from (select varde_person()));
create policy security_act_cleared on security_act_decision using ((select varde_is_team()) and (select varde_is_cleared()));

grant select, insert, update on organisation_service, organisation_relation, stakeholder_group, group_member, peer_team, peer_member,
  agreed_lead, security_clearance, security_act_decision to varde_bound;
grant select, insert on peer_fact to varde_bound;
