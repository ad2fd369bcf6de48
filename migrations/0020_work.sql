-- Long work that can be left and come back to. Nothing has been written into this table before.
alter table work
  drop column organisation_id,
  drop column message,
  drop constraint work_state_check,
  -- Who asked for it: a person, a key, or a part of the program.
  add column who text not null,
  add column who_name text not null,
  -- Whether the team or the program asked for it; then those who lead the team follow it too.
  add column team boolean not null,
  -- What it is about, as people call it, and the page where its result is.
  add column about text,
  add column link text,
  -- What a worker needs to go on with it, and what has come of it so far.
  add column plan jsonb not null default '{}',
  add column outcome jsonb not null default '{}',
  -- When the present worker took it up, how far it was then, and how many have tried.
  add column taken_at timestamptz,
  add column taken_done bigint not null default 0,
  add column tries smallint not null default 0,
  add column stop boolean not null default false,
  add column ended_at timestamptz,
  add constraint work_state check (state in ('waiting', 'running', 'done', 'failed', 'stopped')),
  add constraint work_ends check ((ended_at is null) = (state in ('waiting', 'running')));
create unique index work_under_way on work (kind, object) where ended_at is null;
create index work_who on work (who, started_at);

drop policy work_team on work;
create policy work_own on work
  using (who = nullif((select varde_who()), '') or (select varde_is_team()))
  with check (who = nullif((select varde_who()), '') or (select varde_is_team()));
grant delete on work to varde_bound;
