-- What was done with several stories at once, for an hour: by whom, and the stories as they were.
create table several_deed (
  id bigint primary key,
  staff_id bigint not null,
  at bigint not null,
  verb text not null,
  -- JSON: each with its number and the fields of the writing page
  stories text not null,
  -- how many of those chosen could not be changed
  unchanged integer not null
);

create index several_deed_at on several_deed (at);
