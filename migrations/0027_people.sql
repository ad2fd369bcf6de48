-- When a person signed in last, which organisation a member acts for when it has several (none: all of them).
alter table person add column signed_in_at timestamptz;
alter table person add column acts_for uuid references organisation;

-- An invitation to act for an organisation, or for the team. The link holds a secret, the table its hash; a letter that is sent again
-- has a new one.
create table invitation (
  id uuid primary key,
  organisation_id uuid references organisation,
  roles text[] not null check (cardinality(roles) > 0),
  email text not null,
  locale text not null check (locale in ('nb', 'nn', 'en')),
  token_hash text not null unique,
  invited_by text not null,
  invited_by_name text not null,
  created_at timestamptz not null,
  sent_at timestamptz not null,
  -- How many letters went out.
  letters integer not null default 1,
  expires_at timestamptz not null,
  accepted_at timestamptz,
  accepted_by text,
  withdrawn_at timestamptz,
  check (roles <@ case when organisation_id is null then '{admin,lead,analyst,duty}'::text[] else '{member-security,member-reader}'::text[] end)
);
create index invitation_open on invitation (organisation_id, id) where accepted_at is null and withdrawn_at is null;

-- A member's consent that the people of another organisation act for it, until a day. Whoever is asked for is named by its number: that
-- a number is in the register is told to nobody before the other side has said yes.
create table delegation (
  id uuid primary key,
  member_id uuid references organisation,
  member_number text not null check (member_number ~ '^[0-9]{9}$'),
  operator_id uuid references organisation,
  operator_number text not null check (operator_number ~ '^[0-9]{9}$'),
  begun_by text not null check (begun_by in ('member', 'operator', 'team')),
  -- What it allows beside reading: to answer for findings, to keep contacts.
  may text[] not null check (may <@ '{answer,contacts}'::text[]),
  reason text not null,
  begun_at timestamptz not null,
  begun_by_name text not null,
  consented_at timestamptz,
  consented_by_name text,
  -- The operator said yes: by asking, or to an offer.
  accepted_at timestamptz,
  accepted_by_name text,
  ends_at timestamptz not null,
  ended_at timestamptz,
  ended_by_name text,
  ended_side text check (ended_side in ('member', 'operator', 'team')),
  reminded_at timestamptz,
  check (member_number <> operator_number)
);
create index delegation_member on delegation (member_id, id);
create index delegation_operator on delegation (operator_id, id);
create index delegation_ends on delegation (ends_at) where ended_at is null;

-- How far somebody has looked in the read log of an organisation.
create table reading_look (
  person_id uuid not null references person on delete cascade,
  organisation_id uuid not null references organisation,
  up_to bigint not null,
  looked_at timestamptz not null,
  primary key (person_id, organisation_id)
);

alter table read_log add column form text not null default 'read' check (form in ('read', 'export'));
alter table read_log add column side text not null default 'team' check (side in ('team', 'delegate', 'operator'));
alter table read_log add column through_name text;
alter table read_log add column why text;
alter table read_log add column rows integer;
create index read_log_again on read_log (organisation_id, who, object, at);

alter table invitation enable row level security;
alter table delegation enable row level security;
alter table reading_look enable row level security;

create policy invitation_scope on invitation using ((select varde_is_team()) or organisation_id = any ((select varde_organisations())::uuid[]));
create policy delegation_scope on delegation using (
  (select varde_is_team()) or member_id = any ((select varde_organisations())::uuid[]) or operator_id = any ((select varde_organisations())::uuid[]));
create policy reading_look_own on reading_look using (
  person_id = (select varde_person()) and ((select varde_is_team()) or organisation_id = any ((select varde_organisations())::uuid[])));

-- Whether whoever asks is at this organisation by a consent alone, which gives no say over its people and its word. One that has ended
-- meanwhile counts too: what rests on it may still be under way.
create function varde_only_lent(organisation uuid) returns boolean language sql stable as $$
  select not exists (select from person_role own where own.person_id = varde_person() and own.organisation_id = organisation)
    and exists (
      select from delegation d join person_role at_home on at_home.organisation_id = d.operator_id
      where d.member_id = organisation and d.consented_at is not null and at_home.person_id = varde_person())
$$;
alter policy service_consent_give on service_consent
  with check (organisation_id = any ((select varde_organisations())::uuid[]) and not varde_only_lent(organisation_id));
alter policy service_consent_withdraw on service_consent
  using ((select varde_is_team()) or (organisation_id = any ((select varde_organisations())::uuid[]) and not varde_only_lent(organisation_id)));

-- Each side says yes for itself alone, and what was said stays as it was said.
create function varde_refuse_foreign_consent() returns trigger language plpgsql as $$
begin
  if current_user <> 'varde_bound' or varde_is_team() then return new; end if;
  if new.consented_at is not null and (tg_op = 'INSERT' or old.consented_at is null)
    and not coalesce(new.member_id = any (varde_organisations()) and not varde_only_lent(new.member_id), false) then
    raise exception 'only the member consents' using errcode = 'insufficient_privilege';
  end if;
  if new.accepted_at is not null and (tg_op = 'INSERT' or old.accepted_at is null)
    and not coalesce(new.operator_id = any (varde_organisations()) and not varde_only_lent(new.operator_id), false) then
    raise exception 'only the operator accepts' using errcode = 'insufficient_privilege';
  end if;
  if tg_op = 'UPDATE' and ((old.id, old.member_id, old.operator_id, old.may, old.ends_at) is distinct from (new.id, new.member_id, new.operator_id, new.may, new.ends_at)
    or (old.ended_at is not null and old.ended_at is distinct from new.ended_at)
    or (old.consented_at is not null and old.consented_at is distinct from new.consented_at)
    or (old.accepted_at is not null and old.accepted_at is distinct from new.accepted_at)) then
    raise exception 'what was agreed stays' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
create trigger delegation_consent before insert or update on delegation for each row execute function varde_refuse_foreign_consent();

-- Which operator a contact is from, when a delegate put or confirmed it, until the member or the team confirms it. When that consent ends
-- it is confirmed no more, and nobody is written to there.
alter table contact add column put_by uuid references organisation;
create function varde_note_lent_hand() returns trigger language plpgsql as $$
begin
  if current_user = 'varde_bound' and not varde_is_team() and varde_only_lent(new.organisation_id) then
    new.put_by := (
      select d.operator_id from delegation d join person_role at_home on at_home.organisation_id = d.operator_id
      where d.member_id = new.organisation_id and d.consented_at is not null and at_home.person_id = varde_person()
      order by d.ended_at is null desc, d.id desc limit 1);
  elsif new.confirmed_at is not null and (tg_op = 'INSERT' or old.confirmed_at is distinct from new.confirmed_at) then
    new.put_by := null;
  end if;
  return new;
end $$;
create trigger contact_put before insert or update on contact for each row execute function varde_note_lent_hand();

-- Takes the confirmation from what delegates put whose consent has ended or run out by a moment, as far as the scope reaches.
create function hold_lent_contacts(moment timestamptz) returns void language sql volatile as $$
  update contact set confirmed_at = null
  where put_by is not null and confirmed_at is not null and not exists (
    select from delegation d where d.member_id = contact.organisation_id and d.operator_id = contact.put_by
      and d.consented_at is not null and d.accepted_at is not null and d.ended_at is null and d.ends_at > moment)
$$;
create function varde_hold_at_end() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  update contact set confirmed_at = null
  where organisation_id = new.member_id and put_by = new.operator_id and not exists (
    select from delegation d where d.member_id = new.member_id and d.operator_id = new.operator_id
      and d.consented_at is not null and d.accepted_at is not null and d.ended_at is null and d.ends_at > new.ended_at);
  return new;
end $$;
revoke execute on function varde_hold_at_end() from public;
create trigger delegation_end after update on delegation for each row when (old.ended_at is null and new.ended_at is not null)
  execute function varde_hold_at_end();

-- The organisation of a number, for whoever asks another to act for it or offers so; the caller never sees it before the other has said yes.
create function organisation_of_number(given text) returns uuid language sql stable security definer set search_path = public, pg_temp
  return (select id from organisation where number = given and gone_at is null and varde_who() ~ '^usr_');
revoke execute on function organisation_of_number(text) from public;
grant execute on function organisation_of_number(text) to varde_bound;

-- The name of the other side of a delegation: of whoever began it, and of both once both have said yes.
create function delegation_party_name(of_delegation uuid, of_side text) returns text language sql stable security definer set search_path = public, pg_temp
  return (
    select o.name from delegation d join organisation o on o.id = case of_side when 'member' then d.member_id else d.operator_id end
    where d.id = of_delegation
      and (varde_is_team() or o.id = any (varde_organisations())
        or ((d.member_id = any (varde_organisations()) or d.operator_id = any (varde_organisations()))
          and (d.begun_by = of_side or (d.consented_at is not null and d.accepted_at is not null)))));
revoke execute on function delegation_party_name(uuid, text) from public;
grant execute on function delegation_party_name(uuid, text) to varde_bound;

-- Who has access to an organisation, for whoever acts for it: names and roles, nothing of how they sign in but whether a second step stands.
create function people_of(organisation uuid) returns table (
    id uuid, display_name text, name text, role text, signed_in_at timestamptz, second_factor boolean, disabled boolean)
  language sql stable security definer set search_path = public, pg_temp as $$
  select p.id, p.display_name, p.name, r.role, p.signed_in_at,
    p.totp_secret is not null or exists (select from passkey k where k.person_id = p.id), p.disabled_at is not null
  from person_role r join person p on p.id = r.person_id
  where r.organisation_id = organisation
    and (varde_is_team() or (organisation = any (varde_organisations()) and not varde_only_lent(organisation)))
$$;
revoke execute on function people_of(uuid) from public;
grant execute on function people_of(uuid) to varde_bound;

-- The seats of an organisation, which nobody else changes until the transaction ends.
create function hold_seats(organisation uuid) returns void language sql volatile security definer set search_path = public, pg_temp as $$
  select from person_role
  where organisation_id = organisation
    and (varde_is_team() or (organisation = any (varde_organisations()) and not varde_only_lent(organisation))) for update
$$;
revoke execute on function hold_seats(uuid) from public;
grant execute on function hold_seats(uuid) to varde_bound;

-- Gives somebody of an organisation this one role there, or none at all, and signs them out everywhere. For the team and for whoever acts
-- for the organisation; nobody changes their own seat.
create function keep_seat(organisation uuid, person uuid, role_then text) returns void
  language plpgsql volatile security definer set search_path = public, pg_temp as $$
begin
  if not varde_is_team()
    and (not organisation = any (varde_organisations()) or varde_only_lent(organisation) or person = varde_person()) then
    raise exception 'not a seat to change' using errcode = 'insufficient_privilege';
  end if;
  delete from person_role where organisation_id = organisation and person_id = person;
  if not found then return; end if;
  if role_then is not null then
    insert into person_role (person_id, organisation_id, role) values (person, organisation, role_then);
  end if;
  delete from session where person_id = person;
end $$;
revoke execute on function keep_seat(uuid, uuid, text) from public;
grant execute on function keep_seat(uuid, uuid, text) to varde_bound;

-- Notes that a delegate, or who operates for it, read what belongs to an organisation. Whoever reads the same again within the hour is
-- noted once, unless it is an export. A consent that was withdrawn after the moment when the reading began is one still. Of anybody else, and of one's own, nothing is noted; what the team reads, it writes itself.
create function note_readings(
  organisations uuid[], moment timestamptz, reader text, what text, kind text, because text, many integer[]) returns void
  language plpgsql volatile security definer set search_path = public, pg_temp as $$
begin
  -- A page asks for several things at once: what is noted of one reader is noted one after the other.
  perform pg_advisory_xact_lock(hashtextextended(varde_who(), 27));
  insert into read_log (organisation_id, at, who, who_name, object, form, side, through_name, why, rows)
  select asked.id, moment, varde_who(), reader, what, kind, through.side, through.name, because, asked.rows
  from unnest(organisations, many) as asked (id, rows)
  cross join lateral (
    select 'delegate' as side, o.name, 1 as rank from delegation d join organisation o on o.id = d.operator_id
    where d.member_id = asked.id and asked.id = any (varde_organisations())
      and d.consented_at is not null and d.accepted_at is not null and (d.ended_at is null or d.ended_at >= moment)
      and (d.operator_id = any (varde_organisations())
        or exists (select from person_role r where r.person_id = varde_person() and r.organisation_id = d.operator_id))
    union all
    select 'operator', o.name, 2 from organisation o
    where o.id = any (varde_organisations()) and not asked.id = any (varde_organisations())
      and exists (select from finding f where f.operator_id = o.id and f.organisation_id = asked.id)
    order by rank limit 1) through
  where kind = 'export' or not exists (
    select from read_log before
    where before.organisation_id = asked.id and before.who = varde_who() and before.object = what and before.form = kind
      and before.why is not distinct from because and before.at > moment - interval '1 hour');
end $$;
revoke execute on function note_readings(uuid[], timestamptz, text, text, text, text, integer[]) from public;
grant execute on function note_readings(uuid[], timestamptz, text, text, text, text, integer[]) to varde_bound;

grant select, insert, update on invitation, delegation, reading_look to varde_bound;
