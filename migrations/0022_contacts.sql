-- Contacts that can be trusted: in which order they are tried, who confirmed them and how, who answered at night, what came back.

-- Lower is tried first among those of one role; equal ones by name.
alter table contact add column place smallint not null default 1000;
-- When the team was told that nobody has confirmed it for a year; empty again when somebody does.
alter table contact add column overdue_told_at timestamptz;
-- Who is a contact no more stays for what hangs on it; another of that name is another.
alter table contact add column ended_at timestamptz;
alter table contact drop constraint contact_organisation_id_role_name_key;
create unique index contact_once on contact (organisation_id, role, name) where ended_at is null;

create table contact_confirmation (
  id uuid primary key,
  contact_id uuid not null references contact on delete cascade,
  organisation_id uuid not null references organisation,
  at timestamptz not null,
  how text not null check (how in ('mail', 'portal', 'team', 'telephone')),
  who_name text not null
);
create index contact_confirmation_contact on contact_confirmation (contact_id, at);

-- Somebody of the team rang to see whether anybody answers.
create table contact_test_call (
  id uuid primary key,
  contact_id uuid not null references contact on delete cascade,
  organisation_id uuid not null references organisation,
  at timestamptz not null,
  night boolean not null,
  -- Which number was rung: another number is not tested by it.
  telephone text not null,
  result text not null check (result in ('answered', 'no-answer', 'voicemail', 'wrong-number')),
  -- The function that answered, never a person.
  answered_by text,
  note text,
  who_name text not null
);
create index contact_test_call_contact on contact_test_call (contact_id, at);

create table contact_bounce (
  id uuid primary key,
  contact_id uuid not null references contact on delete cascade,
  organisation_id uuid not null references organisation,
  at timestamptz not null,
  address text not null,
  reply text not null,
  -- The mailbox does not exist; a full one may be emptied.
  hard boolean not null
);
create index contact_bounce_contact on contact_bounce (contact_id, at);

-- One round of asking an organisation whether its contacts are right.
create table contact_request (
  id uuid primary key,
  organisation_id uuid not null references organisation,
  round date not null,
  asked_at timestamptz not null,
  reminded_at timestamptz,
  answered_at timestamptz,
  unique (organisation_id, round)
);

alter table contact_confirmation enable row level security;
alter table contact_test_call enable row level security;
alter table contact_bounce enable row level security;
alter table contact_request enable row level security;

-- A member confirms its own contacts and reads what is known of them; calls, bounces and rounds are the team's.
create policy contact_confirmation_scope on contact_confirmation
  using ((select varde_is_team()) or organisation_id = any ((select varde_organisations())::uuid[]));
create policy contact_test_call_read on contact_test_call for select
  using ((select varde_is_team()) or organisation_id = any ((select varde_organisations())::uuid[]));
create policy contact_test_call_write on contact_test_call using ((select varde_is_team()));
create policy contact_bounce_read on contact_bounce for select
  using ((select varde_is_team()) or organisation_id = any ((select varde_organisations())::uuid[]));
create policy contact_bounce_write on contact_bounce using ((select varde_is_team()));
create policy contact_request_read on contact_request for select
  using ((select varde_is_team()) or organisation_id = any ((select varde_organisations())::uuid[]));
create policy contact_request_write on contact_request for insert with check ((select varde_is_team()));
create policy contact_request_change on contact_request for update
  using ((select varde_is_team()) or organisation_id = any ((select varde_organisations())::uuid[]));

grant select, insert on contact_confirmation, contact_bounce to varde_bound;
grant select, insert, delete on contact_test_call to varde_bound;
grant select, insert, update on contact_request to varde_bound;
