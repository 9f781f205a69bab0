-- Everyone's own text: two people who write one story overwrite nothing of each other's.
create table working_text (
  story_id bigint not null,
  staff_id bigint not null,
  at bigint not null,
  -- the revision it began from
  revision integer not null,
  form text not null,
  primary key (story_id, staff_id)
);

insert into working_text (story_id, staff_id, at, revision, form)
select story_id, staff_id, at,
  coalesce((select max(number) from revision where revision.story_id = working_copy.story_id), 0), form
from working_copy;

-- working_copy stays, for an earlier version that may be started again; nobody reads it any more.

-- Who is writing a story at this moment; a line nobody confirmed for a while counts no more.
create table writer (
  story_id bigint primary key,
  staff_id bigint not null,
  since bigint not null,
  seen bigint not null
);
