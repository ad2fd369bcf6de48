-- What the protection programme offers, under which terms, and who has taken part in what.
-- A subject is a service of the catalogue, or `membership`: the general agreement on which all of them stand.

-- Terms in versions, never changed once they are published. `body` and `changed` have a text in each language.
create table service_terms (
  subject text not null,
  version int not null check (version > 0),
  body jsonb not null,
  changed jsonb not null,
  valid_from timestamptz not null,
  published_at timestamptz not null,
  published_by text not null,
  primary key (subject, version)
);

-- Who said yes to which version, in which function, and when that was taken back. The team says yes for nobody.
create table service_consent (
  id uuid primary key,
  organisation_id uuid not null,
  subject text not null,
  version int not null,
  signatory text not null,
  given_at timestamptz not null,
  given_by text not null,
  given_by_name text not null,
  withdrawn_at timestamptz check (withdrawn_at >= given_at),
  withdrawn_by text,
  foreign key (subject, version) references service_terms
);
create unique index service_consent_once on service_consent (organisation_id, subject, version) where withdrawn_at is null;
create index service_consent_live on service_consent (subject, organisation_id) where withdrawn_at is null;

-- What the team and the member have said of one service; what state that makes, rules decide.
create table service_enrolment (
  organisation_id uuid not null,
  service text not null,
  contact_id uuid,
  offered_at timestamptz,
  wanted_at timestamptz,
  approved_at timestamptz,
  approved_by text,
  paused_at timestamptz,
  pause_reason text,
  ended_at timestamptz,
  changed_at timestamptz not null,
  primary key (organisation_id, service)
);
create index service_enrolment_service on service_enrolment (service, organisation_id);

-- Networks and domains that a member asks us to look at. Verified: when it was
-- added it lay within what the member had proved to be its own; whether it does so now, the register says.
create table service_target (
  id uuid primary key,
  organisation_id uuid not null,
  service text not null,
  form text not null check (form in ('network', 'domain')),
  value text not null,
  verified boolean not null,
  decision text check (decision in ('approved', 'refused')),
  decided_at timestamptz,
  decided_by text,
  reason text,
  added_at timestamptz not null,
  added_by text not null,
  unique (organisation_id, service, form, value)
);

-- What has happened between a member and us about one subject.
create table service_step (
  id bigint generated always as identity primary key,
  organisation_id uuid not null,
  subject text not null,
  at timestamptz not null,
  what text not null,
  version int,
  who text not null,
  text text not null default ''
);
create index service_step_organisation on service_step (organisation_id, subject, id);

-- How a member answers the minimum demands of the agreement.
create table demand_answer (
  organisation_id uuid not null,
  demand text not null,
  answer text not null check (answer in ('met', 'partly', 'not-yet')),
  until date,
  note text not null default '',
  answered_at timestamptz not null,
  answered_by text not null,
  primary key (organisation_id, demand)
);

-- An assessment as it was on a day, made once and shared with many. The team is one of those who must be asked.
create table assessment (
  id uuid primary key,
  organisation_id uuid not null,
  owner_name text not null,
  framework text not null,
  title text not null,
  done_on date not null,
  document jsonb not null,
  answers jsonb not null,
  created_at timestamptz not null,
  created_by text not null
);
create index assessment_organisation on assessment (organisation_id, id);

-- Shared by the number that a business register gives, so that sharing tells nobody whom we know.
create table assessment_share (
  assessment_id uuid not null references assessment,
  organisation_id uuid not null,
  reader_number text not null check (reader_number ~ '^[0-9]{9}$'),
  label text not null,
  given_at timestamptz not null,
  given_by text not null,
  withdrawn_at timestamptz,
  primary key (assessment_id, reader_number)
);
create index assessment_share_reader on assessment_share (reader_number) where withdrawn_at is null;

alter table service_terms enable row level security;
alter table service_consent enable row level security;
alter table service_enrolment enable row level security;
alter table service_target enable row level security;
alter table service_step enable row level security;
alter table demand_answer enable row level security;
alter table assessment enable row level security;
alter table assessment_share enable row level security;

create policy service_terms_read on service_terms for select using ((select varde_who()) <> '');
create policy service_terms_publish on service_terms for insert with check ((select varde_is_team()));
create policy service_consent_read on service_consent for select using ((select varde_is_team()) or organisation_id = any ((select varde_organisations())::uuid[]));
create policy service_consent_give on service_consent for insert with check (organisation_id = any ((select varde_organisations())::uuid[]));
create policy service_consent_withdraw on service_consent for update using ((select varde_is_team()) or organisation_id = any ((select varde_organisations())::uuid[]));
create policy service_enrolment_scope on service_enrolment using ((select varde_is_team()) or organisation_id = any ((select varde_organisations())::uuid[]));
create policy service_target_scope on service_target using ((select varde_is_team()) or organisation_id = any ((select varde_organisations())::uuid[]));
create policy service_step_scope on service_step using ((select varde_is_team()) or organisation_id = any ((select varde_organisations())::uuid[]));
create policy demand_answer_read on demand_answer for select using ((select varde_is_team()) or organisation_id = any ((select varde_organisations())::uuid[]));
create policy demand_answer_own on demand_answer using (organisation_id = any ((select varde_organisations())::uuid[]));
create policy assessment_own on assessment using (organisation_id = any ((select varde_organisations())::uuid[]));
create policy assessment_share_own on assessment_share using (organisation_id = any ((select varde_organisations())::uuid[]));

grant select, insert on service_terms, service_step, assessment to varde_bound;
grant select, insert, update on service_consent, service_enrolment, demand_answer, assessment_share to varde_bound;
grant select, insert, update, delete on service_target to varde_bound;

-- A policy cannot compare old and new: nobody approves what they asked for themselves, or ends a pause of the team.
create function varde_refuse_own_approval() returns trigger language plpgsql as $$
begin
  if current_user = 'varde_bound' and not varde_is_team() then
    raise exception 'only the team approves' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
create trigger service_enrolment_added before insert on service_enrolment for each row
  when (new.approved_at is not null or new.offered_at is not null or new.paused_at is not null)
  execute function varde_refuse_own_approval();
-- Asking anew takes an approval away, which nobody needs leave for.
create trigger service_enrolment_changed before update on service_enrolment for each row
  when ((new.approved_at is not null and old.approved_at is distinct from new.approved_at)
    or (old.offered_at, old.paused_at, old.pause_reason) is distinct from (new.offered_at, new.paused_at, new.pause_reason))
  execute function varde_refuse_own_approval();
create trigger service_target_added before insert on service_target for each row
  when (new.decision is not null) execute function varde_refuse_own_approval();
-- Nor does it need leave to give up what was approved.
create trigger service_target_changed before update on service_target for each row
  when ((old.form, old.value) is distinct from (new.form, new.value)
    or (new.decision is not null and old.decision is distinct from new.decision) or (old.decision = 'refused' and new.decision is null))
  execute function varde_refuse_own_approval();

-- Assessments that others share with organisations of whoever asks: the one thing of another that a member reads, by its consent.
create function assessments_shared_with(ours uuid[]) returns setof assessment language sql stable security definer set search_path = public, pg_temp as $$
  select assessment.* from assessment_share share join assessment on assessment.id = share.assessment_id
  where share.withdrawn_at is null
    and share.reader_number in (select number from organisation where id = any (ours) and id = any (varde_organisations()))
$$;
revoke execute on function assessments_shared_with(uuid[]) from public;
grant execute on function assessments_shared_with(uuid[]) to varde_bound;
