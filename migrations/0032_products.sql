-- What members run: systems and software, as they say it or as files say it. What an advisory names is looked for here.

-- Whoever changes the inventory of an organisation holds its row: one after the other, and so that a list sent twice at once is one.
-- An organisation without a row has never said anything; that is not the same as running nothing.
create table product_inventory (
  organisation_id uuid primary key references organisation,
  changed_at timestamptz not null
);

-- Each way of naming a product, once, however many lines have it: vendor and product as written, CPE and package URL without
-- their version. An advisory is compared with these first, and only lines whose name may fit are read. The key is a hash of
-- the four texts, so that whoever may not read them can still refer to them.
create table product_name (
  id uuid primary key,
  vendor text not null,
  product text not null,
  cpe text not null,
  purl text not null
);
create index product_name_product on product_name (lower(product) text_pattern_ops);
create index product_name_vendor on product_name (lower(vendor) text_pattern_ops);

-- A file that was imported. A later file of the same list ends what it no longer has.
create table product_import (
  id uuid primary key,
  organisation_id uuid not null references organisation,
  list text not null,
  form text not null check (form in ('csv', 'cyclonedx', 'spdx')),
  file_name text not null,
  -- Hash of the file, and the system that its rows stand under.
  content text not null,
  at timestamptz not null,
  who text not null,
  who_name text not null,
  said_by text not null default '',
  rows integer not null,
  added integer not null,
  changed integer not null,
  same integer not null,
  gone integer not null,
  repeated integer not null,
  refused integer not null,
  -- Whether every row could be read, so that what is missing is gone.
  complete boolean not null,
  undone_at timestamptz,
  undone_by text
);
create index product_import_organisation on product_import (organisation_id, id);

-- Rows of a file that were not taken, or not wholly, with their place and the reason.
create table product_refused (
  import_id uuid not null references product_import,
  organisation_id uuid not null,
  number integer not null,
  place text not null,
  field text not null,
  reason text not null,
  found text not null,
  -- Taken all the same, without what was wrong with it.
  taken boolean not null,
  primary key (import_id, number)
);

-- One system or software of an organisation. It is ended, never deleted. Texts that nobody gave are empty.
create table product_line (
  id uuid primary key,
  organisation_id uuid not null references organisation,
  -- What the organisation itself calls it.
  system text not null default '',
  vendor text not null default '',
  product text not null,
  version text not null default '',
  -- Canonical.
  cpe text not null default '',
  purl text not null default '',
  quantity integer check (quantity > 0),
  note text not null default '',
  name_id uuid not null references product_name,
  source text not null check (source in ('declared', 'csv', 'cyclonedx', 'spdx', 'scan')),
  -- The list of files that it stands in; empty for what was written by hand.
  list text not null default '',
  import_id uuid references product_import,
  said_by text not null default '',
  first_seen_at timestamptz not null,
  first_seen_by text not null,
  seen_at timestamptz not null,
  seen_by text not null,
  -- What it was before the last import of its list, so that this one can be undone.
  seen_import_id uuid,
  seen_before_at timestamptz,
  seen_before_by text,
  ended_at timestamptz,
  ended_by text,
  ended_why text check (ended_why in ('hand', 'gone', 'undone')),
  -- What ended it together with others: an import, or one deed by hand.
  ended_in uuid,
  check ((ended_at is null) = (ended_why is null))
);
create index product_line_organisation on product_line (organisation_id, id);
create index product_line_standing on product_line (organisation_id, list, id) where ended_at is null;
create index product_line_name on product_line (name_id, id) where ended_at is null;
create index product_line_system on product_line (lower(system) text_pattern_ops) where ended_at is null;
-- For lists of the team over all organisations.
create index product_line_source on product_line (source, id) where ended_at is null;
create index product_line_gone on product_line (id) where ended_at is not null;
create index product_line_ended on product_line (ended_in) where ended_in is not null;

-- What a line said before it was changed.
create table product_past (
  line_id uuid not null references product_line,
  number integer not null,
  organisation_id uuid not null,
  -- Until when it said so, and who changed it.
  until timestamptz not null,
  who_name text not null,
  import_id uuid,
  was jsonb not null,
  primary key (line_id, number)
);
create index product_past_import on product_past (import_id) where import_id is not null;

alter table product_inventory enable row level security;
alter table product_name enable row level security;
alter table product_import enable row level security;
alter table product_refused enable row level security;
alter table product_line enable row level security;
alter table product_past enable row level security;

create policy product_inventory_scope on product_inventory using ((select varde_is_team()) or organisation_id = any ((select varde_organisations())::uuid[]));
create policy product_import_scope on product_import using ((select varde_is_team()) or organisation_id = any ((select varde_organisations())::uuid[]));
create policy product_refused_scope on product_refused using ((select varde_is_team()) or organisation_id = any ((select varde_organisations())::uuid[]));
create policy product_line_scope on product_line using ((select varde_is_team()) or organisation_id = any ((select varde_organisations())::uuid[]));
create policy product_past_scope on product_past using ((select varde_is_team()) or organisation_id = any ((select varde_organisations())::uuid[]));
-- Which products there are in the sector, only the team reads; whoever writes a line adds its name.
create policy product_name_read on product_name for select using ((select varde_is_team()));
create policy product_name_add on product_name for insert with check ((select varde_who()) <> '');

grant select, insert, update on product_inventory, product_import, product_line to varde_bound;
grant select, insert on product_name, product_refused to varde_bound;
grant select, insert, delete on product_past to varde_bound;
