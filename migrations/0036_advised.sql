-- What a warning asks of each member stands beside what findings ask: one list of what to do, one way to say what became of it.
alter table measure drop constraint measure_cause_check;
alter table measure add constraint measure_cause_check check (cause in ('finding', 'advisory'));
alter table measure drop constraint measure_state_check;
alter table measure add constraint measure_state_check
  check (state in ('open', 'doing', 'claimed', 'done', 'accepted', 'disputed', 'withdrawn', 'not-relevant', 'compensated'));

alter table measure
  -- Which of the measures of a warning; empty for a finding.
  add part text not null default '',
  -- What a warning says in each language: `title`, `what`. A finding has the words of its kind.
  add words jsonb,
  add tlp text check (tlp in ('TLP:CLEAR', 'TLP:GREEN', 'TLP:AMBER', 'TLP:AMBER+STRICT', 'TLP:RED')),
  add pap text check (pap in ('PAP:CLEAR', 'PAP:GREEN', 'PAP:AMBER', 'PAP:RED')),
  -- What the member answered: why it is not relevant, what is done instead, why the risk is accepted.
  add answer_words text,
  -- Until when a risk is accepted, or when what is done instead is looked at again.
  add answer_until date,
  add answered_by text,
  add constraint measure_of_a_warning check (cause <> 'advisory' or (words is not null and tlp is not null and pap is not null)),
  add constraint measure_answers_of_warnings check (cause = 'advisory' or state not in ('not-relevant', 'compensated')),
  add constraint measure_compensated check (state <> 'compensated' or (answer_words is not null and answer_until is not null)),
  add constraint measure_accepted check (cause = 'finding' or state <> 'accepted' or (answer_words is not null and answer_until is not null and answered_by is not null));

-- A finding has one measure; a warning has one for each member and part.
alter table measure drop constraint measure_cause_cause_id_key;
create unique index measure_of_finding on measure (cause_id) where cause = 'finding';
create unique index measure_of_advisory on measure (cause_id, organisation_id, part) where cause = 'advisory';
create index measure_answer_until on measure (answer_until) where cause = 'advisory' and state in ('accepted', 'compensated');

-- What was answered to a warning, one line each time: nothing is written over.
create table measure_step (
  id bigint generated always as identity primary key,
  measure_id uuid not null references measure on delete cascade,
  organisation_id uuid not null,
  operator_id uuid,
  at timestamptz not null,
  state text not null check (state in ('open', 'doing', 'claimed', 'accepted', 'not-relevant', 'compensated')),
  words text,
  until date,
  -- Function or name as the answerer gave it.
  by_name text not null,
  -- Who wrote it: the member, its operator, the team on its behalf, or the passing of a date.
  as_who text not null check (as_who in ('member', 'operator', 'team', 'clock'))
);
create index measure_step_measure on measure_step (measure_id, id);
alter table measure_step enable row level security;
create policy measure_step_team on measure_step using ((select varde_is_team()));
create policy measure_step_member on measure_step for select using (
  organisation_id = any ((select varde_organisations())::uuid[]) or operator_id = any ((select varde_organisations())::uuid[]));
grant select, insert on measure_step to varde_bound;

-- A member answers what a warning asks of it, and an operator of those it runs. Returns the measures that were answered; what findings ask
-- is answered on the finding, and what was taken back by nobody.
create function measure_answer(
  ids uuid[], as_state text, as_words text, as_until date, as_name text, at timestamptz
) returns setof uuid
language sql volatile security definer set search_path = public, pg_temp as $$
  with answered as (
    update measure m set
      state = as_state, answer_words = as_words, answer_until = as_until, answered_by = as_name, changed_at = measure_answer.at,
      answered_at = case when as_state = 'open' then null else coalesce(m.answered_at, measure_answer.at) end,
      closed_at = case when as_state in ('open', 'doing') then null else measure_answer.at end,
      read_at = coalesce(m.read_at, measure_answer.at)
    where m.id = any (ids) and m.cause = 'advisory' and m.state <> 'withdrawn'
      and (varde_is_team() or m.organisation_id = any (varde_organisations()) or m.operator_id = any (varde_organisations()))
    returning m.id, m.organisation_id, m.operator_id
  ), written as (
    insert into measure_step (measure_id, organisation_id, operator_id, at, state, words, until, by_name, as_who)
    select id, organisation_id, operator_id, measure_answer.at, as_state, as_words, as_until, as_name,
      case when varde_is_team() then 'team' when organisation_id = any (varde_organisations()) then 'member' else 'operator' end
    from answered
  )
  select id from answered
$$;
revoke execute on function measure_answer(uuid[], text, text, date, text, timestamptz) from public;
grant execute on function measure_answer(uuid[], text, text, date, text, timestamptz) to varde_bound;

-- A member, or an operator, opened the warning that asks these: noted once, where it was told.
create function measure_read(advisory uuid, at timestamptz) returns integer
language sql volatile security definer set search_path = public, pg_temp as $$
  with noted as (
    update measure m set read_at = measure_read.at, changed_at = measure_read.at
    where m.cause = 'advisory' and m.cause_id = measure_read.advisory and m.read_at is null and m.state <> 'withdrawn' and not varde_is_team()
      and (m.organisation_id = any (varde_organisations()) or m.operator_id = any (varde_organisations()))
    returning 1
  )
  select count(*)::int from noted
$$;
revoke execute on function measure_read(uuid, timestamptz) from public;
grant execute on function measure_read(uuid, timestamptz) to varde_bound;

-- A notice may tell of a warning; `about_id` is the warning. It counts what the warning asks where others count findings.
alter table notice drop constraint notice_topic_check;
alter table notice add constraint notice_topic_check check (topic in ('findings', 'correction', 'advisory'));
alter table notice add about_id uuid;
alter table notice add constraint notice_about_a_warning check ((topic = 'advisory') = (about_id is not null));
create index notice_about on notice (about_id, recipient_id, id) where about_id is not null;

-- Whether the notice of this version to this addressee has been made, or it is known that none can be.
alter table advisory_address add worded boolean not null default false;
create index advisory_address_unworded on advisory_address (advisory_id, version, organisation_id) where not worded;

-- Whether this addressee has been told that the warning is over for it, or hears so from the all-clear that ended it.
alter table advisory_address add over_told boolean not null default false;

-- A notice that says that a warning is over for its recipient: it asks nothing, and nobody is asked again.
alter table notice add ends boolean not null default false;
-- Whether anybody waits for an answer: not where it ends something, nor where its recipient has answered all that it asks.
alter table notice add awaits boolean not null default true;
-- The shortest deadline of what a warning asks and nobody has answered, and how many hours were given for it.
alter table notice add asked_by timestamptz;
alter table notice add asked_hours integer;

-- In how many hours from the warning it is to be done; of a finding nothing.
alter table measure add hours integer;
