-- What an operator has to do is counted from the index alone: its findings lie scattered over the table. None of these columns
-- changes by a further sighting, so those still stay in place (HOT).
create index finding_operated on finding (operator_id, organisation_id) include (state, severity, answer, due_at, told_at, read_at)
  where operator_id is not null;
