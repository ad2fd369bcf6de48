-- After how many rhythms without it a source's silence counts as proof.
alter table source
  add column absence_exposure smallint not null default 3 check (absence_exposure between 1 and 60),
  add column absence_event smallint not null default 7 check (absence_event between 1 and 365),
  -- Since when it has been silent although it should have reported; told once.
  add column silent_since timestamptz,
  -- Since when it has been listened to without a break: neither paused nor failing. Null is since it was added.
  add column listening_since timestamptz;

alter table import
  -- The kinds that were named in it: so we know which report would have told.
  add column kinds text[] not null default '{}',
  -- Ended before the file did.
  add column truncated boolean not null default false,
  -- How often it was read again with what was known by then.
  add column replays integer not null default 0;
-- A file without rows that came again is a delivery of its own, in each window once under each name; empty for what came first.
alter table import add column again text not null default '';
drop index import_once;
create unique index import_once on import (source_id, sha256, again) where state <> 'receiving';
update import i set kinds = s.kinds
  from (select import_id, array_agg(distinct kind) as kinds from sighting group by import_id) s where s.import_id = i.id;
update import i set truncated = true
  where exists (select from import_issue p where p.import_id = i.id and p.code in ('truncated', 'unpacks-too-large'));

-- That a report came and was wrong: what it did not name is not proved by that, and another one may come in its place.
create table withdrawn_report (
  import_id uuid primary key,
  source_id uuid not null references source,
  report_type text,
  covers timestamptz not null,
  withdrawn_at timestamptz not null
);

-- Closing more than a fifth of a kind at once waits for a person.
create table closing (
  id uuid primary key,
  source text not null,
  kind text not null,
  findings integer not null,
  of_open integer not null,
  -- Where the windows begin that would have been enough, and where the newest of them ends: the decision holds for these.
  absent_since timestamptz not null,
  through timestamptz not null,
  -- `over`: nothing was left to decide, because the findings were seen again or settled otherwise.
  state text not null check (state in ('waiting', 'released', 'refused', 'over')),
  created_at timestamptz not null,
  changed_at timestamptz not null,
  decided_at timestamptz,
  decided_by text,
  reason text,
  -- When all that was released had been closed; until then whoever comes goes on with it.
  done_at timestamptz
);
create unique index closing_waiting on closing (source, kind) where state = 'waiting';
alter table withdrawn_report enable row level security;
alter table closing enable row level security;
create policy withdrawn_report_team on withdrawn_report using ((select varde_is_team()));
create policy closing_team on closing using ((select varde_is_team()));
grant select, insert, update, delete on withdrawn_report to varde_bound;
grant select, insert, update on closing to varde_bound;

-- What was closed within a day is counted before more is.
create index finding_step_fixed on finding_step (at) where what = 'fixed';
