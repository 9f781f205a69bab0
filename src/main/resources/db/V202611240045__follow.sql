-- Everything anyone follows or mutes, once: a topic, author, source, section, or a search.
create table interest (
  id ${sequence},
  kind text not null,
  target bigint not null,
  query text not null,
  unique (kind, target, query)
);

create table follow (
  reader_id bigint not null references reader (id) on delete cascade,
  interest_id bigint not null references interest (id),
  mute integer not null,
  primary key (reader_id, interest_id)
) ${clustered};

-- The order in which the index in memory is built.
create index follow_interest on follow (interest_id, reader_id, mute);

-- What a reader has read and kept.
create table mark (
  reader_id bigint not null references reader (id) on delete cascade,
  story_id bigint not null references story (id) on delete cascade,
  seen integer,
  saved bigint,
  primary key (reader_id, story_id)
) ${clustered};

create index mark_story on mark (story_id);
create index mark_saved on mark (reader_id, saved desc) where saved is not null;

-- Up to which instant everything counts as read.
create table read_until (
  reader_id bigint primary key references reader (id) on delete cascade,
  at bigint not null
);
