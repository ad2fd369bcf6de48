-- Where each day of the audit trail ended, signed with a key that is not in the database: who rewrites the whole chain cannot sign it.
create table audit_day (
  day date primary key,
  first_position bigint not null,
  last_position bigint not null check (last_position >= first_position),
  -- Of the last entry.
  hash text not null,
  -- Of the day before, so that no day is taken out; empty for the first.
  previous text not null,
  -- Ed25519, raw public key and signature as base64url.
  key text not null,
  signature text not null,
  signed_at timestamptz not null
);
alter table audit_day enable row level security;
create policy audit_day_read on audit_day for select using ((select varde_is_team()));
create policy audit_day_sign on audit_day for insert with check ((select varde_is_team()));
grant select, insert on audit_day to varde_bound;

create index audit_object on audit (object, position);
create index audit_who on audit (who, position);
create index audit_at on audit (at);
-- By its beginning, as `finding.`; and by names, from one to the next.
create index audit_action on audit (action text_pattern_ops, position);
create index audit_name on audit (who_name, position);
