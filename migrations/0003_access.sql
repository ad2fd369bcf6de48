create table person (
  id uuid primary key,
  name text not null unique,
  display_name text not null,
  password_hash text not null,
  -- Encrypted with VARDE_SECRET_KEY; null until the person has set up a second factor.
  totp_secret text,
  totp_last_step bigint,
  locale text not null default 'nb' check (locale in ('nb', 'nn', 'en')),
  team_roles text[] not null default '{}',
  failed_attempts integer not null default 0,
  locked_until timestamptz,
  disabled_at timestamptz,
  created_at timestamptz not null
);

create table person_role (
  person_id uuid not null references person on delete cascade,
  organisation_id uuid not null references organisation,
  role text not null check (role in ('member-security', 'member-reader')),
  primary key (person_id, organisation_id, role)
);
create index person_role_organisation on person_role (organisation_id);

-- Server-side and revocable: the cookie holds a secret, the table its hash.
create table session (
  token_hash text primary key,
  person_id uuid not null references person on delete cascade,
  csrf text not null,
  created_at timestamptz not null,
  seen_at timestamptz not null,
  expires_at timestamptz not null,
  address text not null,
  agent text not null
);
create index session_person on session (person_id);

create table api_key (
  id uuid primary key,
  name text not null,
  token_hash text not null unique,
  -- A key acts for the team or for one organisation.
  organisation_id uuid references organisation,
  roles text[] not null,
  networks text[] not null default '{}',
  created_by text not null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz,
  revoked_at timestamptz
);

alter table person enable row level security;
alter table person_role enable row level security;
alter table session enable row level security;
alter table api_key enable row level security;

create policy person_scope on person using ((select varde_is_team()) or id::text = (select varde_who()));
create policy person_role_scope on person_role using ((select varde_is_team()) or organisation_id = any ((select varde_organisations())::uuid[]) or person_id::text = (select varde_who()));
create policy session_scope on session using ((select varde_is_team()) or person_id::text = (select varde_who()));
create policy api_key_scope on api_key using ((select varde_is_team()) or organisation_id = any ((select varde_organisations())::uuid[]));

grant select, insert, update, delete on person, person_role, session, api_key to varde_bound;
