-- Roles: the pool rests as varde_nobody, a scoped transaction becomes varde_bound, the job queue varde_jobs.
do $$ begin create role varde_nobody nologin; exception when duplicate_object or unique_violation then null; end $$;
do $$ begin create role varde_bound nologin; exception when duplicate_object or unique_violation then null; end $$;
do $$ begin create role varde_jobs nologin; exception when duplicate_object or unique_violation then null; end $$;
do $$ begin
  execute format('grant varde_nobody, varde_bound, varde_jobs to %I', session_user);
exception when others then null; end $$;

create schema varde_job;
do $$ begin
  execute format('grant create on database %I to varde_jobs', current_database());
end $$;
alter schema varde_job owner to varde_jobs;

-- The scope of the transaction, as the policies read it. Wrapped in (select …) they are evaluated once a statement.
create function varde_is_team() returns boolean language sql stable parallel safe
  return coalesce(current_setting('varde.team', true), '') = 'on';
create function varde_organisations() returns uuid[] language sql stable parallel safe
  return coalesce(nullif(current_setting('varde.organisations', true), ''), '{}')::uuid[];
create function varde_who() returns text language sql stable parallel safe
  return coalesce(current_setting('varde.who', true), '');

-- What happened, written in the transaction that did it. Consumers read in order and only what is settled:
-- `transaction` lies below every transaction that still runs.
create table event (
  position bigint generated always as identity primary key,
  transaction xid8 not null default pg_current_xact_id(),
  kind text not null,
  at timestamptz not null,
  who text not null,
  payload jsonb not null
);
create index event_place on event (transaction, position);
-- Positions are given in the order of writing, transactions settle in another: so a consumer's place is both, and nothing is passed over.
create table event_cursor (
  consumer text primary key,
  transaction xid8 not null default pg_current_xact_id(),
  position bigint not null default 0,
  failures integer not null default 0,
  last_error text,
  not_before timestamptz
);
-- An event that a consumer could not digest goes aside, so that nothing waits for it.
create table event_aside (
  consumer text not null,
  position bigint not null,
  reason text not null,
  at timestamptz not null,
  primary key (consumer, position)
);

-- Append-only, each entry sealed with the hash of the one before.
create table audit (
  position bigint primary key,
  at timestamptz not null,
  who_kind text not null,
  who text not null,
  who_name text not null,
  action text not null,
  object text not null,
  organisation_id uuid,
  detail jsonb not null,
  previous text not null,
  hash text not null
);
create index audit_organisation on audit (organisation_id, position);
create table audit_head (one boolean primary key default true check (one), position bigint not null, hash text not null);
insert into audit_head (position, hash) values (0, repeat('0', 64));

-- Who of the team read what of an organisation; the organisation sees it.
create table read_log (
  id bigint generated always as identity primary key,
  organisation_id uuid not null,
  at timestamptz not null,
  who text not null,
  who_name text not null,
  object text not null
);
create index read_log_organisation on read_log (organisation_id, id);

-- Progress of long work, which can be left and come back to.
create table work (
  id uuid primary key,
  kind text not null,
  object text not null,
  organisation_id uuid,
  state text not null check (state in ('waiting', 'running', 'done', 'failed')),
  done bigint not null default 0,
  total bigint,
  started_at timestamptz not null,
  changed_at timestamptz not null,
  message text
);

alter table event enable row level security;
alter table event_cursor enable row level security;
alter table event_aside enable row level security;
alter table audit enable row level security;
alter table audit_head enable row level security;
alter table read_log enable row level security;
alter table work enable row level security;

-- Events and audit entries are written by whoever acts, in their own name; only the team reads them.
create policy event_write on event for insert with check (who = nullif((select varde_who()), ''));
create policy event_read on event for select using ((select varde_is_team()));
create policy event_cursor_team on event_cursor using ((select varde_is_team()));
create policy event_aside_team on event_aside using ((select varde_is_team()));
-- An entry continues the chain, or it is none.
create policy audit_write on audit for insert with check (
  who = nullif((select varde_who()), '') and (position, previous) = (select head.position + 1, head.hash from audit_head head));
create policy audit_read on audit for select using ((select varde_is_team()));
create policy audit_head_all on audit_head using ((select varde_who()) <> '');
-- Everybody's deeds move the head on, so whoever acts may; but only to an entry that stands in the trail and follows the last one.
create function audit_head_follows() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if not exists (select from audit where position = old.position + 1 and previous = old.hash and (position, hash) = (new.position, new.hash)) then
    raise exception 'the head of the audit trail only moves on to its next entry' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
revoke execute on function audit_head_follows() from public;
create trigger audit_head_follows before update on audit_head for each row
  when (current_user = 'varde_bound') execute function audit_head_follows();
create policy read_log_write on read_log for insert with check ((select varde_is_team()));
create policy read_log_read on read_log for select using ((select varde_is_team()) or organisation_id = any ((select varde_organisations())::uuid[]));
create policy work_team on work using ((select varde_is_team()));

grant usage on schema public to varde_bound;
grant select, insert on event, audit, read_log to varde_bound;
grant select, insert, update on event_cursor, event_aside, work to varde_bound;
grant select, update on audit_head to varde_bound;
