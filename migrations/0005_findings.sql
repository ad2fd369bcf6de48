-- One story per member, kind and asset. Bulk tables have no foreign keys: their one writer keeps them true, and checks them in `varde doctor`.
create table finding (
  id uuid primary key,
  organisation_id uuid not null,
  operator_id uuid,
  -- The holding that made it this organisation's; the words are in the story.
  holding_id uuid,
  kind text not null,
  -- What the finding is about, in canonical text: with organisation and kind the natural key.
  asset_key text not null,
  asset jsonb not null,
  ip inet,
  host text,
  -- The host backwards: a domain and what lies below it are one range. A column, since row-level security lets no function near an index.
  host_key text collate "C" generated always as (reverse(host)) stored,
  asn bigint,
  state text not null check (state in ('open', 'told', 'answered', 'fixed', 'accepted', 'disputed', 'withdrawn')),
  -- 0 info … 4 critical
  severity smallint not null check (severity between 0 and 4),
  tlp text not null,
  sources text[] not null,
  first_seen timestamptz not null,
  last_seen timestamptz not null,
  sightings integer not null,
  opened_at timestamptz not null,
  due_at timestamptz not null,
  closed_at timestamptz,
  steps integer not null,
  version integer not null default 0
) with (fillfactor = 60);
-- No index on last_seen, sightings or version: what every new sighting changes must stay in place (HOT).
create unique index finding_key on finding (organisation_id, kind, asset_key);
-- Ascending, and read backwards: new rows then come last, where an index grows without splitting pages.
create index finding_severity on finding (severity, id);
create index finding_settled on finding (state, severity, id) where state <> 'open';
create index finding_operator on finding (operator_id, id) where operator_id is not null;
create index finding_kind on finding (kind, id);
create index finding_due on finding (due_at, id) where state in ('open', 'told', 'answered');
create index finding_ip on finding (ip) where ip is not null;
create index finding_host on finding (host_key) where host_key is not null;

-- The story: every change of a finding, who did it and why.
create table finding_step (
  finding_id uuid not null,
  number integer not null,
  at timestamptz not null,
  what text not null,
  before text,
  after text,
  who_kind text not null,
  who text not null,
  import_id uuid,
  -- Facts that another organisation must not learn: shown to the team only.
  team_only boolean not null default false,
  because jsonb not null,
  primary key (finding_id, number)
);
create index finding_step_import on finding_step (import_id) where import_id is not null;

-- One source saying: at this moment this was wrong with this asset. Partitioned by month of the sighting.
create table sighting (
  import_id uuid not null,
  number bigint not null,
  line bigint not null,
  seen_at timestamptz not null,
  recorded_at timestamptz not null,
  source text not null,
  kind text not null,
  form text not null,
  state text not null check (state in ('attributed', 'unattributed', 'ambiguous', 'outsider', 'ignored')),
  finding_id uuid,
  organisation_id uuid,
  holding_id uuid,
  ip inet,
  host text,
  host_key text collate "C" generated always as (reverse(host)) stored,
  asn bigint,
  asset jsonb not null,
  severity smallint,
  tlp text not null,
  evidence jsonb not null,
  rule_id uuid,
  primary key (import_id, number, seen_at)
) partition by range (seen_at);
create table sighting_default partition of sighting default;
create index sighting_finding on sighting (finding_id, seen_at) where finding_id is not null;
create index sighting_loose_ip on sighting (ip) where state <> 'attributed' and ip is not null;
create index sighting_loose_host on sighting (host_key) where state <> 'attributed' and host_key is not null;
create index sighting_loose_asn on sighting (asn) where state <> 'attributed' and asn is not null;
create index sighting_rule on sighting (rule_id) where rule_id is not null;
create index sighting_loose on sighting (state, seen_at desc, import_id, number) where state <> 'attributed';

create table ignore_rule (
  id uuid primary key,
  -- Null ignores for everybody: a decision of the team.
  organisation_id uuid references organisation,
  kind text,
  source text,
  network cidr,
  host text,
  reason text not null check (length(reason) >= 5),
  author text not null,
  author_name text not null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  ended_at timestamptz,
  check (kind is not null or source is not null or network is not null or host is not null)
);

alter table finding enable row level security;
alter table finding_step enable row level security;
alter table sighting enable row level security;
alter table ignore_rule enable row level security;

-- Owner and operator read; findings, their stories and sightings are written by the team and by what it runs.
create policy finding_team on finding using ((select varde_is_team()));
create policy finding_member on finding for select using (
  organisation_id = any ((select varde_organisations())::uuid[])
  or operator_id = any ((select varde_organisations())::uuid[]));
create policy finding_step_team on finding_step using ((select varde_is_team()));
create policy finding_step_member on finding_step for select using (
  not team_only and exists (select from finding where finding.id = finding_id));
-- Partitions are reached through this table alone: none of them is granted to anybody.
create policy sighting_team on sighting using ((select varde_is_team()));
create policy sighting_member on sighting for select using (
  state = 'attributed' and exists (select from finding where finding.id = finding_id));
create policy ignore_rule_team on ignore_rule using ((select varde_is_team()));

-- The name of the other party of a finding that one may see: an owner learns who operates for it, an operator for whom.
create function finding_party_names(ids uuid[]) returns table (id uuid, name text) language sql stable security definer set search_path = public, pg_temp as $$
  select o.id, o.name from organisation o where o.id = any (ids) and (
    varde_is_team() or o.id = any (varde_organisations())
    or exists (select from finding f where f.organisation_id = o.id and f.operator_id = any (varde_organisations()))
    or exists (select from finding f where f.operator_id = o.id and f.organisation_id = any (varde_organisations())))
$$;
revoke execute on function finding_party_names(uuid[]) from public;
grant execute on function finding_party_names(uuid[]) to varde_bound;

grant select, insert, update, delete on finding, finding_step, sighting, ignore_rule to varde_bound;
