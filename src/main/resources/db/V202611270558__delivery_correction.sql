-- What of a reader's own edition went out to them; other issues say themselves what is in them.
alter table delivery add column stories text not null default '';

-- Readers who were mailed what was corrected later, and by which issue they were told so.
create table owed_correction (
  reader_id bigint not null references reader (id) on delete cascade,
  correction_id bigint not null references correction (id) on delete cascade,
  -- By which list the story came, as addresses name it.
  list text not null,
  -- The issue that carries it; null while it waits for the reader's next one.
  told_by bigint,
  primary key (reader_id, correction_id)
) ${clustered};

create index owed_correction_waiting on owed_correction (reader_id) where told_by is null;
create index owed_correction_of on owed_correction (correction_id, reader_id);
create index owed_correction_told on owed_correction (told_by, reader_id) where told_by is not null;
