-- When somebody of the team was last at the watch: what has changed since is counted from there.
create table watch_look (
  who text primary key,
  -- The look before this one: it ended when nobody was seen for a while, or when they said that they had seen it all.
  since timestamptz not null,
  seen_at timestamptz not null
);
alter table watch_look enable row level security;
create policy watch_look_team on watch_look using ((select varde_is_team()));
grant select, insert, update on watch_look to varde_bound;
