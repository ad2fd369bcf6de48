-- Who is silent about a warning, what was done about it, and which of several wordings had the better effect.

-- Another wording of a warning of low severity for some of those it goes to. The warning's own text is the first, `a`.
create table advisory_variant (
  advisory_id uuid not null references advisory,
  version integer not null check (version > 0),
  key text not null check (key in ('b', 'c')),
  -- By language, as the warning has them.
  title jsonb not null,
  summary jsonb not null,
  primary key (advisory_id, version, key)
);

-- Which wording an addressee was told in; none where there was only one.
alter table advisory_address add wording text check (wording in ('a', 'b', 'c'));

-- Somebody of the team told a silent addressee again, by the next way that had not been tried.
create table advisory_reminder (
  id uuid primary key,
  advisory_id uuid not null references advisory,
  organisation_id uuid not null references organisation,
  notice_id uuid not null,
  at timestamptz not null,
  who_name text not null,
  -- Nothing where nobody was left to reach: then it is a task for the team.
  channel text check (channel in ('mail', 'sms', 'telephone')),
  contact_name text not null,
  deliveries uuid[] not null,
  -- Why so soon after the one before; empty where it was not.
  reason text not null,
  -- Until when it can be taken back; nothing where it cannot.
  undo_until timestamptz,
  -- How far the notice had come: its rung, and until when an answer was waited for.
  rung_before smallint not null,
  answer_by_before timestamptz,
  undone_at timestamptz,
  undone_by text
);
create index advisory_reminder_organisation on advisory_reminder (advisory_id, organisation_id, at desc);

-- What came of a telephone call about a warning.
create table advisory_call (
  id uuid primary key,
  advisory_id uuid not null references advisory,
  organisation_id uuid not null references organisation,
  notice_id uuid not null,
  at timestamptz not null,
  who_name text not null,
  contact text not null,
  outcome text not null check (outcome in ('reached', 'not-reached', 'call-again')),
  again_at timestamptz check (outcome = 'call-again' or again_at is null),
  words text not null
);
create index advisory_call_organisation on advisory_call (advisory_id, organisation_id, at desc);

alter table advisory_variant enable row level security;
alter table advisory_reminder enable row level security;
alter table advisory_call enable row level security;
create policy advisory_variant_team on advisory_variant using ((select varde_is_team()));
create policy advisory_reminder_team on advisory_reminder using ((select varde_is_team()));
create policy advisory_call_team on advisory_call using ((select varde_is_team()));
grant select, insert, update, delete on advisory_variant to varde_bound;
grant select, insert, update on advisory_reminder to varde_bound;
grant select, insert on advisory_call to varde_bound;

-- The silence of a warning is read by what it asks, and effect by when versions were published.
create index advisory_version_published on advisory_version (published_at desc, advisory_id desc);
