-- A file of a source that was read, and what came of it.
create table vulnerability_import (
  id uuid primary key,
  source text not null check (source in ('kev', 'eukev', 'epss', 'cve5', 'nvd2')),
  file_name text not null,
  sha256 text not null,
  -- What the file says of itself: the version of the catalogue or model, and the moment that it speaks of.
  version text,
  as_of timestamptz,
  read_at timestamptz not null,
  -- When its reader was last heard of, and when it was through.
  touched_at timestamptz not null,
  ended_at timestamptz,
  who_name text not null,
  records int not null default 0,
  added int not null default 0,
  changed int not null default 0,
  same int not null default 0,
  gone int not null default 0,
  refused int not null default 0,
  issues jsonb not null default '[]'
);
create index vulnerability_import_source on vulnerability_import (source, read_at desc);
create index vulnerability_import_read on vulnerability_import (read_at desc, id desc);

-- How fresh each source is, and of how many CVEs it speaks: what whoever reads the facts must know.
create table vulnerability_source (
  source text primary key check (source in ('kev', 'eukev', 'epss', 'cve5', 'nvd2')),
  version text,
  as_of timestamptz,
  read_at timestamptz not null,
  known int not null
);

-- Where a catalogue is fetched from by itself, and how that goes. What is not named here is not fetched.
create table vulnerability_fetch (
  source text primary key check (source in ('kev', 'eukev', 'epss')),
  address text not null,
  every_hours smallint not null check (every_hours between 1 and 168),
  next_at timestamptz not null,
  tried_at timestamptz,
  -- When the server last gave a file that was read, or said that the one we have is the newest.
  reached_at timestamptz,
  -- What the server called the file that was read last (RFC 9110, 8.8.3).
  etag text,
  fault text
);

-- What is known of a CVE in short, drawn together from what the sources say, for lists. `place` sorts as year and number do.
create table vulnerability (
  place bigint primary key,
  cve text not null check (cve ~ '^CVE-[0-9]{4}-[0-9]{4,11}$'),
  state text check (state in ('published', 'rejected')),
  title text,
  -- 0 info, 1 low, 2 medium, 3 high, 4 critical: the worst that anybody gives by CVSS 3 or 4; by 2 only where nobody uses a newer one.
  severity smallint check (severity between 0 and 4),
  score numeric(3, 1) check (score between 0 and 10),
  score_version text check (score_version in ('2.0', '3.0', '3.1', '4.0')),
  kev_on date,
  eukev_on date,
  ransomware boolean not null default false,
  published_at timestamptz,
  -- Words of title and texts, and of vendors and products, as a search looks for them.
  words text not null default '',
  product_words text not null default '',
  changed_at timestamptz not null
);
create index vulnerability_exploited on vulnerability (place) where kev_on is not null or eukev_on is not null;
create index vulnerability_severity on vulnerability (severity, place);
create index vulnerability_words on vulnerability using gin (array_to_tsvector(string_to_array(words, ' '))) where words <> '';
create index vulnerability_product_words on vulnerability using gin (array_to_tsvector(string_to_array(product_words, ' ')))
  where product_words <> '';

-- What one source says of a CVE: a newer file of that source replaces this, and nothing of the others.
create table vulnerability_fact (
  place bigint not null references vulnerability,
  source text not null check (source in ('kev', 'eukev', 'cve5', 'nvd2')),
  import_id uuid not null references vulnerability_import,
  -- The moment that the record or its file speaks of.
  as_of timestamptz,
  read_at timestamptz not null,
  statement jsonb not null,
  primary key (place, source)
);
create index vulnerability_fact_import on vulnerability_fact (import_id);

-- EPSS, in hundred thousandths: as it is, and as it was before. Apart, since it is another every day for nearly every CVE.
create table vulnerability_epss (
  place bigint primary key references vulnerability,
  import_id uuid not null references vulnerability_import,
  score int not null check (score between 0 and 100000),
  percentile int not null check (percentile between 0 and 100000),
  as_of timestamptz not null,
  read_at timestamptz not null,
  before_score int,
  before_percentile int,
  before_as_of timestamptz
);
create index vulnerability_epss_score on vulnerability_epss (score, place);
create index vulnerability_epss_import on vulnerability_epss (import_id);

-- CVEs by words, or words of vendors and products, newest first. No index answers such a search past a policy, so this looks before it, at
-- what everybody who is signed in may read. It is planned anew each time: a rare word is looked up, a common one is met soon from the newest on.
create function vulnerabilities_found(
  wanted tsquery, of_product tsquery, froms bigint[], tos bigint[], exploited text, severities smallint[], epss_from int, before bigint, most int
) returns setof bigint language plpgsql stable security definer set search_path = public, pg_temp as $$
begin
  if varde_who() = '' then return; end if;
  return query execute 'select v.place from vulnerability v'
    || case when epss_from is null then '' else ' join vulnerability_epss e on e.place = v.place and e.score >= $7' end
    || ' where true'
    || case when wanted is null then '' else ' and v.words <> '''' and array_to_tsvector(string_to_array(v.words, '' '')) @@ $1' end
    || case when of_product is null then ''
         else ' and v.product_words <> '''' and array_to_tsvector(string_to_array(v.product_words, '' '')) @@ $2' end
    || case when froms is null then '' else ' and exists (select from unnest($3, $4) as r (from_place, to_place) where v.place >= r.from_place and v.place < r.to_place)' end
    || case exploited when 'any' then ' and (v.kev_on is not null or v.eukev_on is not null)' when 'cisa' then ' and v.kev_on is not null'
         when 'eu' then ' and v.eukev_on is not null' else '' end
    || case when severities is null then '' else ' and v.severity = any($6)' end
    || case when before is null then '' else ' and v.place < $8' end
    || ' order by v.place desc limit $9'
    using wanted, of_product, froms, tos, exploited, severities, epss_from, before, most;
end $$;
revoke execute on function vulnerabilities_found(tsquery, tsquery, bigint[], bigint[], text, smallint[], int, bigint, int) from public;
grant execute on function vulnerabilities_found(tsquery, tsquery, bigint[], bigint[], text, smallint[], int, bigint, int) to varde_bound;

-- After a file the tables are others than before, and the embedded database counts none by itself: without it a list takes the wrong index.
create function vulnerabilities_measure() returns void
  language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if varde_is_team() then analyze vulnerability, vulnerability_fact, vulnerability_epss; end if;
end $$;
revoke execute on function vulnerabilities_measure() from public;
grant execute on function vulnerabilities_measure() to varde_bound;

alter table vulnerability_import enable row level security;
alter table vulnerability_source enable row level security;
alter table vulnerability_fetch enable row level security;
alter table vulnerability enable row level security;
alter table vulnerability_fact enable row level security;
alter table vulnerability_epss enable row level security;

-- Public knowledge: whoever is signed in reads it; the team alone says what was read, and by whom.
create policy vulnerability_import_team on vulnerability_import using ((select varde_is_team()));
create policy vulnerability_source_read on vulnerability_source for select using ((select varde_who()) <> '');
create policy vulnerability_source_write on vulnerability_source using ((select varde_is_team()));
create policy vulnerability_fetch_team on vulnerability_fetch using ((select varde_is_team()));
create policy vulnerability_read on vulnerability for select using ((select varde_who()) <> '');
create policy vulnerability_write on vulnerability using ((select varde_is_team()));
create policy vulnerability_fact_read on vulnerability_fact for select using ((select varde_who()) <> '');
create policy vulnerability_fact_write on vulnerability_fact using ((select varde_is_team()));
create policy vulnerability_epss_read on vulnerability_epss for select using ((select varde_who()) <> '');
create policy vulnerability_epss_write on vulnerability_epss using ((select varde_is_team()));

grant select, insert, update on vulnerability_import, vulnerability_source, vulnerability to varde_bound;
grant select, insert, update, delete on vulnerability_fact, vulnerability_epss, vulnerability_fetch to varde_bound;
