-- Which tours somebody has taken or skipped; they are not offered again.
create table tour_taken (
  person_id uuid not null,
  tour text not null,
  taken_at timestamptz not null,
  primary key (person_id, tour)
);

alter table tour_taken enable row level security;
create policy tour_taken_own on tour_taken
  using (person_id = (select varde_person()))
  with check (person_id = (select varde_person()));
grant select, insert, update, delete on tour_taken to varde_bound;
