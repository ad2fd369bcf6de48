-- The keys with which the team speaks: of each sender the one that is used, and those before it, with which older mail is still opened.
-- They stood with the senders; the profile, security.txt and the key page need them below.
create table team_key (
  id uuid primary key default gen_random_uuid(),
  constituency text not null check (constituency in ('health', 'municipal')),
  public_key text not null,
  -- Sealed with VARDE_SECRET_KEY.
  sealed_key text not null,
  made_at timestamptz not null,
  made_by text not null,
  ended_at timestamptz,
  -- When the team was told that it ends soon.
  told_at timestamptz
);
create unique index team_key_used on team_key (constituency) where ended_at is null;
insert into team_key (constituency, public_key, sealed_key, made_at, made_by)
  select constituency, pgp_public, pgp_private, changed_at, changed_by from sender where pgp_public is not null and pgp_private is not null;
alter table sender drop column pgp_public;
alter table sender drop column pgp_private;

-- Versions of what the team says of itself (RFC 2350); at most one is not published yet.
create table team_profile (
  version integer primary key,
  facts jsonb not null,
  changed_at timestamptz not null,
  changed_by text not null,
  published_at timestamptz,
  published_by text,
  fingerprint text,
  -- Where the site was reached when it was published.
  site text,
  -- By language: the text, the same signed in clear (RFC 9580, 7), and a signature that stands apart.
  texts jsonb
);
create unique index team_profile_draft on team_profile ((published_at is null)) where published_at is null;

-- RFC 9116: the one file that is served, as it was made.
create table security_txt (
  one boolean primary key default true check (one),
  body text not null,
  signed boolean not null,
  made_at timestamptz not null,
  expires_at timestamptz not null
);

-- Keys of members' contacts, with those that were used before. At most one is used and one waits for somebody to vouch for it.
create table pgp_key (
  id uuid primary key,
  organisation_id uuid not null references organisation,
  contact_id uuid not null,
  contact text not null,
  address text,
  armoured text not null,
  fingerprint text not null,
  user_ids text[] not null,
  algorithms text not null,
  made_at timestamptz not null,
  -- Until when something can be encrypted to it; null without end.
  expires_at timestamptz,
  problem text check (problem in ('revoked', 'cannot-encrypt')),
  state text not null check (state in ('used', 'waiting', 'replaced', 'refused', 'withdrawn', 'removed')),
  source text not null check (source in ('upload', 'wkd', 'contact')),
  added_at timestamptz not null,
  added_by text not null,
  settled_at timestamptz,
  settled_by text,
  settled_how text,
  -- When its holder was told that it ends soon, and that it has ended.
  told_at timestamptz,
  blocked_at timestamptz
);
create unique index pgp_key_used on pgp_key (contact_id) where state = 'used';
create unique index pgp_key_waiting on pgp_key (contact_id) where state = 'waiting';
create index pgp_key_contact on pgp_key (contact_id, id);
create index pgp_key_organisation on pgp_key (organisation_id, id);
create index pgp_key_end on pgp_key (expires_at) where state = 'used';

-- What a member wants when the key of a contact cannot be used.
create table key_rule (
  organisation_id uuid primary key references organisation,
  fallback text not null check (fallback in ('hold', 'pointer', 'green')),
  changed_at timestamptz not null,
  changed_by text not null
);

-- What a key that could not be used did to a mail.
create table key_block (
  id uuid primary key,
  organisation_id uuid not null references organisation,
  contact_id uuid not null,
  contact text not null,
  notice_id uuid not null,
  tlp text not null,
  problem text not null,
  became text not null check (became in ('held', 'pointer', 'clear')),
  at timestamptz not null
);
create unique index key_block_once on key_block (notice_id, contact_id, became);
create index key_block_organisation on key_block (organisation_id, id);

-- How a mail that came in was secured, and what we made of it.
alter table inbound_mail add column encrypted text not null default 'no' check (encrypted in ('no', 'opened', 'closed'));
alter table inbound_mail add column signature text not null default 'none' check (signature in ('none', 'good', 'bad', 'unknown'));

alter table team_key enable row level security;
alter table team_profile enable row level security;
alter table security_txt enable row level security;
alter table pgp_key enable row level security;
alter table key_rule enable row level security;
alter table key_block enable row level security;
create policy team_key_team on team_key using ((select varde_is_team()));
create policy team_profile_team on team_profile using ((select varde_is_team()));
create policy security_txt_team on security_txt using ((select varde_is_team()));
create policy pgp_key_scope on pgp_key using ((select varde_is_team()) or organisation_id = any ((select varde_organisations())::uuid[]));
create policy key_rule_scope on key_rule using ((select varde_is_team()) or organisation_id = any ((select varde_organisations())::uuid[]));
create policy key_block_team on key_block using ((select varde_is_team()));
create policy key_block_member on key_block for select using (organisation_id = any ((select varde_organisations())::uuid[]));
grant select, insert, update on team_key, team_profile, security_txt, pgp_key, key_rule to varde_bound;
grant select, insert on key_block to varde_bound;
