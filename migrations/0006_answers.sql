-- What a member was told and answered, and how a finding came to its end.
create function varde_notice() returns uuid language sql stable parallel safe
  return nullif(current_setting('varde.notice', true), '')::uuid;

-- All but the last two speak of the present round: a finding that opens again is to be told and answered anew, and the story keeps what was.
alter table finding
  add column told_at timestamptz,
  add column read_at timestamptz,
  -- The last answer; `fixed` is a claim until a measurement agrees.
  add column answer text check (answer in ('fixed', 'working', 'accepted', 'not-ours', 'false-alarm')),
  add column answered_at timestamptz,
  -- Until when it is accepted, or will have been worked on.
  add column answer_until timestamptz,
  -- By what it was found to be over: a source's silence, or a person of the team with a reason.
  add column closed_by text check (closed_by in ('absence', 'team')),
  -- Since when no source that reports regularly measures it any more: unproven, whatever anybody says.
  add column unmeasured_since timestamptz,
  -- The transaction of its last step, so that those who keep a copy miss none: transactions settle in another order than moments are given.
  -- What a further sighting changes is not in it, so that such an update stays in place (HOT).
  add column changed_in xid8 not null default pg_current_xact_id();
create index finding_answer_until on finding (answer_until, id) where answer_until is not null;
create index finding_answered on finding (answer, severity, id) where answer is not null;
create index finding_unmeasured on finding (severity, id) where unmeasured_since is not null;
create index finding_changed on finding (changed_in, id);

-- As what the scope of the transaction may answer for a finding, or null: `team`, `owner`, `operator`, or `link` for the holder of an
-- answer link, of findings that this notice told of to one who is still their owner or operator. Seats narrow the scope, never widen it.
create function finding_side(of_finding uuid, owner uuid, operator uuid, seats uuid[]) returns text
  language plpgsql stable security definer set search_path = public, pg_temp as $$
declare
  own uuid[] := array(select unnest(seats) intersect select unnest(varde_organisations()));
begin
  return case
    when varde_is_team() then 'team'
    when owner = any (own) then 'owner'
    when operator = any (own) then 'operator'
    when varde_notice() is not null and exists (
      select from notice_finding n
      where n.notice_id = varde_notice() and n.finding_id = of_finding and n.recipient_id in (owner, operator)) then 'link'
  end;
end $$;
revoke execute on function finding_side(uuid, uuid, uuid, uuid[]) from public;

-- The name of whoever acts for the owner of a finding: its operator, or the recipient of the notice whose link it is.
create function finding_actor(side text, operator uuid) returns text
  language plpgsql stable security definer set search_path = public, pg_temp as $$
begin
  return case side
    when 'operator' then (select name from organisation where id = operator)
    when 'link' then (select o.name from notice n join organisation o on o.id = n.recipient_id where n.id = varde_notice())
  end;
end $$;
revoke execute on function finding_actor(text, uuid) from public;

-- What kind of somebody acts, as the story says it. The team may note what others did; everybody else is what their scope says they are.
create function finding_who_kind(by_kind text) returns text language sql stable security definer set search_path = public, pg_temp
  return case
    when varde_is_team() then by_kind
    when varde_notice() is not null or varde_who() like 'dlv\_%' then 'link'
    when varde_who() like 'key\_%' then 'key'
    else 'person'
  end;
revoke execute on function finding_who_kind(text) from public;

create function utc_text(moment timestamptz) returns text language sql stable parallel safe
  return to_char(moment at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"');

-- Answers findings that are not over, one step each; what the scope may not answer stays as it is. Gives back what changed.
create function finding_answer(
  wanted uuid[], seats uuid[], says text, until_then timestamptz, why text, by_kind text, by_name text, at_moment timestamptz
) returns table (finding uuid, owner uuid, operated_by uuid, how_severe smallint)
  language plpgsql security definer set search_path = public, pg_temp as $$
declare
  target text := case when says in ('fixed', 'working') then 'answered' when says = 'accepted' then 'accepted' else 'disputed' end;
begin
  if says is null or (says in ('working', 'accepted')) <> (until_then is not null) or until_then <= at_moment
    or (says in ('accepted', 'not-ours', 'false-alarm') and coalesce(length(why), 0) < 3) then
    raise exception 'an answer that holds until a day needs a day to come, and some need a reason' using errcode = 'check_violation';
  end if;
  return query with
    present as (
      select f.* from finding f
      where f.id = any (wanted) and f.state in ('open', 'told', 'answered', 'accepted', 'disputed')
      order by f.id for update
    ), sided as (
      select p.*, finding_side(p.id, p.organisation_id, p.operator_id, seats) as side from present p
      -- Saying the same again, as a link that is replayed does, changes nothing.
      where (p.state, p.answer, p.answer_until) is distinct from (target, says, until_then) or why is not null
    ), answered as (
      update finding f set state = target, answer = says, answered_at = at_moment, answer_until = until_then,
        -- Whoever was told and answers has read of it; the team does not read for anybody.
        read_at = case when s.side <> 'team' and f.told_at is not null then coalesce(f.read_at, at_moment) else f.read_at end,
        steps = f.steps + 1, version = f.version + 1, changed_in = pg_current_xact_id()
      from sided s where f.id = s.id and s.side is not null
      returning f.id, f.organisation_id, f.operator_id, f.severity, f.steps, s.side, s.state as before,
        jsonb_build_object('state', s.state, 'answer', s.answer, 'answeredAt', utc_text(s.answered_at), 'answerUntil', utc_text(s.answer_until)) as was
    ), told as (
      insert into finding_step (finding_id, number, at, what, before, after, who_kind, who, because)
      select a.id, a.steps, at_moment, 'answered', a.before, target, case when a.side = 'link' then 'link' else finding_who_kind(by_kind) end, by_name,
        jsonb_strip_nulls(jsonb_build_object('answer', says, 'until', utc_text(until_then), 'reason', why, 'side', a.side,
          'for', (select o.name from organisation o where o.id = a.organisation_id), 'actor', finding_actor(a.side, a.operator_id)))
        || jsonb_build_object('was', a.was)
      from answered a
    )
    select a.id, a.organisation_id, a.operator_id, a.severity from answered a;
end $$;
revoke execute on function finding_answer(uuid[], uuid[], text, timestamptz, text, text, text, timestamptz) from public;
grant execute on function finding_answer(uuid[], uuid[], text, timestamptz, text, text, text, timestamptz) to varde_bound;

-- Takes back answers that were given after a moment and still stand: the finding is as it was before, and the story has both.
create function finding_take_back(wanted uuid[], seats uuid[], given_after timestamptz, by_kind text, by_name text, at_moment timestamptz)
  returns table (finding uuid, owner uuid, operated_by uuid, how_severe smallint, now_state text, now_answer text)
  language plpgsql security definer set search_path = public, pg_temp as $$
begin
  return query with
    present as (
      select f.* from finding f
      where f.id = any (wanted) and f.state in ('answered', 'accepted', 'disputed') and f.answered_at > given_after
      order by f.id for update
    ), given as (
      select p.*, s.because, s.because -> 'was' as was from present p cross join lateral (
        select because from finding_step s where s.finding_id = p.id and s.what = 'answered' order by s.number desc limit 1
      ) s
      where finding_side(p.id, p.organisation_id, p.operator_id, seats) in ('team', 'owner', 'operator')
    ), back as (
      update finding f set
        -- Whoever was told in between stays told.
        state = case when g.was ->> 'state' = 'open' and f.told_at is not null then 'told' else g.was ->> 'state' end,
        answer = g.was ->> 'answer', answered_at = (g.was ->> 'answeredAt')::timestamptz, answer_until = (g.was ->> 'answerUntil')::timestamptz,
        steps = f.steps + 1, version = f.version + 1, changed_in = pg_current_xact_id()
      from given g where f.id = g.id
      returning f.id, f.organisation_id, f.operator_id, f.severity, f.steps, f.state, f.answer, g.state as before, g.because ->> 'answer' as said
    ), told as (
      insert into finding_step (finding_id, number, at, what, before, after, who_kind, who, because)
      select b.id, b.steps, at_moment, 'taken-back', b.before, b.state, finding_who_kind(by_kind), by_name, jsonb_build_object('answer', b.said)
      from back b
    )
    select b.id, b.organisation_id, b.operator_id, b.severity, b.state, b.answer from back b;
end $$;
revoke execute on function finding_take_back(uuid[], uuid[], timestamptz, text, text, timestamptz) from public;
grant execute on function finding_take_back(uuid[], uuid[], timestamptz, text, text, timestamptz) to varde_bound;

-- Notes once that somebody who was told of findings has read of them.
create function finding_read(wanted uuid[], by_kind text, by_name text, in_notice text, at_moment timestamptz)
  returns table (finding uuid, owner uuid, operated_by uuid, how_severe smallint)
  language plpgsql security definer set search_path = public, pg_temp as $$
begin
  return query with
    present as (
      select f.id from finding f
      where f.id = any (wanted) and f.told_at is not null and f.read_at is null
        and finding_side(f.id, f.organisation_id, f.operator_id, varde_organisations()) is not null
      order by f.id for update
    ), read as (
      update finding f set read_at = at_moment, steps = f.steps + 1, version = f.version + 1, changed_in = pg_current_xact_id()
      from present p where f.id = p.id
      returning f.id, f.organisation_id, f.operator_id, f.severity, f.steps
    ), told as (
      insert into finding_step (finding_id, number, at, what, who_kind, who, because)
      select r.id, r.steps, at_moment, 'read', finding_who_kind(by_kind), by_name, jsonb_strip_nulls(jsonb_build_object('notice', in_notice)) from read r
    )
    select r.id, r.organisation_id, r.operator_id, r.severity from read r;
end $$;
revoke execute on function finding_read(uuid[], text, text, text, timestamptz) from public;
grant execute on function finding_read(uuid[], text, text, text, timestamptz) to varde_bound;
