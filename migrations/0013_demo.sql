-- Whether all of this is a demo: one row when it is, none in a real installation. There is no way back but to begin anew.
create table demo (
  one boolean primary key default true check (one),
  since timestamptz not null,
  -- Null while the sector is still being loaded.
  loaded_at timestamptz
);

alter table demo enable row level security;
-- Everybody may know that it is a demo, also whoever has not signed in; only the program says so.
create policy demo_read on demo for select using ((select varde_who()) <> '');
create policy demo_begin on demo for insert with check ((select varde_is_team()));
create policy demo_loaded on demo for update using ((select varde_is_team()));
grant select, insert, update on demo to varde_bound;
