-- The Permissible Actions Protocol beside the Traffic Light Protocol. What said nothing counts as AMBER: look, but do not touch.
alter table source add pap text not null default 'PAP:AMBER' check (pap in ('PAP:CLEAR', 'PAP:GREEN', 'PAP:AMBER', 'PAP:RED'));
alter table sighting add pap text not null default 'PAP:AMBER';
alter table finding add pap text not null default 'PAP:AMBER';
alter table notice add pap text not null default 'PAP:AMBER';

-- The team may make a finding stricter than what it was made of.
alter table finding add tlp_floor text, add pap_floor text;

-- That whoever a sighting came from allowed a milder label for a finding: it counts for what that source had said until then.
create table label_consent (
  id uuid primary key,
  finding_id uuid not null references finding on delete cascade,
  source text not null,
  tlp text not null check (tlp in ('TLP:CLEAR', 'TLP:GREEN', 'TLP:AMBER', 'TLP:AMBER+STRICT', 'TLP:RED')),
  pap text not null check (pap in ('PAP:CLEAR', 'PAP:GREEN', 'PAP:AMBER', 'PAP:RED')),
  -- Who said so, as a function, and where that can be read again.
  given_by text not null,
  given_on date not null,
  reference text not null,
  recorded_by text not null,
  recorded_name text not null,
  recorded_at timestamptz not null,
  unique (finding_id, source)
);
alter table label_consent enable row level security;
create policy label_consent_team on label_consent using ((select varde_is_team()));
grant select, insert, update, delete on label_consent to varde_bound;

create function varde_label_rank(label text) returns integer language sql immutable parallel safe
  return array_position('{TLP:CLEAR,TLP:GREEN,TLP:AMBER,TLP:AMBER+STRICT,TLP:RED,PAP:CLEAR,PAP:GREEN,PAP:AMBER,PAP:RED}'::text[], label);

-- That whoever a source comes from allowed a milder label for all it will say: which function, when, where that can be read, and why.
alter table source add label_consent jsonb;

-- The labels that a file came under: read late or anew, it is none the milder.
alter table import add tlp text, add pap text;

create function varde_refuse_milder_source() returns trigger language plpgsql as $$
begin
  if new.label_consent is null or new.label_consent is not distinct from old.label_consent then
    raise exception 'a source is marked milder only with a consent that is recorded' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
create trigger source_milder before update of tlp, pap on source for each row
  when (varde_label_rank(new.tlp) < varde_label_rank(old.tlp) or varde_label_rank(new.pap) < varde_label_rank(old.pap))
  execute function varde_refuse_milder_source();

-- The mildest labels that a finding may have: no less strict than any of its sightings, but for what the source of one has allowed since.
create function varde_finding_labels(which uuid) returns table (tlp text, pap text) language sql stable security definer set search_path = public, pg_temp as $$
  select (array_agg(l.tlp order by varde_label_rank(l.tlp) desc))[1], (array_agg(l.pap order by varde_label_rank(l.pap) desc))[1]
  from (
    select coalesce(c.tlp, s.tlp) as tlp, coalesce(c.pap, s.pap) as pap
    from (select source, tlp, pap, max(recorded_at) as last from sighting where finding_id = which group by source, tlp, pap) s
    left join label_consent c on c.finding_id = which and c.source = s.source and c.recorded_at >= s.last
    union all
    select f.tlp_floor, coalesce(f.pap_floor, 'PAP:CLEAR') from finding f where f.id = which and f.tlp_floor is not null
  ) l
$$;
revoke execute on function varde_finding_labels(uuid) from public;
grant execute on function varde_finding_labels(uuid) to varde_bound;

-- Nobody who may write findings makes one less strict than what it came from.
create function varde_refuse_milder() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare
  mildest record;
begin
  select * into mildest from varde_finding_labels(new.id);
  if varde_label_rank(new.tlp) < varde_label_rank(mildest.tlp) or varde_label_rank(new.pap) < varde_label_rank(mildest.pap) then
    raise exception 'a finding is never less strict than what it was made of' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
revoke execute on function varde_refuse_milder() from public;
create trigger finding_milder before update of tlp, pap, tlp_floor, pap_floor on finding for each row
  when (varde_label_rank(new.tlp) < varde_label_rank(old.tlp) or varde_label_rank(new.pap) < varde_label_rank(old.pap))
  execute function varde_refuse_milder();

-- A notice is never milder than what it tells of, also when that became stricter after it was worded.
create function varde_notice_stricter() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  update notice n set
    tlp = case when varde_label_rank(new.tlp) > varde_label_rank(n.tlp) then new.tlp else n.tlp end,
    pap = case when varde_label_rank(new.pap) > varde_label_rank(n.pap) then new.pap else n.pap end,
    subject = case when varde_label_rank(new.tlp) > varde_label_rank(n.tlp) then regexp_replace(n.subject, '^\[TLP:[A-Z+]+\]', '[' || new.tlp || ']') else n.subject end
  from (select distinct notice_id from notice_finding where finding_id = new.id) t
  where n.id = t.notice_id and (varde_label_rank(new.tlp) > varde_label_rank(n.tlp) or varde_label_rank(new.pap) > varde_label_rank(n.pap));
  return null;
end $$;
revoke execute on function varde_notice_stricter() from public;
create trigger finding_stricter after update of tlp, pap on finding for each row
  when (varde_label_rank(new.tlp) > varde_label_rank(old.tlp) or varde_label_rank(new.pap) > varde_label_rank(old.pap))
  execute function varde_notice_stricter();

-- The same for one notice before it goes out: what it tells of may have become stricter in the moment in which it was worded.
create function varde_raise_notice(which uuid) returns table (tlp text, pap text, subject text) language sql security definer set search_path = public, pg_temp as $$
  update notice n set tlp = l.tlp, pap = l.pap, subject = regexp_replace(n.subject, '^\[TLP:[A-Z+]+\]', '[' || l.tlp || ']')
  from (
    select (array_agg(a.tlp order by varde_label_rank(a.tlp) desc))[1] as tlp, (array_agg(a.pap order by varde_label_rank(a.pap) desc))[1] as pap
    from (
      select f.tlp, f.pap from notice_finding t join finding f on f.id = t.finding_id where t.notice_id = which
      union all select o.tlp, o.pap from notice o where o.id = which
    ) a
  ) l
  where n.id = which and current_setting('varde.team', true) = 'on' and (n.tlp, n.pap) is distinct from (l.tlp, l.pap)
  returning n.tlp, n.pap, n.subject
$$;
revoke execute on function varde_raise_notice(uuid) from public;
grant execute on function varde_raise_notice(uuid) to varde_bound;
