-- Warnings to members: something is dangerous, these have it, this is what they do.

-- The last number that a team gave in a year; never given twice.
create table advisory_number (
  prefix text not null,
  year smallint not null,
  last integer not null,
  primary key (prefix, year)
);

-- The mildest PAP of what is taken from a source: what it said; where it said none, nothing is known unless anybody may read it anyhow.
create function varde_least_pap(source jsonb) returns text language sql immutable as $$
  select coalesce(source->>'pap', case when source->>'tlp' = 'TLP:CLEAR' then 'PAP:CLEAR' else 'PAP:AMBER' end)
$$;

-- One warning with what is being written of it now. Its versions stand in a table of their own, so that a member meets no draft.
create table advisory (
  id uuid primary key,
  tracking_id text not null unique,
  -- As the list shows it: of the draft where there is one, else of the last version.
  type text not null check (type in ('vulnerability', 'threat', 'campaign', 'medical-device', 'all-clear')),
  severity smallint not null check (severity between 0 and 4),
  tlp text not null check (tlp in ('TLP:CLEAR', 'TLP:GREEN', 'TLP:AMBER', 'TLP:AMBER+STRICT', 'TLP:RED')),
  pap text not null check (pap in ('PAP:CLEAR', 'PAP:GREEN', 'PAP:AMBER', 'PAP:RED')),
  title text not null,
  -- What is searched: tracking id, titles, CVEs and products in small letters.
  search text not null,
  life text not null check (life in ('unpublished', 'published', 'withdrawn', 'closed')),
  draft jsonb,
  draft_state text check (draft_state in ('draft', 'review', 'approved')),
  -- Which blocks of the advice library it cites, by id with version: a changed block marks it.
  cites jsonb not null default '{}',
  -- Counts every change: whoever saves names the one that was read.
  revision integer not null,
  -- Who has written this draft: none of them reviews it.
  writers text[] not null,
  audience jsonb not null,
  -- Whom it was taken from, and under which labels.
  source jsonb,
  imported boolean not null,
  -- What of the document that it was imported from is not in it: place, reason, and what stood there.
  left_out jsonb not null default '[]',
  -- What of that document was checked before a byte of it was read: hash, signature, and whose key it was; null where there was no document.
  source_checked jsonb,
  version integer not null default 0,
  reviewed_by text,
  reviewed_name text,
  created_at timestamptz not null,
  created_by text not null,
  changed_at timestamptz not null,
  changed_name text not null,
  published_at timestamptz,
  -- What was put aside can still be read, and is at work no more.
  check (draft is not null or draft_state is null),
  constraint advisory_no_milder_than_source check (
    source is null or (varde_label_rank(tlp) >= varde_label_rank(source->>'tlp') and varde_label_rank(pap) >= varde_label_rank(varde_least_pap(source))))
);
create index advisory_changed on advisory (changed_at desc, id desc);
create index advisory_life on advisory (life, changed_at desc, id desc);
create index advisory_draft on advisory (draft_state, changed_at desc, id desc) where draft_state is not null;
create index advisory_type on advisory (type, changed_at desc, id desc);
create index advisory_cites on advisory (changed_at desc, id desc) where cites <> '{}';
create index advisory_severity on advisory (severity, changed_at desc, id desc);
create index advisory_created_by on advisory (created_by, changed_at desc, id desc);

-- Where a warning comes from stays on it: after an import or a first version the source is neither taken away nor made milder. Only whoever
-- throws a draft away takes with it what was added to the source there: what the last version says stands again.
create function varde_keep_advisory_source() returns trigger language plpgsql as $$
begin
  if old.draft is not null and new.draft is null and old.version > 0 and new.version = old.version
    and new.source is not distinct from (select source from advisory_version where advisory_id = old.id and version = old.version) then
    return new;
  end if;
  if (old.imported or old.version > 0) and old.source is not null and (
    new.source is null
    or new.source->>'publisher' is distinct from old.source->>'publisher'
    or new.source->>'reference' is distinct from old.source->>'reference'
    or varde_label_rank(new.source->>'tlp') < varde_label_rank(old.source->>'tlp')
    or (new.source->>'pap' is null and old.source->>'pap' is not null)
    or varde_label_rank(varde_least_pap(new.source)) < varde_label_rank(varde_least_pap(old.source))) then
    raise exception 'a warning keeps the source that it was taken from' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
create trigger advisory_source before update of source, imported on advisory for each row execute function varde_keep_advisory_source();

-- What was published. Never changed: only how it ended is written on it.
create table advisory_version (
  advisory_id uuid not null references advisory,
  version integer not null check (version > 0),
  tracking_id text not null,
  type text not null,
  severity smallint not null,
  tlp text not null,
  pap text not null,
  content jsonb not null,
  source jsonb,
  -- What is new in it, in words by language; null for the first.
  news jsonb,
  -- Why it has no measures.
  no_measures text,
  published_at timestamptz not null,
  ended_how text check (ended_how in ('replaced', 'withdrawn', 'closed')),
  ended_at timestamptz,
  ended_words text,
  primary key (advisory_id, version),
  check (tlp = content->>'tlp' and pap = content->>'pap'),
  check ((ended_how is null) = (ended_at is null)),
  constraint advisory_version_no_milder_than_source check (
    source is null or (varde_label_rank(tlp) >= varde_label_rank(source->>'tlp') and varde_label_rank(pap) >= varde_label_rank(varde_least_pap(source))))
);

create function varde_keep_advisory_version() returns trigger language plpgsql as $$
begin
  if (new.advisory_id, new.version, new.tracking_id, new.type, new.severity, new.tlp, new.pap, new.content, new.published_at)
      is distinct from (old.advisory_id, old.version, old.tracking_id, old.type, old.severity, old.tlp, old.pap, old.content, old.published_at)
    or new.source is distinct from old.source or new.news is distinct from old.news or new.no_measures is distinct from old.no_measures then
    raise exception 'a published version is never changed' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
create trigger advisory_version_kept before update on advisory_version for each row execute function varde_keep_advisory_version();

-- Its source is that of the warning, so that no version loses it.
create function varde_advisory_version_source() returns trigger language plpgsql as $$
begin
  if new.source is distinct from (select source from advisory where id = new.advisory_id) then
    raise exception 'a version has the source of its warning' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
create trigger advisory_version_source before insert on advisory_version for each row execute function varde_advisory_version_source();

-- To whom a version goes, why, and how sure that is; and what has come of it there.
create table advisory_address (
  advisory_id uuid not null,
  version integer not null,
  organisation_id uuid not null references organisation,
  reasons jsonb not null,
  sureness text not null check (sureness in ('certain', 'likely', 'unsure')),
  addressed_at timestamptz not null,
  told_at timestamptz,
  read_at timestamptz,
  answered_at timestamptz,
  primary key (advisory_id, version, organisation_id),
  foreign key (advisory_id, version) references advisory_version
);
create index advisory_address_organisation on advisory_address (organisation_id, advisory_id, version);

-- What was done with a warning, by whom; the team's alone.
create table advisory_step (
  advisory_id uuid not null references advisory,
  number integer not null,
  at timestamptz not null,
  who text not null,
  who_name text not null,
  what text not null check (what in ('made', 'imported', 'copied', 'sent', 'returned', 'approved', 'published', 'begun', 'withdrawn', 'closed')),
  words text not null default '',
  version integer,
  -- Of a publication: whom the version was for. It lies here and not on the version, which those who were addressed may read.
  audience jsonb,
  primary key (advisory_id, number)
);

alter table advisory_number enable row level security;
alter table advisory enable row level security;
alter table advisory_version enable row level security;
alter table advisory_address enable row level security;
alter table advisory_step enable row level security;

create policy advisory_number_team on advisory_number using ((select varde_is_team()));
create policy advisory_team on advisory using ((select varde_is_team()));
create policy advisory_step_team on advisory_step using ((select varde_is_team()));
create policy advisory_address_team on advisory_address using ((select varde_is_team()));
create policy advisory_address_member on advisory_address for select using (organisation_id = any ((select varde_organisations())::uuid[]));
create policy advisory_version_team on advisory_version using ((select varde_is_team()));
-- A member reads the versions that were addressed to it; the rows that it is looked up in are its own alone.
create policy advisory_version_member on advisory_version for select using (exists (
  select from advisory_address a
  where a.advisory_id = advisory_version.advisory_id and a.version = advisory_version.version
    and a.organisation_id = any ((select varde_organisations())::uuid[])));

grant select, insert, update on advisory_number, advisory, advisory_version, advisory_address to varde_bound;
grant select, insert on advisory_step to varde_bound;
