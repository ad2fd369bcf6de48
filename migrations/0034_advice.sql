-- The library of advice: blocks that the team answers with and that warnings cite.

-- A block: which version counts, and whether it is still used. What the list filters by stands here as the current version has it.
create table advice_block (
  id uuid primary key,
  version int not null check (version > 0),
  topic text not null,
  -- Languages that the current version has no text in.
  missing text[] not null,
  -- What is searched: titles and texts in small letters.
  search text not null,
  retired boolean not null default false,
  changed_at timestamptz not null,
  changed_by text not null
);
create index advice_block_changed on advice_block (changed_at desc, id desc);
create index advice_block_topic on advice_block (topic, changed_at desc, id desc);

-- What a block said, and why it was changed. Once made it is never changed: whoever cites it cites this.
create table advice_version (
  block_id uuid not null references advice_block,
  version int not null check (version > 0),
  topic text not null,
  -- Title and text by language; a language without a text has no member.
  texts jsonb not null,
  reference_list jsonb not null,
  why text not null,
  made_at timestamptz not null,
  made_by text not null,
  primary key (block_id, version)
);

-- When a block was put away or taken out again, by whom and why.
create table advice_retirement (
  id bigint generated always as identity primary key,
  block_id uuid not null references advice_block,
  retired boolean not null,
  why text not null,
  at timestamptz not null,
  who text not null
);
create index advice_retirement_block on advice_retirement (block_id, id);

alter table advice_block enable row level security;
alter table advice_version enable row level security;
alter table advice_retirement enable row level security;

-- A member meets a block only as it stands in what cites it.
create policy advice_block_team on advice_block using ((select varde_is_team()));
create policy advice_version_team on advice_version using ((select varde_is_team()));
create policy advice_retirement_team on advice_retirement using ((select varde_is_team()));

grant select, insert, update on advice_block to varde_bound;
grant select, insert on advice_version, advice_retirement to varde_bound;
