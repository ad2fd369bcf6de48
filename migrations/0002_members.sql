create table organisation (
  id uuid primary key,
  number text unique check (number ~ '^[0-9]{9}$'),
  name text not null,
  names jsonb not null default '{}',
  kinds text[] not null,
  constituencies text[] not null,
  parent_id uuid references organisation,
  county text,
  municipality text,
  language text not null default 'nb' check (language in ('nb', 'nn', 'en')),
  membership text not null default 'none' check (membership in ('member', 'former', 'none')),
  member_since date,
  outsider_policy text check (outsider_policy in ('national-cert', 'abuse-contact', 'nobody')),
  external_key text unique,
  source text not null,
  created_at timestamptz not null,
  changed_at timestamptz not null,
  gone_at timestamptz,
  -- What a search looks in: lower-case name, names in all languages and number.
  search text not null
);
create index organisation_name on organisation (lower(name), id);
create index organisation_parent on organisation (parent_id);
create index organisation_source on organisation (source);

create table contact (
  id uuid primary key,
  organisation_id uuid not null references organisation,
  role text not null check (role in ('security', 'operations-24/7', 'privacy', 'management', 'media')),
  name text not null,
  email text,
  telephone text,
  pgp_key text,
  language text not null default 'nb' check (language in ('nb', 'nn', 'en')),
  confirmed_at timestamptz,
  created_at timestamptz not null,
  changed_at timestamptz not null,
  unique (organisation_id, role, name)
);

-- A network, AS number or domain that an organisation owns or operates from–to. What was once true stays: ended, never deleted.
-- A period that ends where it begins was never true: so a slip is corrected.
create table holding (
  id uuid primary key,
  organisation_id uuid not null references organisation,
  relation text not null check (relation in ('owns', 'operates')),
  form text not null check (form in ('network', 'asn', 'domain')),
  -- Canonical, so that what covers an address or a host is found by equality: the one comparison that row-level security lets an index answer.
  value text not null,
  valid_from timestamptz not null,
  valid_to timestamptz check (valid_to >= valid_from),
  proof text not null check (proof in ('declared', 'dns-token', 'registry', 'delegated')),
  -- By how many steps a finding here is worse than its kind says: 0 ordinary, 1 important, 2 vital.
  criticality smallint not null default 0 check (criticality between 0 and 2),
  -- `manual`, or `list:<name>`: a list ends what it brought itself.
  source text not null,
  confirmed_at timestamptz not null,
  created_at timestamptz not null,
  changed_at timestamptz not null
);
create unique index holding_once on holding (organisation_id, relation, form, value, valid_from);
create index holding_organisation on holding (organisation_id, id);
create index holding_value on holding (form, value);

-- Raised by every change to holdings or memberships, so that whoever keeps a copy in memory knows when it is old.
create table register_version (one boolean primary key default true check (one), version bigint not null);
insert into register_version (version) values (1);

alter table organisation enable row level security;
alter table contact enable row level security;
alter table holding enable row level security;
alter table register_version enable row level security;

-- A member sees itself. It keeps its own contacts; what it is and holds, the team keeps.
create policy organisation_read on organisation for select using ((select varde_is_team()) or id = any ((select varde_organisations())::uuid[]));
create policy organisation_write on organisation using ((select varde_is_team()));
create policy contact_scope on contact using ((select varde_is_team()) or organisation_id = any ((select varde_organisations())::uuid[]));
create policy holding_read on holding for select using ((select varde_is_team()) or organisation_id = any ((select varde_organisations())::uuid[]));
create policy holding_write on holding using ((select varde_is_team()));
create policy register_version_read on register_version for select using ((select varde_who()) <> '');
create policy register_version_raise on register_version for update using ((select varde_is_team()));

-- The name of an organisation's parent, for whoever may see the organisation: the one thing a member learns of another.
create function parent_name_of(child uuid) returns text language sql stable security definer set search_path = public, pg_temp
  return (
    select parent.name from organisation join organisation parent on parent.id = organisation.parent_id
    where organisation.id = child and (varde_is_team() or organisation.id = any (varde_organisations())));
revoke execute on function parent_name_of(uuid) from public;
grant execute on function parent_name_of(uuid) to varde_bound;

grant select, insert, update on organisation, holding to varde_bound;
grant select, insert, update, delete on contact to varde_bound;
grant select, update on register_version to varde_bound;
