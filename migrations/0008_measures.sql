-- What somebody shall do by when, because of something. Findings are the first cause; advisories, incidents, exercises and audits follow.
create table measure (
  id uuid primary key,
  organisation_id uuid not null,
  operator_id uuid,
  cause text not null check (cause in ('finding')),
  cause_id uuid not null,
  kind text not null,
  asset_text text not null,
  severity smallint not null check (severity between 0 and 4),
  state text not null check (state in ('open', 'doing', 'claimed', 'done', 'accepted', 'disputed', 'withdrawn')),
  -- Who does it at the member: a name or function they chose themselves.
  owner text,
  due_at timestamptz not null,
  -- What the member, or the team, says proves it.
  evidence text,
  -- Kinds of the organisation and the channel by which it was told, as they were: effect is counted by them.
  organisation_kinds text[] not null,
  channel text,
  created_at timestamptz not null,
  told_at timestamptz,
  read_at timestamptz,
  answered_at timestamptz,
  proved_at timestamptz,
  closed_at timestamptz,
  changed_at timestamptz not null,
  unique (cause, cause_id)
);
create index measure_organisation on measure (organisation_id, state, due_at, id);
create index measure_operator on measure (operator_id, state, due_at, id) where operator_id is not null;
create index measure_due on measure (due_at, id) where state in ('open', 'doing');
create index measure_told on measure (told_at) where told_at is not null;

alter table measure enable row level security;
create policy measure_team on measure using ((select varde_is_team()));
create policy measure_member on measure for select using (
  organisation_id = any ((select varde_organisations())::uuid[]) or operator_id = any ((select varde_organisations())::uuid[]));
grant select, insert, update, delete on measure to varde_bound;
