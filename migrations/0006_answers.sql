-- What a member was told and answered, and how a finding came to its end.
create function varde_notice() returns uuid language sql stable parallel safe
  return nullif(current_setting('varde.notice', true), '')::uuid;

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
  add column unmeasured_since timestamptz;
create index finding_answer_until on finding (answer_until, id) where answer_until is not null;
