-- As whom the team writes to a constituency.
create table sender (
  constituency text primary key check (constituency in ('health', 'municipal')),
  name text not null,
  address text not null,
  telephone text not null,
  -- Closing words by language.
  signature jsonb not null,
  pgp_public text,
  -- Sealed with VARDE_SECRET_KEY.
  pgp_private text,
  changed_at timestamptz not null,
  changed_by text not null
);

-- Who is told of a finding: its owner, its operator or both. The narrowest rule that fits decides; none fitting, the operator is told
-- where there is one, else the owner.
create table routing_rule (
  id uuid primary key,
  organisation_id uuid,
  holding_id uuid,
  family text,
  kind text,
  -- At least so severe: 0 info … 4 critical.
  severity_from smallint check (severity_from between 0 and 4),
  tell text not null check (tell in ('owner', 'operator', 'both')),
  reason text not null,
  author text not null,
  author_name text not null,
  created_at timestamptz not null,
  ended_at timestamptz,
  ended_by text
);
create index routing_rule_present on routing_rule (organisation_id) where ended_at is null;

-- How an organisation wants to be told, and how much.
create table notice_preference (
  organisation_id uuid primary key,
  -- Hour of the daily digest, in Europe/Oslo.
  digest_hour smallint not null default 8 check (digest_hour between 0 and 23),
  -- From this severity on it is told at once: 0 info … 4 critical.
  at_once_from smallint not null default 4 check (at_once_from between 0 and 4),
  daily_cap smallint not null default 5 check (daily_cap between 1 and 100),
  -- Nothing is sent until then: decided by the team, with a reason.
  frozen_until timestamptz,
  frozen_reason text,
  frozen_by text,
  changed_at timestamptz not null,
  changed_by text not null
);

-- A time in which only what is critical is sent. Without an organisation it is everybody's.
create table maintenance_window (
  id uuid primary key,
  organisation_id uuid,
  starts_at timestamptz not null,
  ends_at timestamptz not null check (ends_at > starts_at),
  reason text not null,
  author text not null,
  author_name text not null,
  created_at timestamptz not null
);
create index maintenance_window_end on maintenance_window (ends_at);

-- The one button: while it is held, nothing leaves the house.
create table sending_hold (
  one boolean primary key default true check (one),
  held boolean not null default false,
  reason text,
  who_name text,
  since timestamptz
);
insert into sending_hold (held) values (false);

-- Findings of which somebody is still to be told, and from when on.
create table untold (
  finding_id uuid not null,
  recipient_id uuid not null,
  cause text not null check (cause in ('opened', 'reopened', 'lapsed', 'worsened', 'withdrawn')),
  organisation_id uuid not null,
  -- As what the recipient is told.
  role text not null check (role in ('owner', 'operator')),
  schedule text not null check (schedule in ('at-once', 'daily')),
  send_after timestamptz not null,
  severity smallint not null,
  -- Why this recipient: the rule, the holding and since when.
  because jsonb not null,
  created_at timestamptz not null,
  primary key (finding_id, recipient_id, cause)
);
create index untold_due on untold (send_after, recipient_id);
create index untold_recipient on untold (recipient_id, send_after);

-- Whoever may be told. Held by the one worker that gathers for it, and remembers the day (Europe/Oslo) on which it had enough mails, and
-- how severe the worst was that waited then: 0 info … 4 critical.
create table notice_recipient (
  organisation_id uuid primary key,
  capped_on date,
  capped_worst smallint
);

-- Findings worded for one recipient.
create table notice (
  id uuid primary key,
  recipient_id uuid not null,
  constituency text not null,
  topic text not null check (topic in ('findings', 'correction')),
  schedule text not null check (schedule in ('at-once', 'daily')),
  state text not null check (state in ('queued', 'sent', 'deferred', 'bounced', 'opened', 'answered', 'silent', 'cancelled')),
  language text not null,
  tlp text not null,
  severity smallint not null,
  subject text not null,
  -- As sent, with `{{answer}}` where each copy has its own answer link.
  text text not null,
  html text not null,
  csv text,
  findings integer not null,
  organisations integer not null,
  -- Findings that somebody answered, those that are answered or over, and those that are over.
  answered integer not null default 0,
  settled integer not null default 0,
  done integer not null default 0,
  done_at timestamptz,
  -- The notice that this one takes back, for a correction.
  corrects_id uuid,
  created_at timestamptz not null,
  sent_at timestamptz,
  opened_at timestamptz,
  opened_by text,
  answered_at timestamptz,
  -- When silence goes one rung up; null when nobody waits for an answer.
  answer_by timestamptz,
  rung smallint not null default 0,
  steps integer not null default 0
);
create index notice_by_recipient on notice (recipient_id, id);
create index notice_day on notice (recipient_id, created_at);
create index notice_created on notice (created_at);
create index notice_state on notice (state, id);
create index notice_answer_by on notice (answer_by, id) where answer_by is not null;

-- Which findings a notice told of, as they were at that moment.
create table notice_finding (
  notice_id uuid not null,
  finding_id uuid not null,
  organisation_id uuid not null,
  recipient_id uuid not null,
  place integer not null,
  kind text not null,
  asset_text text not null,
  severity smallint not null,
  first_seen timestamptz not null,
  last_seen timestamptz not null,
  sources text[] not null,
  because jsonb not null,
  told_at timestamptz,
  answered_at timestamptz,
  answer text,
  -- How it came to its end, answered or not.
  outcome text check (outcome in ('fixed', 'withdrawn')),
  done_at timestamptz,
  primary key (notice_id, finding_id)
);
create index notice_finding_finding on notice_finding (finding_id);
create index notice_finding_organisation on notice_finding (organisation_id, notice_id);

-- One way by which a notice goes to one contact.
create table delivery (
  id uuid primary key,
  notice_id uuid not null,
  recipient_id uuid not null,
  rung smallint not null,
  channel text not null check (channel in ('mail', 'sms', 'telephone')),
  contact_id uuid,
  contact_name text not null,
  contact_role text not null,
  address text not null,
  language text not null,
  -- `sending`: handed to the server, answer not yet known. `unsure`: such a one after a crash; it goes again under the same Message-ID.
  state text not null check (state in ('queued', 'sending', 'unsure', 'sent', 'deferred', 'bounced', 'failed', 'cancelled', 'reached', 'not-reached')),
  message_id text not null unique,
  tries integer not null default 0,
  next_try_at timestamptz,
  encrypted boolean not null default false,
  signed boolean not null default false,
  -- What the other side said last.
  reply text,
  created_at timestamptz not null,
  sent_at timestamptz,
  sent_again_at timestamptz,
  opened_at timestamptz
);
create index delivery_notice on delivery (notice_id);
create index delivery_next on delivery (next_try_at, id) where state in ('queued', 'deferred', 'unsure');
create index delivery_sending on delivery (id) where state = 'sending';

-- What became of a notice: the proof of dispatch.
create table notice_step (
  notice_id uuid not null,
  number integer not null,
  at timestamptz not null,
  what text not null,
  delivery_id uuid,
  who_kind text not null,
  who text not null,
  because jsonb not null,
  primary key (notice_id, number)
);

-- What came into the mailbox, each once.
create table inbound_mail (
  id uuid primary key,
  mailbox text not null,
  uid_validity bigint not null,
  uid bigint not null,
  message_id text,
  form text not null check (form in ('bounce', 'delay', 'auto-reply', 'reply', 'loop', 'unknown')),
  notice_id uuid,
  delivery_id uuid,
  sender text not null,
  subject text not null,
  received_at timestamptz not null,
  -- What a person wrote, masked where the law wants it.
  text text not null,
  raw bytea,
  handled_at timestamptz,
  handled_by text,
  unique (mailbox, uid_validity, uid)
);
create index inbound_mail_notice on inbound_mail (notice_id) where notice_id is not null;
create index inbound_mail_open on inbound_mail (form, id) where handled_at is null;

-- Addresses of members' own systems that are told of changes of findings.
create table webhook (
  id uuid primary key,
  organisation_id uuid not null,
  url text not null,
  secret text not null,
  kinds text[] not null,
  active boolean not null default true,
  created_at timestamptz not null,
  created_by text not null,
  last_success_at timestamptz,
  last_failure_at timestamptz,
  last_reply text,
  failures integer not null default 0
);
create index webhook_organisation on webhook (organisation_id);
create table webhook_call (
  id uuid primary key,
  webhook_id uuid not null references webhook on delete cascade,
  organisation_id uuid not null,
  kind text not null,
  body jsonb not null,
  state text not null check (state in ('queued', 'done', 'failed')),
  tries integer not null default 0,
  next_try_at timestamptz,
  reply text,
  created_at timestamptz not null,
  done_at timestamptz
);
create index webhook_call_next on webhook_call (next_try_at, id) where state = 'queued';
create index webhook_call_webhook on webhook_call (webhook_id, id);

alter table sender enable row level security;
alter table routing_rule enable row level security;
alter table notice_preference enable row level security;
alter table maintenance_window enable row level security;
alter table sending_hold enable row level security;
alter table untold enable row level security;
alter table notice_recipient enable row level security;
alter table notice enable row level security;
alter table notice_finding enable row level security;
alter table delivery enable row level security;
alter table notice_step enable row level security;
alter table inbound_mail enable row level security;
alter table webhook enable row level security;
alter table webhook_call enable row level security;

create policy sender_team on sender using ((select varde_is_team()));
create policy routing_rule_team on routing_rule using ((select varde_is_team()));
create policy routing_rule_member on routing_rule for select using (organisation_id = any ((select varde_organisations())::uuid[]));
create policy notice_preference_team on notice_preference using ((select varde_is_team()));
create policy notice_preference_read on notice_preference for select using (organisation_id = any ((select varde_organisations())::uuid[]));
create policy maintenance_window_team on maintenance_window using ((select varde_is_team()));
create policy maintenance_window_member on maintenance_window for select using (
  organisation_id is null or organisation_id = any ((select varde_organisations())::uuid[]));
create policy sending_hold_team on sending_hold using ((select varde_is_team()));
create policy untold_team on untold using ((select varde_is_team()));
create policy notice_recipient_team on notice_recipient using ((select varde_is_team()));
create policy notice_team on notice using ((select varde_is_team()));
create policy notice_member on notice for select using (
  recipient_id = any ((select varde_organisations())::uuid[]) or id = (select varde_notice()));
create policy notice_finding_team on notice_finding using ((select varde_is_team()));
-- A member sees what its operator was told about it; an operator what it was told; the holder of an answer link that notice.
create policy notice_finding_member on notice_finding for select using (
  organisation_id = any ((select varde_organisations())::uuid[])
  or recipient_id = any ((select varde_organisations())::uuid[])
  or notice_id = (select varde_notice()));
create policy delivery_team on delivery using ((select varde_is_team()));
create policy delivery_member on delivery for select using (recipient_id = any ((select varde_organisations())::uuid[]));
create policy notice_step_team on notice_step using ((select varde_is_team()));
create policy notice_step_member on notice_step for select using (
  exists (select from notice where notice.id = notice_id and recipient_id = any ((select varde_organisations())::uuid[])));
create policy inbound_mail_team on inbound_mail using ((select varde_is_team()));
create policy webhook_scope on webhook using ((select varde_is_team()) or organisation_id = any ((select varde_organisations())::uuid[]));
create policy webhook_call_team on webhook_call using ((select varde_is_team()));
create policy webhook_call_member on webhook_call for select using (organisation_id = any ((select varde_organisations())::uuid[]));

grant select, insert, update, delete on sender, routing_rule, notice_preference, maintenance_window, untold, notice_recipient, notice, notice_finding,
  delivery, notice_step, inbound_mail, webhook, webhook_call to varde_bound;
grant select, update on sending_hold to varde_bound;

-- A member that reads its notice in the portal has opened it; says whether it was the first to.
create function open_notice(wanted uuid, at timestamptz, name text) returns boolean language plpgsql security definer
  set search_path = public, pg_temp as $$
declare number integer;
begin
  update notice set opened_at = at, opened_by = name, steps = steps + 1,
    state = case when state in ('sent', 'silent', 'bounced') then 'opened' else state end
  where id = wanted and opened_at is null and recipient_id = any (varde_organisations())
  returning steps into number;
  if number is null then return false; end if;
  insert into notice_step (notice_id, number, at, what, who_kind, who, because) values (wanted, number, at, 'opened', 'person', name, '{}');
  return true;
end $$;

-- What a member chooses for itself: hour, what is told at once, how much a day. Freezing is the team's.
create function choose_notices(organisation uuid, hour integer, at_once integer, cap integer, at timestamptz) returns boolean
  language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if not organisation = any (varde_organisations()) then return false; end if;
  insert into notice_preference (organisation_id, digest_hour, at_once_from, daily_cap, changed_at, changed_by)
  values (organisation, hour, at_once, cap, at, varde_who())
  on conflict (organisation_id) do update set digest_hour = hour, at_once_from = at_once, daily_cap = cap, changed_at = at,
    changed_by = varde_who();
  return true;
end $$;

-- A member's own maintenance windows.
create function add_own_window(wanted uuid, organisation uuid, starts timestamptz, ends timestamptz, why text, name text, at timestamptz)
  returns boolean language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if not organisation = any (varde_organisations()) then return false; end if;
  if ends > starts + interval '336 hours' or starts > at + interval '8760 hours' then return false; end if;
  insert into maintenance_window (id, organisation_id, starts_at, ends_at, reason, author, author_name, created_at)
  values (wanted, organisation, starts, ends, why, varde_who(), name, at);
  return true;
end $$;
create function remove_own_window(wanted uuid) returns boolean language plpgsql security definer set search_path = public, pg_temp as $$
begin
  delete from maintenance_window where id = wanted and organisation_id = any (varde_organisations());
  return found;
end $$;
revoke execute on function open_notice(uuid, timestamptz, text), choose_notices(uuid, integer, integer, integer, timestamptz),
  add_own_window(uuid, uuid, timestamptz, timestamptz, text, text, timestamptz), remove_own_window(uuid) from public;
grant execute on function open_notice(uuid, timestamptz, text), choose_notices(uuid, integer, integer, integer, timestamptz),
  add_own_window(uuid, uuid, timestamptz, timestamptz, text, text, timestamptz), remove_own_window(uuid) to varde_bound;
