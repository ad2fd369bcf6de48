-- Who else says who somebody is. What is secret about it is sealed with VARDE_SECRET_KEY.
create table identity_provider (
  id uuid primary key,
  name text not null,
  issuer text not null,
  client_id text not null,
  client_secret text,
  profile text not null check (profile in ('plain', 'helseid')),
  scopes text[] not null default '{openid,profile}',
  -- Values of `acr` with which the provider says that it asked for two factors.
  strong text[] not null default '{}',
  enabled boolean not null default false,
  created_at timestamptz not null,
  changed_at timestamptz not null,
  unique (issuer, client_id)
);

-- A key is shown before it signs, since a provider reads our keys once in a while, and for a day after another has taken its place.
create table identity_provider_key (
  kid text primary key,
  provider_id uuid not null references identity_provider on delete cascade,
  public_jwk jsonb not null,
  private_jwk text not null,
  made_at timestamptz not null,
  signs_from timestamptz not null,
  ends_at timestamptz
);
create index identity_provider_key_provider on identity_provider_key (provider_id);

-- Whom a provider knows by which name. A national identity number never stands here.
create table person_identity (
  provider_id uuid not null references identity_provider on delete cascade,
  subject text not null,
  person_id uuid not null references person on delete cascade,
  linked_at timestamptz not null,
  used_at timestamptz,
  primary key (provider_id, subject)
);
create unique index person_identity_person on person_identity (person_id, provider_id);

create table passkey (
  id uuid primary key,
  person_id uuid not null references person on delete cascade,
  credential text not null unique,
  name text not null,
  public_key text not null,
  counter bigint not null,
  transports text[] not null default '{}',
  -- One device alone, or a key that its maker keeps in several places.
  device text not null check (device in ('one', 'several')),
  backed_up boolean not null,
  created_at timestamptz not null,
  used_at timestamptz
);
create index passkey_person on passkey (person_id);

-- A sign-in that has begun: a cookie, or the link of a letter, holds a secret, the table its hash. Taken once.
create table sign_in_step (
  token_hash text primary key,
  kind text not null check (kind in ('provider', 'passkey', 'new-passkey', 'code', 'link')),
  person_id uuid references person on delete cascade,
  provider_id uuid references identity_provider on delete cascade,
  sealed text not null,
  created_at timestamptz not null,
  expires_at timestamptz not null
);
create index sign_in_step_expires on sign_in_step (expires_at);

-- Names of assertions and proofs that were taken: none is taken twice while it is good.
create table used_once (
  hash text primary key,
  until timestamptz not null
);
create index used_once_until on used_once (until);

-- Accounts for the day on which nothing outside answers.
create table break_glass (
  person_id uuid primary key references person on delete cascade,
  marked_at timestamptz not null,
  marked_by text not null,
  used_at timestamptz,
  reminded_at timestamptz
);

create table sign_in_policy (
  one boolean primary key default true check (one),
  password_for text not null default 'everybody' check (password_for in ('everybody', 'break-glass')),
  -- The mailbox of a function that is told when a break-glass account was used.
  alarm_mail text,
  changed_at timestamptz,
  changed_by text
);
insert into sign_in_policy default values;

-- Whether this sign-in itself was made with two factors, and how it was made.
alter table session add column strong boolean not null default false;
alter table session add column way text not null default 'password' check (way in ('password', 'provider', 'passkey', 'link'));
-- Which provider said who it is: whoever it let in goes with it.
alter table session add column provider_id uuid references identity_provider on delete cascade;

-- A password that somebody else gave is taken until then, and to choose another alone.
alter table person add column password_until timestamptz;

-- A machine proves itself with the secret of its key, or with the private half of keys whose public half stands here.
alter table api_key add column public_keys jsonb;
alter table api_key add column bound boolean not null default false;
alter table api_key add column scopes text[] not null default '{}';
alter table api_key add column previous_hash text unique;
alter table api_key add column previous_until timestamptz;

create table machine_token (
  token_hash text primary key,
  key_id uuid not null references api_key on delete cascade,
  -- The thumbprint of the public key that the assertion was signed for: the token is over when that key is no longer there.
  signed_by text not null,
  jkt text,
  created_at timestamptz not null,
  expires_at timestamptz not null
);
create index machine_token_key on machine_token (key_id);
create index machine_token_expires on machine_token (expires_at);

alter table identity_provider enable row level security;
alter table identity_provider_key enable row level security;
alter table person_identity enable row level security;
alter table passkey enable row level security;
alter table sign_in_step enable row level security;
alter table used_once enable row level security;
alter table break_glass enable row level security;
alter table sign_in_policy enable row level security;
alter table machine_token enable row level security;

create policy identity_provider_team on identity_provider using ((select varde_is_team()));
create policy identity_provider_key_team on identity_provider_key using ((select varde_is_team()));
create policy person_identity_read on person_identity for select using ((select varde_is_team()) or person_id = (select varde_person()));
create policy person_identity_team on person_identity using ((select varde_is_team()));
create policy passkey_own on passkey using ((select varde_is_team()) or person_id = (select varde_person()));
create policy sign_in_step_team on sign_in_step using ((select varde_is_team()));
create policy used_once_team on used_once using ((select varde_is_team()));
create policy break_glass_team on break_glass using ((select varde_is_team()));
create policy sign_in_policy_team on sign_in_policy using ((select varde_is_team()));
create policy machine_token_team on machine_token using ((select varde_is_team()));

grant select, insert, update, delete on identity_provider, identity_provider_key, person_identity, passkey, sign_in_step, used_once,
  break_glass, machine_token to varde_bound;
grant select, update on sign_in_policy to varde_bound;
