-- What each day counts of each finding, so that its part is taken out again when the finding changes. Days are those of UTC.
create table overview_finding (
  finding_id uuid primary key,
  organisation_id uuid not null,
  family text not null,
  severity smallint not null check (severity between 0 and 4),
  county text,
  constituencies text[] not null,
  -- On which days somebody had to do something again, and on which nobody had to any more; in order.
  opened date[] not null,
  settled date[] not null
);

-- Counts of days, ready to be read: the sum of all before a day is what was unsettled when it began.
create table overview_count (
  -- `all`, a constituency, or the bare key of an organisation.
  whose text collate "C" not null,
  facet text not null check (facet in ('severity', 'family', 'county')),
  part text not null,
  day date not null,
  opened integer not null default 0,
  settled integer not null default 0,
  -- Sightings in files that were received that day.
  sightings integer not null default 0,
  primary key (whose, facet, part, day)
);
create index overview_count_day on overview_count (day) where sightings <> 0;

-- What explains a bend of the line: a source that fell silent, a closing that was released, a report that was taken back.
create table overview_event (
  position bigint primary key,
  at timestamptz not null,
  kind text not null,
  facts jsonb not null
);
create index overview_event_at on overview_event (at);

alter table overview_finding enable row level security;
alter table overview_count enable row level security;
alter table overview_event enable row level security;
create policy overview_finding_team on overview_finding using ((select varde_is_team()));
create policy overview_count_team on overview_count using ((select varde_is_team()));
create policy overview_event_team on overview_event using ((select varde_is_team()));
grant select, insert, update, delete on overview_finding, overview_count to varde_bound;
grant select, insert on overview_event to varde_bound;
