create table source (
  id uuid primary key,
  name text not null unique,
  title text not null,
  provider text not null,
  format text not null,
  -- How often a file is expected, in hours; null when it comes by chance.
  rhythm_hours integer check (rhythm_hours > 0),
  licence text not null default '',
  tlp text not null default 'TLP:AMBER+STRICT',
  mapping jsonb,
  -- How files arrive by themselves: a folder to watch or an address to fetch.
  folder text,
  fetch_url text,
  fetch_cron text,
  paused boolean not null default false,
  created_at timestamptz not null,
  last_file_at timestamptz,
  last_seen_at timestamptz,
  last_error text
);

create table import (
  id uuid primary key,
  source_id uuid not null references source,
  file_name text not null,
  report_type text,
  sha256 text not null,
  size_bytes bigint not null,
  state text not null check (state in ('receiving', 'received', 'reading', 'done', 'unreadable', 'failed', 'withdrawing')),
  received_at timestamptz not null,
  received_by text not null,
  -- How far the reader has come; moves in the same transaction as what it made of the rows.
  next_line bigint not null default 0,
  next_number bigint not null default 0,
  rows bigint not null default 0,
  sightings bigint not null default 0,
  tally jsonb not null default '{}',
  issues bigint not null default 0,
  started_at timestamptz,
  ended_at timestamptz,
  first_seen_at timestamptz,
  last_seen_at timestamptz,
  message text,
  withdrawn_by text,
  withdrawn_reason text
);
create unique index import_once on import (source_id, sha256) where state <> 'receiving';
create index import_source on import (source_id, id);

-- The file as it came, compressed, in pieces: every process of every machine can read it again.
create table raw_piece (
  import_id uuid not null references import on delete cascade,
  number integer not null,
  bytes bytea not null,
  primary key (import_id, number)
);

create table import_issue (
  import_id uuid not null references import on delete cascade,
  number bigint not null,
  line bigint not null,
  code text not null,
  field text,
  found text,
  primary key (import_id, number)
);

alter table source enable row level security;
alter table import enable row level security;
alter table raw_piece enable row level security;
alter table import_issue enable row level security;
create policy source_team on source using ((select varde_is_team()));
create policy import_team on import using ((select varde_is_team()));
create policy raw_piece_team on raw_piece using ((select varde_is_team()));
create policy import_issue_team on import_issue using ((select varde_is_team()));
grant select, insert, update, delete on source, import, raw_piece, import_issue to varde_bound;
