-- What is published outside of the portal.

-- A warning as everybody reads it. Only what is TLP:CLEAR lies here, so no condition can be forgotten; what is no longer open is taken away.
create table open_warning (
  advisory_id uuid primary key references advisory,
  tracking_id text not null unique,
  version integer not null check (version > 0),
  type text not null,
  severity smallint not null check (severity between 0 and 4),
  content jsonb not null check (content->>'tlp' = 'TLP:CLEAR'),
  source jsonb check (source is null or source->>'tlp' = 'TLP:CLEAR'),
  news jsonb,
  -- Tracking id, titles, CVEs and products in small letters.
  search text not null,
  life text not null check (life in ('published', 'withdrawn', 'closed')),
  -- When its first open version went out, when this one did, and when it ended.
  first_published_at timestamptz not null,
  published_at timestamptz not null,
  ended_at timestamptz,
  -- The last of all that.
  changed_at timestamptz not null,
  check ((life = 'published') = (ended_at is null))
);
create index open_warning_published on open_warning (published_at desc, tracking_id desc);
create index open_warning_severity on open_warning (severity, published_at desc, tracking_id desc);
create index open_warning_type on open_warning (type, published_at desc, tracking_id desc);
create index open_warning_changed on open_warning (changed_at desc, tracking_id desc);

-- What happened with an open warning, for the letter of the week.
create table open_step (
  advisory_id uuid not null references open_warning on delete cascade,
  version integer not null,
  what text not null check (what in ('published', 'updated', 'withdrawn', 'closed')),
  at timestamptz not null,
  primary key (advisory_id, version, what)
);
create index open_step_at on open_step (at, advisory_id);

-- A warning as a signed CSAF document. Each version has its own, what suppliers answer after that is one more, and so is how it ended.
create table csaf_document (
  advisory_id uuid not null references advisory,
  -- The version that the document gives itself.
  number integer not null check (number > 0),
  -- The version of the warning that it says.
  version integer not null check (version > 0),
  ended text check (ended in ('withdrawn', 'closed')),
  -- Made anew because suppliers had answered since: the first time, the second; and when.
  round integer not null default 0,
  said_at timestamptz,
  -- What suppliers had said when it was made, as it is compared with what they say now.
  said jsonb not null default '[]',
  tracking_id text not null,
  tlp text not null check (tlp in ('TLP:CLEAR', 'TLP:GREEN', 'TLP:AMBER', 'TLP:AMBER+STRICT', 'TLP:RED')),
  -- `waiting`: to be made; `failed`: the tests of CSAF, or the key, stood in the way; `kept`: TLP:RED, which is served to nobody.
  state text not null check (state in ('waiting', 'ready', 'failed', 'kept')),
  -- Open to everybody: it is CLEAR, and so is what is published of the warning now.
  open boolean not null default false,
  -- What it is served as: its folder is that of its label in CSAF.
  path text,
  label text check (label in ('WHITE', 'GREEN', 'AMBER', 'RED')),
  listed jsonb,
  bytes bytea,
  signature text,
  fingerprint text,
  made_at timestamptz,
  signed_at timestamptz,
  tried_at timestamptz,
  -- Which tests fail, with number, place and message.
  failures jsonb not null default '[]',
  changed_at timestamptz not null,
  primary key (advisory_id, number),
  unique nulls not distinct (advisory_id, version, ended, round),
  check ((round = 0) = (said_at is null)),
  constraint csaf_document_open check (not open or tlp = 'TLP:CLEAR'),
  constraint csaf_document_red check (tlp <> 'TLP:RED' or (state = 'kept' and bytes is null)),
  constraint csaf_document_whole check (state <> 'ready' or (path is not null and label is not null and listed is not null and bytes is not null
    and signature is not null and fingerprint is not null))
);
create index csaf_document_path on csaf_document (path) where state = 'ready';
create index csaf_document_open_ready on csaf_document (advisory_id, number desc) where open and state = 'ready';
create index csaf_document_label on csaf_document (label, advisory_id, number desc) where state = 'ready';
create index csaf_document_state on csaf_document (state, changed_at desc, advisory_id desc, number desc);
create index csaf_document_changed on csaf_document (changed_at desc, advisory_id desc, number desc);

-- What has been signed stays as it is: another key signs the same bytes.
create function varde_keep_csaf_document() returns trigger language plpgsql as $$
begin
  if old.bytes is not null and (new.bytes, new.path, new.tlp) is distinct from (old.bytes, old.path, old.tlp) then
    raise exception 'a document that was made is never changed' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
create trigger csaf_document_kept before update on csaf_document for each row execute function varde_keep_csaf_document();

alter table open_warning enable row level security;
alter table open_step enable row level security;
alter table csaf_document enable row level security;

create policy open_warning_read on open_warning for select using ((select varde_who()) <> '');
create policy open_warning_team on open_warning using ((select varde_is_team()));
create policy open_step_read on open_step for select using ((select varde_who()) <> '');
create policy open_step_team on open_step using ((select varde_is_team()));
create policy csaf_document_team on csaf_document using ((select varde_is_team()));
create policy csaf_document_open on csaf_document for select using (open and state = 'ready' and (select varde_who()) <> '');
-- A member's program reads the documents of what was addressed to the member.
create policy csaf_document_member on csaf_document for select using (state = 'ready' and exists (
  select from advisory_address a
  where a.advisory_id = csaf_document.advisory_id and a.version = csaf_document.version
    and a.organisation_id = any ((select varde_organisations())::uuid[])));

grant select, insert, update, delete on open_warning to varde_bound;
grant select, insert, delete on open_step to varde_bound;
grant select, insert, update on csaf_document to varde_bound;
