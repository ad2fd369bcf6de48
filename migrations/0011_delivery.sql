-- A webhook that fails waits as a whole: its calls stay in order, and none of them is tried before its turn.
alter table webhook
  add column next_try_at timestamptz,
  add column failing_since timestamptz;
create index webhook_call_first on webhook_call (webhook_id, id) where state = 'queued';
drop index webhook_call_next;

-- When the other side first put a delivery off: for how long it is tried is counted from then. Our own server away does not count, nor waiting.
alter table delivery add column put_off_at timestamptz;

-- Test calls are looked for on their own.
create index webhook_call_test on webhook_call (id) where state = 'queued' and kind = 'test';

-- The names that stand in the notice of an answer link: its recipient, and whose findings it told of. No other notice, nobody else.
create function notice_link_names() returns table (id uuid, name text) language sql stable security definer set search_path = public, pg_temp as $$
  select o.id, o.name from organisation o where
    exists (select from notice n where n.id = varde_notice() and n.recipient_id = o.id)
    or exists (select from notice_finding nf where nf.notice_id = varde_notice() and nf.organisation_id = o.id)
$$;
revoke execute on function notice_link_names() from public;
grant execute on function notice_link_names() to varde_bound;

-- How the findings of an answer link's notice stand, as far as its recipient is still their owner or operator; nothing else of them.
create function notice_link_findings() returns table (id uuid, state text, answer text, answered_at timestamptz)
  language sql stable security definer set search_path = public, pg_temp as $$
  select f.id, f.state, f.answer, f.answered_at from notice_finding nf join finding f on f.id = nf.finding_id
  where nf.notice_id = varde_notice() and nf.recipient_id in (f.organisation_id, f.operator_id)
$$;
revoke execute on function notice_link_findings() from public;
grant execute on function notice_link_findings() to varde_bound;
