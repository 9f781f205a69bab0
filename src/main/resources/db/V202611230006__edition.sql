-- Stories the desk put on the front page, above the newest.
create table front_slot (
  position integer primary key,
  story_id bigint not null
);
