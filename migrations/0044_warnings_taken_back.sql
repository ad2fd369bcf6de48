-- What is done with a warning and can be taken back, and what a second person reads of it beside its text.

alter table advisory
  -- Whom the last version was for: a draft that is thrown away leaves this.
  add audience_out jsonb,
  -- What is new in the draft, in words by language, and why it has no measures: a second person reads both with the draft.
  add news jsonb,
  add no_measures text not null default '',
  -- A withdrawal that was asked for: it is carried out at this moment, and can be taken back until then.
  add withdraw_at timestamptz,
  add withdraw_reason text,
  add withdraw_by text,
  add withdraw_name text,
  add check ((withdraw_at is null) = (withdraw_reason is null) and (withdraw_at is null) = (withdraw_by is null));
update advisory set audience_out = audience where version > 0;
create index advisory_withdraw on advisory (withdraw_at) where withdraw_at is not null;

alter table advisory_step drop constraint advisory_step_what_check;
alter table advisory_step add constraint advisory_step_what_check
  check (what in ('made', 'imported', 'copied', 'sent', 'returned', 'approved', 'published', 'begun', 'discarded', 'withdrawn', 'closed'));

-- A call counts a little after it was registered, so that a slip can be taken back; what was taken back stays with who did so.
alter table advisory_call
  add who text not null default 'system',
  -- What its notice says of it.
  add noted text not null default '',
  add applied_at timestamptz,
  add undone_at timestamptz,
  add undone_by text;
update advisory_call set applied_at = at;
create index advisory_call_waiting on advisory_call (at) where applied_at is null and undone_at is null;
grant update (applied_at, undone_at, undone_by) on advisory_call to varde_bound;

-- What is told beside a warning, as what a supplier says of it: whoever opens it has not read the warning.
alter table notice add beside boolean not null default false;
