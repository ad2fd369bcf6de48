-- What a member has said of itself when it came: that the register has it right, or what is wrong; and that it has looked at its findings.
create table welcome_word (
  organisation_id uuid not null references organisation,
  step text not null check (step in ('organisation', 'findings')),
  -- What is wrong, in the member's words; empty when all is right.
  remark text not null default '',
  at timestamptz not null,
  who_name text not null,
  primary key (organisation_id, step)
);
alter table welcome_word enable row level security;
create policy welcome_word_scope on welcome_word using ((select varde_is_team()) or organisation_id = any ((select varde_organisations())::uuid[]));
grant select, insert, update on welcome_word to varde_bound;
