-- After how many rhythms without it a source's silence counts as proof.
alter table source
  add column absence_exposure smallint not null default 3 check (absence_exposure between 1 and 60),
  add column absence_event smallint not null default 7 check (absence_event between 1 and 365),
  -- Since when it has been silent although it should have reported; told once.
  add column silent_since timestamptz;

alter table import
  -- The kinds that were named in it: so we know which report would have told.
  add column kinds text[] not null default '{}',
  -- Ended before the file did.
  add column truncated boolean not null default false;

-- Closing more than a fifth of a kind at once waits for a person.
create table closing (
  id uuid primary key,
  source text not null,
  kind text not null,
  findings integer not null,
  of_open integer not null,
  absent_since timestamptz not null,
  state text not null check (state in ('waiting', 'released', 'refused')),
  created_at timestamptz not null,
  changed_at timestamptz not null,
  decided_at timestamptz,
  decided_by text,
  reason text
);
create unique index closing_waiting on closing (source, kind) where state = 'waiting';
alter table closing enable row level security;
create policy closing_team on closing using ((select varde_is_team()));
grant select, insert, update on closing to varde_bound;
