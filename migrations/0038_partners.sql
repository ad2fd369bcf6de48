-- Warnings that others publish: whom they are fetched from, and the team's inbox for them. All of it is the team's alone.

create table partner (
  id uuid primary key,
  name text not null,
  kind text not null check (kind in ('csaf', 'feed')),
  -- A domain or the address of provider-metadata.json; of a feed its address.
  address text not null,
  -- What counts where the partner itself says nothing.
  tlp text not null check (tlp in ('TLP:CLEAR', 'TLP:GREEN', 'TLP:AMBER', 'TLP:AMBER+STRICT', 'TLP:RED')),
  pap text not null check (pap in ('PAP:CLEAR', 'PAP:GREEN', 'PAP:AMBER', 'PAP:RED')),
  every_minutes integer not null check (every_minutes between 15 and 10080),
  -- How far back the first fetch goes.
  days_back integer not null check (days_back between 1 and 3650),
  take_unsigned boolean not null,
  paused boolean not null default false,
  removed_at timestamptz,
  -- From where each provider of it is read on, by its address: everything before was taken or stands among the problems.
  read_until jsonb not null default '{}',
  next_at timestamptz not null,
  -- The fetch that is under way: whoever has not touched it for a quarter of an hour is dead.
  begun_at timestamptz,
  touched_at timestamptz,
  progress integer not null default 0,
  -- The last fetch that ended, and what came of it.
  fetched_at timestamptz,
  outcome text check (outcome in ('good', 'partly', 'failed')),
  came jsonb not null default '{}',
  -- When it last answered as it should, whether with news or without.
  heard_at timestamptz,
  created_at timestamptz not null,
  created_name text not null,
  changed_at timestamptz not null
);
create unique index partner_name on partner (lower(name)) where removed_at is null;
create index partner_due on partner (next_at) where removed_at is null and not paused;

-- Keys that documents of a partner are signed with. The first are taken as they are met; a later one waits for a person.
create table partner_key (
  partner_id uuid not null references partner,
  fingerprint text not null,
  state text not null check (state in ('accepted', 'waiting', 'refused')),
  -- The public key as the partner showed it last, so that what is brought by hand can be checked with it.
  armoured text,
  seen_at timestamptz not null,
  decided_at timestamptz,
  decided_name text,
  primary key (partner_id, fingerprint)
);

-- What a server said at an address, kept so that it need not say it again: a question with ETag or date is answered by 304.
create table partner_page (
  partner_id uuid not null references partner,
  url text not null,
  etag text,
  modified text,
  body bytea not null,
  kept_at timestamptz not null,
  primary key (partner_id, url)
);

-- What was not taken, where and why, as the last fetch left it.
create table partner_problem (
  partner_id uuid not null references partner,
  place text not null,
  reason text not null,
  -- The line, where a feed was read.
  line integer not null default 0,
  detail text not null default '',
  first_at timestamptz not null,
  last_at timestamptz not null,
  tries integer not null default 1,
  primary key (partner_id, place, reason, line)
);
create index partner_problem_shown on partner_problem (partner_id, last_at desc);

-- One thing that a partner published, in the newest version that came.
create table partner_item (
  id uuid primary key,
  partner_id uuid not null references partner,
  -- By what the partner knows it: tracking id, or the id of an item in a feed.
  key text not null,
  form text not null check (form in ('csaf', 'news')),
  state text not null check (state in ('new', 'taken', 'aside')),
  title text not null,
  summary text not null,
  link text,
  version text not null,
  publisher text not null,
  published_at timestamptz,
  changed_at timestamptz,
  -- Null where nobody said how bad it is.
  severity smallint check (severity between 0 and 4),
  tlp text not null check (tlp in ('TLP:CLEAR', 'TLP:GREEN', 'TLP:AMBER', 'TLP:AMBER+STRICT', 'TLP:RED')),
  pap text not null check (pap in ('PAP:CLEAR', 'PAP:GREEN', 'PAP:AMBER', 'PAP:RED')),
  -- Whether the partner labelled it; else the label is the one agreed for this partner.
  labelled boolean not null,
  -- The PAP that it says itself; else `pap` is the one agreed for this partner.
  pap_said text check (pap_said in ('PAP:CLEAR', 'PAP:GREEN', 'PAP:AMBER', 'PAP:RED')),
  cves text[] not null,
  -- What a draft begins with, and where it is from.
  content jsonb not null,
  reference text not null,
  -- What of it is not in the draft: place, reason, and what stood there.
  left_out jsonb not null default '[]',
  -- As it was fetched (zstd), with its hash, and what was checked.
  source bytea not null,
  sha256 text not null,
  hash text,
  signed_by text,
  -- What the tests of CSAF say: the failing ones with number and place; why it was not tested.
  valid boolean not null,
  failures jsonb not null default '[]',
  not_tested text,
  search text not null,
  came_at timestamptz not null,
  -- A version came after it had been taken or put aside, and nobody has looked at it.
  newer_at timestamptz,
  advisory_id uuid references advisory,
  taken_at timestamptz,
  taken_name text,
  aside_at timestamptz,
  aside_name text,
  aside_batch uuid,
  unique (partner_id, key)
);
create index partner_item_came on partner_item (came_at desc, id desc);
create index partner_item_state on partner_item (state, came_at desc, id desc);
create index partner_item_partner on partner_item (partner_id, came_at desc, id desc);
create index partner_item_severity on partner_item (severity, came_at desc, id desc);
create index partner_item_advisory on partner_item (advisory_id) where advisory_id is not null;
create index partner_item_batch on partner_item (aside_batch) where aside_batch is not null;

alter table partner enable row level security;
alter table partner_key enable row level security;
alter table partner_page enable row level security;
alter table partner_problem enable row level security;
alter table partner_item enable row level security;

create policy partner_team on partner using ((select varde_is_team()));
create policy partner_key_team on partner_key using ((select varde_is_team()));
create policy partner_page_team on partner_page using ((select varde_is_team()));
create policy partner_problem_team on partner_problem using ((select varde_is_team()));
create policy partner_item_team on partner_item using ((select varde_is_team()));

grant select, insert, update on partner, partner_key, partner_item to varde_bound;
grant select, insert, update, delete on partner_page, partner_problem to varde_bound;
