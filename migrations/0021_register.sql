-- Who says that an organisation is a member (`helsenettet`, `manual`, `list:<name>`): a membership list ends only what it began.
alter table organisation add column membership_source text;
update organisation set membership_source = source where membership <> 'none';
-- What a search looks in beside `search`: former names and numbers, its own and those of whoever it took over.
alter table organisation add column former text not null default '';
-- Added by an import that was undone: it keeps its key, because others may have written of it, and is in no list.
alter table organisation add column withdrawn_at timestamptz;

-- The names and numbers that an organisation had, each from–to; what it has now stands in `organisation`.
create table organisation_former (
  id uuid primary key,
  organisation_id uuid not null references organisation,
  form text not null check (form in ('name', 'number')),
  value text not null,
  valid_from timestamptz not null,
  valid_to timestamptz not null check (valid_to > valid_from),
  recorded_at timestamptz not null
);
create index organisation_former_organisation on organisation_former (organisation_id, valid_from);

-- One organisation in the place of another: merged into it, split off from it, or the same under a number of its own.
create table organisation_succession (
  id uuid primary key,
  predecessor_id uuid not null references organisation,
  successor_id uuid not null references organisation check (successor_id <> predecessor_id),
  kind text not null check (kind in ('merged', 'split', 'renumbered')),
  day date not null,
  recorded_at timestamptz not null,
  unique (predecessor_id, successor_id)
);
create index organisation_succession_successor on organisation_succession (successor_id);
-- Who was merged away or renumbered has one successor; who was split may have several.
create unique index organisation_succession_whole on organisation_succession (predecessor_id) where kind <> 'split';

create function organisation_former_text(of_organisation uuid) returns text language sql as $$
  with recursive line as (
    select of_organisation as id
    union
    select predecessor_id from organisation_succession join line on successor_id = line.id where kind <> 'split')
  select coalesce(string_agg(text, ' ' order by text), '') from (
    select lower(value) as text from organisation_former where organisation_id in (select id from line)
    union
    select lower(concat_ws(' ', name, number)) from organisation where id in (select id from line) and id <> of_organisation) texts
$$;

-- What changed many things at once and can be undone for a while: the import of a list, a merger.
create table register_change (
  id uuid primary key,
  kind text not null check (kind in ('import', 'succession')),
  -- The name of the list; null for a merger.
  list text,
  title text not null,
  at timestamptz not null,
  who_name text not null,
  counts jsonb not null,
  undone_at timestamptz,
  undone_by text
);
create index register_change_at on register_change (at, id);

-- Each row that it touched, as it was before; null where the row was added.
create table register_change_row (
  change_id uuid not null references register_change on delete cascade,
  what text not null check (what in ('organisation', 'holding', 'contact', 'succession')),
  object_id uuid not null,
  organisation_id uuid not null,
  before jsonb,
  primary key (change_id, what, object_id)
);
create index register_change_row_succession on register_change_row (object_id) where what = 'succession';

-- What a source says of how many there were in a year, to stand beside what the register counts today.
create table coverage_reference (
  id text primary key,
  words jsonb not null,
  -- Members of these kinds are counted beside it; none means all.
  kinds text[] not null default '{}',
  value integer not null check (value >= 0),
  unit text not null check (unit in ('count', 'percent')),
  bound text not null check (bound in ('exactly', 'about', 'over')),
  year integer not null,
  source text not null
);

alter table organisation_former enable row level security;
alter table organisation_succession enable row level security;
alter table register_change enable row level security;
alter table register_change_row enable row level security;
alter table coverage_reference enable row level security;

create policy organisation_former_read on organisation_former for select
  using ((select varde_is_team()) or organisation_id = any ((select varde_organisations())::uuid[]));
create policy organisation_former_write on organisation_former using ((select varde_is_team()));
-- A row names two organisations, so it is the team's.
create policy organisation_succession_team on organisation_succession using ((select varde_is_team()));
create policy register_change_team on register_change using ((select varde_is_team()));
create policy register_change_row_team on register_change_row using ((select varde_is_team()));
create policy coverage_reference_team on coverage_reference using ((select varde_is_team()));

grant select, insert, delete on organisation_former, organisation_succession, register_change_row to varde_bound;
grant select, insert, update on register_change, coverage_reference to varde_bound;
