-- Answering a warning is made as easy as its promise: by the link in the mail, for many members at once, and with a way back.

-- Who runs the systems of an addressee meets the warning too, as long as it does.
alter table advisory_address add operator_id uuid;
create index advisory_address_operator on advisory_address (operator_id, advisory_id, version) where operator_id is not null;
drop policy advisory_address_member on advisory_address;
create policy advisory_address_member on advisory_address for select using (
  organisation_id = any ((select varde_organisations())::uuid[]) or operator_id = any ((select varde_organisations())::uuid[]));
drop policy advisory_version_member on advisory_version;
create policy advisory_version_member on advisory_version for select using (exists (
  select from advisory_address a
  where a.advisory_id = advisory_version.advisory_id and a.version = advisory_version.version
    and (a.organisation_id = any ((select varde_organisations())::uuid[]) or a.operator_id = any ((select varde_organisations())::uuid[]))));

alter table measure
  -- What a measurement says for or against the answer, by language; goes with the next answer.
  add judged jsonb,
  -- Until when measurements have been compared with the answer.
  add measured_at timestamptz;
create index measure_said_done on measure (cause_id, organisation_id) where cause = 'advisory' and state = 'claimed';

alter table measure_step drop constraint measure_step_state_check;
alter table measure_step add constraint measure_step_state_check
  check (state in ('open', 'doing', 'claimed', 'accepted', 'not-relevant', 'compensated', 'disputed', 'done'));
alter table measure_step drop constraint measure_step_as_who_check;
-- `link`: whoever holds the link in a mail; `measured`: a measurement agreed or did not, and `judged` says which; `version`: a new version
-- of the warning asks anew.
alter table measure_step add constraint measure_step_as_who_check
  check (as_who in ('member', 'operator', 'team', 'clock', 'link', 'measured', 'version'));
alter table measure_step
  add judged jsonb,
  -- Steps that were one deed, so that it can be taken back as one.
  add answering_id uuid;
create index measure_step_answering on measure_step (answering_id) where answering_id is not null;
-- Whoever sees a measure sees its answers: an operator no longer than it runs the member.
drop policy measure_step_member on measure_step;
create policy measure_step_member on measure_step for select using (exists (select from measure m where m.id = measure_id));
alter table measure_step drop column operator_id;

-- As whom the scope of the transaction may answer what a warning asks of somebody; null when it may not. The holder of an answer link may
-- for the recipient of its notice, until that is cancelled.
create function measure_side(warning uuid, owner uuid, operator uuid) returns text
  language plpgsql stable security definer set search_path = public, pg_temp as $$
begin
  return case
    when varde_is_team() then 'team'
    when varde_notice() is not null then (
      select 'link' from notice n
      where n.id = varde_notice() and n.about_id = warning and n.recipient_id = owner and n.state <> 'cancelled')
    when owner = any (varde_organisations()) then 'member'
    when operator = any (varde_organisations()) then 'operator'
  end;
end $$;
revoke execute on function measure_side(uuid, uuid, uuid) from public;

drop function measure_answer(uuid[], text, text, date, text, timestamptz);
-- A member answers what a warning asks of it, an operator of those it runs, the holder of an answer link what that mail asked. Returns the
-- measures that were answered; what findings ask is answered on the finding, and what was taken back by nobody.
create function measure_answer(
  ids uuid[], as_state text, as_words text, as_until date, as_name text, at timestamptz, answering uuid
) returns setof uuid
language sql volatile security definer set search_path = public, pg_temp as $$
  with answered as (
    update measure m set
      state = as_state, answer_words = as_words, answer_until = as_until, answered_by = as_name, changed_at = measure_answer.at,
      answered_at = case when as_state = 'open' then null else coalesce(m.answered_at, measure_answer.at) end,
      closed_at = case when as_state in ('open', 'doing') then null else measure_answer.at end,
      read_at = coalesce(m.read_at, measure_answer.at), proved_at = null, judged = null, measured_at = null
    where m.id = any (ids) and m.cause = 'advisory' and m.state <> 'withdrawn' and measure_side(m.cause_id, m.organisation_id, m.operator_id) is not null
    returning m.id, m.organisation_id, m.cause_id, m.operator_id
  ), written as (
    insert into measure_step (measure_id, organisation_id, at, state, words, until, by_name, as_who, answering_id)
    select id, organisation_id, measure_answer.at, as_state, as_words, as_until, as_name, measure_side(cause_id, organisation_id, operator_id), answering
    from answered
  )
  select id from answered
$$;
revoke execute on function measure_answer(uuid[], text, text, date, text, timestamptz, uuid) from public;
grant execute on function measure_answer(uuid[], text, text, date, text, timestamptz, uuid) to varde_bound;

-- Takes back an answer that is the last of each of these and not older than `since`: they are as they were before it. Returns which were.
create function measure_take_back(ids uuid[], answering uuid, since timestamptz, as_name text, at timestamptz) returns setof uuid
language sql volatile security definer set search_path = public, pg_temp as $$
  with last as (
    select m.id, m.organisation_id, m.cause_id, m.operator_id, s.number
    from measure m cross join lateral (
      select id as number, answering_id, s.at from measure_step s where s.measure_id = m.id order by id desc limit 1) s
    where m.id = any (ids) and m.cause = 'advisory' and m.state <> 'withdrawn' and s.answering_id = answering and s.at >= since
      and measure_side(m.cause_id, m.organisation_id, m.operator_id) is not null
    for update of m
  ), before as (
    select last.*, coalesce(p.state, 'open') as state, p.words, p.until, p.by_name, p.judged, p.at
    from last left join lateral (
      select * from measure_step p where p.measure_id = last.id and p.id < last.number order by p.id desc limit 1) p on true
  ), restored as (
    update measure m set state = b.state, answer_words = b.words, answer_until = b.until, judged = b.judged, changed_at = measure_take_back.at,
      answered_by = case when b.state = 'open' then null else b.by_name end,
      answered_at = case when b.state = 'open' then null else m.answered_at end,
      closed_at = case when b.state in ('open', 'doing', 'disputed') then null else b.at end,
      proved_at = case when b.state = 'done' then b.at end, measured_at = null
    from before b where b.id = m.id
    returning m.id
  ), written as (
    insert into measure_step (measure_id, organisation_id, at, state, words, until, by_name, as_who, judged)
    select id, organisation_id, measure_take_back.at, state, words, until, as_name, measure_side(cause_id, organisation_id, operator_id), judged
    from before
  )
  select id from restored
$$;
revoke execute on function measure_take_back(uuid[], uuid, timestamptz, text, timestamptz) from public;
grant execute on function measure_take_back(uuid[], uuid, timestamptz, text, timestamptz) to varde_bound;

-- What the warning of an answer link asks of the recipient of its notice; nothing of anybody else.
create function measure_link() returns table (
  id uuid, part text, words jsonb, asset_text text, state text, due_at timestamptz, answer_words text, answer_until date, answered_by text, judged jsonb
) language sql stable security definer set search_path = public, pg_temp as $$
  select m.id, m.part, m.words, m.asset_text, m.state, m.due_at, m.answer_words, m.answer_until, m.answered_by, m.judged
  from notice n join measure m on m.cause = 'advisory' and m.cause_id = n.about_id and m.organisation_id = n.recipient_id
  where n.id = varde_notice() and n.state <> 'cancelled' and m.state <> 'withdrawn'
  order by m.due_at, m.part
$$;
revoke execute on function measure_link() from public;
grant execute on function measure_link() to varde_bound;

-- The warning of an answer link in the newest version that went to the recipient of its notice, and how that has ended.
create function notice_link_warning() returns table (
  tracking_id text, title jsonb, summary jsonb, published_at timestamptz, ended_how text, ended_words text
) language sql stable security definer set search_path = public, pg_temp as $$
  select v.tracking_id, v.content -> 'title', v.content -> 'summary', v.published_at, v.ended_how, v.ended_words
  from notice n
    join advisory_address a on a.advisory_id = n.about_id and a.organisation_id = n.recipient_id
    join advisory_version v on v.advisory_id = a.advisory_id and v.version = a.version
  where n.id = varde_notice()
  order by a.version desc limit 1
$$;
revoke execute on function notice_link_warning() from public;
grant execute on function notice_link_warning() to varde_bound;

-- To whom a delivery of the transaction's link went: in whose name its holder answers unless they say another.
create function notice_link_contact() returns text language sql stable security definer set search_path = public, pg_temp as $$
  select d.contact_name from delivery d
  where varde_who() = 'dlv_' || replace(d.id::text, '-', '') and d.notice_id = varde_notice()
$$;
revoke execute on function notice_link_contact() from public;
grant execute on function notice_link_contact() to varde_bound;

-- The holder of an answer link who answers has opened its notice.
create function open_linked_notice(at timestamptz, name text) returns boolean language plpgsql volatile security definer
  set search_path = public, pg_temp as $$
declare
  which uuid := varde_notice();
begin
  update notice set opened_at = open_linked_notice.at, opened_by = open_linked_notice.name, steps = steps + 1,
    state = case when state in ('sent', 'silent', 'bounced') then 'opened' else state end
  where id = which and opened_at is null and state <> 'cancelled';
  if not found then return false; end if;
  insert into notice_step (notice_id, number, at, what, who_kind, who, because)
  select which, n.steps, open_linked_notice.at, 'opened', 'link', open_linked_notice.name, '{}' from notice n where n.id = which;
  return true;
end $$;
revoke execute on function open_linked_notice(timestamptz, text) from public;
grant execute on function open_linked_notice(timestamptz, text) to varde_bound;

-- The names of those whose measures and warnings somebody meets: whom it runs, and who runs it; the team's and one's own beside.
create function measure_party_names(ids uuid[]) returns table (id uuid, name text) language sql stable security definer set search_path = public, pg_temp as $$
  select o.id, o.name from organisation o where o.id = any (ids) and (
    varde_is_team() or o.id = any (varde_organisations())
    or exists (select from measure m where m.organisation_id = o.id and m.operator_id = any (varde_organisations()))
    or exists (select from measure m where m.operator_id = o.id and m.organisation_id = any (varde_organisations()))
    or exists (select from advisory_address a where a.organisation_id = o.id and a.operator_id = any (varde_organisations())))
$$;
revoke execute on function measure_party_names(uuid[]) from public;
grant execute on function measure_party_names(uuid[]) to varde_bound;
