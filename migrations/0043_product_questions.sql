-- One question to a member about a product of which too little is known: asked once, whatever number of warnings it would settle.
create table product_question (
  id uuid primary key,
  organisation_id uuid not null references organisation,
  -- Vendor and product in small letters: what makes two questions the same.
  product_key text not null,
  vendor text not null,
  product text not null,
  -- Which versions it is about, as the warning named them; empty for all. Of other versions the same product is asked about anew.
  versions text not null,
  -- The lines of the inventory that it is about, and the warnings that it would settle.
  lines uuid[] not null,
  about uuid[] not null,
  asked_at timestamptz not null,
  answer text check (answer in ('yes', 'no', 'absent', 'unknown')),
  version text not null default '',
  -- What the version comes to, or what was said without one.
  affected boolean,
  answered_at timestamptz,
  answered_by text,
  -- For the team: who of the organisation said so, and how.
  said_by text not null default '',
  check ((answer is null) = (answered_at is null))
);
-- Ranges can be longer than what an index holds.
create unique index product_question_same on product_question (organisation_id, product_key, md5(versions));
create index product_question_organisation on product_question (organisation_id, id desc);
create index product_question_open on product_question (id desc) where answer is null;
create index product_question_about on product_question using gin (about);

alter table product_question enable row level security;
create policy product_question_team on product_question using ((select varde_is_team()));
create policy product_question_member on product_question for select using (organisation_id = any ((select varde_organisations())::uuid[]));
create policy product_question_answer on product_question for update using (organisation_id = any ((select varde_organisations())::uuid[]));

grant select, insert, update on product_question to varde_bound;
