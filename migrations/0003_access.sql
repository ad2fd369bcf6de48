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
  revoked_at timestamptz,
  check (roles <@ case when organisation_id is null then '{admin,lead,analyst,duty}'::text[] else '{member-security,member-reader}'::text[] end)
);
create index api_key_organisation on api_key (organisation_id);

alter table person enable row level security;
alter table person_role enable row level security;
alter table session enable row level security;
alter table api_key enable row level security;

-- The person of the transaction, when it is one: the scope carries ids that say their kind.
create function varde_person() returns uuid language sql stable parallel safe
  return case when varde_who() ~ '^usr_[0-9a-f]{32}$' then substr(varde_who(), 5)::uuid end;

-- People keep their own password, second factor and language; who they are and what they may is for the team alone.
create policy person_read on person for select using ((select varde_is_team()) or id = (select varde_person()));
create policy person_keep on person for update using ((select varde_is_team()) or id = (select varde_person()));
create policy person_add on person for insert with check ((select varde_is_team()));
create policy person_remove on person for delete using ((select varde_is_team()));
create policy person_role_read on person_role for select using ((select varde_is_team()) or organisation_id = any ((select varde_organisations())::uuid[]) or person_id = (select varde_person()));
create policy person_role_team on person_role using ((select varde_is_team()));
create policy session_scope on session using ((select varde_is_team()) or person_id = (select varde_person()));
create policy api_key_scope on api_key using ((select varde_is_team()) or organisation_id = any ((select varde_organisations())::uuid[]));

-- A policy cannot compare old and new, so that nobody raises themselves a trigger does.
create function varde_refuse_own_rise() returns trigger language plpgsql as $$
begin
  if current_user = 'varde_bound' and not varde_is_team() then
    raise exception 'only the team changes names, roles and closed accounts' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
create trigger person_own_rise before update on person for each row
  when ((old.id, old.name, old.team_roles, old.disabled_at) is distinct from (new.id, new.name, new.team_roles, new.disabled_at))
  execute function varde_refuse_own_rise();

grant select, insert, update, delete on person, person_role, session, api_key to varde_bound;
