-- Which front page the members of an organisation read, the simple one or the full one, when they chose; otherwise its kind decides.
create table portal_face (
  organisation_id uuid primary key references organisation,
  simple boolean not null,
  changed_at timestamptz not null,
  changed_by text not null
);
alter table portal_face enable row level security;
create policy portal_face_scope on portal_face using ((select varde_is_team()) or organisation_id = any ((select varde_organisations())::uuid[]));
grant select, insert, update on portal_face to varde_bound;

-- For whom one operates at a moment: an operator learns the name of whoever owns the same network, AS number or domain.
create function operated_owners(at timestamptz) returns table (id uuid, name text) language sql stable security definer
  set search_path = public, pg_temp as $$
  select distinct owner.id, owner.name
  from holding mine
    join holding own on own.form = mine.form and own.value = mine.value and own.relation = 'owns'
      and own.valid_from <= at and (own.valid_to is null or own.valid_to > at)
    join organisation owner on owner.id = own.organisation_id and owner.gone_at is null
  where mine.organisation_id = any (varde_organisations()) and mine.relation = 'operates'
    and mine.valid_from <= at and (mine.valid_to is null or mine.valid_to > at)
    and not own.organisation_id = any (varde_organisations())
$$;
revoke execute on function operated_owners(timestamptz) from public;
grant execute on function operated_owners(timestamptz) to varde_bound;
