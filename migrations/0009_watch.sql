-- What needs a human now. One open task for one thing; more of the same raises its count.
create table task (
  id uuid primary key,
  what text not null,
  -- The id of what it is about (fnd_…, ntc_…, src_…), or the name of a group.
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
  done_name text,
  outcome text
);
create unique index task_once on task (what, object) where state <> 'done';
create index task_open on task (due_at, id) where state <> 'done';
create index task_done on task (done_at desc, id) where state = 'done';
create index task_object on task (object);
create index task_organisation on task (organisation_id, id) where organisation_id is not null;

create table task_note (
  task_id uuid not null,
  number integer not null,
  at timestamptz not null,
  who text not null,
  who_name text not null,
  -- taken, given, snoozed, woken, noted, done, reopened, raised
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
  text text not null
);
create index handover_at on handover (at desc);

alter table task enable row level security;
alter table task_note enable row level security;
alter table handover enable row level security;
create policy task_team on task using ((select varde_is_team()));
create policy task_note_team on task_note using ((select varde_is_team()));
create policy handover_team on handover using ((select varde_is_team()));
grant select, insert, update, delete on task, task_note to varde_bound;
grant select, insert on handover to varde_bound;
