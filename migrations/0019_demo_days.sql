-- Days that were let pass in a demo: its clock is so far ahead of the real one.
alter table demo add column days_ahead integer not null default 0;
