-- What readers are told of a story that changed or was taken back after they had it.
create table correction (
  id bigint primary key,
  story_id bigint not null references story (id) on delete cascade,
  at bigint not null,
  note text not null,
  serious integer not null,
  withdrawal integer not null
);

create index correction_story on correction (story_id, at desc);

insert into correction (id, story_id, at, note, serious, withdrawal)
select row_number() over (order by at, story_id, number), story_id, at, note, 0, 0
from revision where note <> '';
