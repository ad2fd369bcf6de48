-- Lists as somebody wants to see them again: a page with its filters, under a name. One's own, and those that the team shares.
create table saved_view (
  id uuid primary key,
  person_id uuid not null,
  person_name text not null,
  -- The page (/findings) and what stands after the question mark of its address.
  path text not null,
  query text not null,
  name text not null,
  shared boolean not null default false,
  changed_at timestamptz not null,
  unique (person_id, path, name)
);
create index saved_view_shared on saved_view (path) where shared;

alter table saved_view enable row level security;
-- Everybody writes their own; only the team shares, and only with the team.
create policy saved_view_own on saved_view
  using (person_id = (select varde_person()) or (shared and (select varde_is_team())))
  with check (person_id = (select varde_person()) and (not shared or (select varde_is_team())));
grant select, insert, update, delete on saved_view to varde_bound;
