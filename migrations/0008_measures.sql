-- What somebody shall do by when, because of something. Findings are the first cause; advisories, incidents, exercises and audits follow.
create table measure (
  id uuid primary key,
  organisation_id uuid not null,
  operator_id uuid,
  cause text not null check (cause in ('finding')),
  cause_id uuid not null,
  kind text not null,
  -- Ordered by bytes, so that the beginning of an address is a range of the index: row-level security lets no function near one.
  asset_text text collate "C" not null,
  severity smallint not null check (severity between 0 and 4),
  state text not null check (state in ('open', 'doing', 'claimed', 'done', 'accepted', 'disputed', 'withdrawn')),
  -- Who does it at the member: a name or function they chose themselves.
  owner text,
  due_at timestamptz not null,
  -- The deadline of the cause as it was last seen; when that moves, ours follows.
  cause_due_at timestamptz not null,
  -- Why the team moved ours, and who did.
  due_reason text,
  due_by text,
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
create index measure_due on measure (due_at, id);
create index measure_state on measure (state, due_at, id);
create index measure_kind on measure (kind, due_at, id);
create index measure_severity on measure (severity, due_at, id);
create index measure_asset on measure (asset_text);
create index measure_owner on measure (owner, due_at, id) where owner is not null;
create index measure_told on measure (told_at) where told_at is not null;

alter table measure enable row level security;
create policy measure_team on measure using ((select varde_is_team()));
create policy measure_member on measure for select using (
  organisation_id = any ((select varde_organisations())::uuid[]) or operator_id = any ((select varde_organisations())::uuid[]));
grant select, insert, update, delete on measure to varde_bound;

-- What a member may change of its own measures, and an operator of those it runs: who does it, and what shows that it is done.
-- Null leaves a field as it is, an empty text clears it.
create function measure_say(ids uuid[], as_owner text, as_evidence text, at timestamptz) returns setof uuid
language sql volatile security definer set search_path = public, pg_temp as $$
  update measure set
    owner = case when as_owner is null then owner else nullif(as_owner, '') end,
    evidence = case when as_evidence is null then evidence else nullif(as_evidence, '') end,
    changed_at = at
  where id = any (ids) and state <> 'withdrawn'
    and (varde_is_team() or organisation_id = any (varde_organisations()) or operator_id = any (varde_organisations()))
  returning id
$$;
revoke execute on function measure_say(uuid[], text, text, timestamptz) from public;
grant execute on function measure_say(uuid[], text, text, timestamptz) to varde_bound;
