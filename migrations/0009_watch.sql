-- What needs a human now. One open task for one thing, or for all of the same at one organisation; more of it raises its count.
create table task (
  id uuid primary key,
  what text not null,
  -- The id of what it is about (ntc_…, src_…, clo_…), the organisation when it is about all of the same there, or the name of a group.
  object text not null,
  organisation_id uuid,
  -- 0 info … 4 critical
  severity smallint not null check (severity between 0 and 4),
  state text not null check (state in ('open', 'taken', 'snoozed', 'done')),
  count integer not null default 1,
  -- Facts from which the words are made, in the reader's language.
  because jsonb not null,
  -- The clock: when it must have been looked at.
  due_at timestamptz not null,
  created_at timestamptz not null,
  changed_at timestamptz not null,
  taken_by text,
  taken_name text,
  snoozed_until timestamptz,
  snooze_reason text,
  done_at timestamptz,
  -- Null when it ended by itself: then `ended_by` is the event that ended it.
  done_name text,
  outcome text,
  ended_by text,
  notes integer not null default 0
);
create unique index task_once on task (what, object) where state <> 'done';
create index task_open on task (due_at, id) where state <> 'done';
create index task_due on task (due_at, id);
create index task_created on task (created_at);
create index task_done on task (done_at, id) where state = 'done';
create index task_done_what on task (what, done_at, id) where state = 'done';
create index task_done_severity on task (severity, done_at, id) where state = 'done';
create index task_organisation on task (organisation_id, id) where organisation_id is not null;

-- The things that a task is about, and which of them are over: when none is left, so is the task.
create table task_about (
  task_id uuid not null,
  what text not null,
  object text not null,
  -- When it happened last, by the clock of the event.
  at timestamptz not null,
  over_at timestamptz,
  times integer not null,
  because jsonb not null,
  primary key (task_id, object)
);
create index task_about_object on task_about (object, what);

-- Events that were heard, so that none counts twice, and how many things each spoke of: the figures of a shift.
create table task_heard (
  position bigint primary key,
  kind text not null,
  heard_at timestamptz not null,
  things integer not null
);
create index task_heard_at on task_heard (heard_at);

create table task_note (
  task_id uuid not null,
  number integer not null,
  at timestamptz not null,
  who text not null,
  who_name text not null,
  -- raised, taken, given, released, snoozed, woken, tried, noted, done, over, reopened
  what text not null,
  text text not null default '',
  primary key (task_id, number)
);

create table handover (
  id uuid primary key,
  at timestamptz not null,
  who text not null,
  who_name text not null,
  to_name text not null,
  -- The shift that ends began here.
  since timestamptz not null,
  summary jsonb not null,
  text text not null,
  -- What was open then, as it stood.
  passed_on jsonb not null
);
create index handover_at on handover (at desc);

alter table task enable row level security;
alter table task_about enable row level security;
alter table task_heard enable row level security;
alter table task_note enable row level security;
alter table handover enable row level security;
create policy task_team on task using ((select varde_is_team()));
create policy task_about_team on task_about using ((select varde_is_team()));
create policy task_heard_team on task_heard using ((select varde_is_team()));
create policy task_note_team on task_note using ((select varde_is_team()));
create policy handover_team on handover using ((select varde_is_team()));
grant select, insert, update, delete on task, task_about, task_heard, task_note to varde_bound;
grant select, insert on handover to varde_bound;
