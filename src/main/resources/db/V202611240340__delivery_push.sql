-- What we sign for push services with; the private part is sealed with the key outside the database.
create table push_key (
  id integer primary key check (id = 1),
  point ${bytes} not null,
  sealed ${bytes} not null
);

-- Browsers of readers that take notifications. The endpoint lets its bearer send, so it is sealed, too.
create table push_endpoint (
  id bigint primary key,
  reader_id bigint not null references reader (id) on delete cascade,
  address_hash ${bytes} not null unique,
  sealed ${bytes} not null,
  agent text not null,
  since bigint not null
);

create index push_endpoint_reader on push_endpoint (reader_id, id);

-- Hours of a reader's own day in which nothing shall ring.
create table push_quiet (
  reader_id bigint primary key references reader (id) on delete cascade,
  begins integer not null,
  ends integer not null,
  zone text not null
);

-- How a reader is told of something followed; without a row, at once.
create table push_pace (
  reader_id bigint not null references reader (id) on delete cascade,
  kind text not null,
  target bigint not null,
  query text not null,
  pace text not null check (pace in ('once', 'hourly', 'breaking')),
  primary key (reader_id, kind, target, query)
) ${clustered};

-- A story that is pushed: to its followers, or by the desk as breaking news. Readers' numbers up to "reached" are done.
create table push_send (
  id bigint primary key,
  story_id bigint not null references story (id) on delete cascade,
  breaking integer not null,
  topic_id bigint not null,
  made bigint not null,
  reached integer not null,
  lease bigint not null,
  done integer not null,
  unique (story_id, breaking, topic_id)
);

create index push_send_open on push_send (made) where done = 0;

-- The ledger: what became of a story for a browser, once.
create table push_sent (
  story_id bigint not null references story (id) on delete cascade,
  endpoint_id bigint not null references push_endpoint (id) on delete cascade,
  state text not null check (state in ('sent', 'later', 'refused')),
  at bigint not null,
  tries integer not null,
  due bigint,
  why text not null,
  primary key (story_id, endpoint_id)
) ${clustered};

create index push_sent_due on push_sent (due) where state = 'later';
create index push_sent_endpoint on push_sent (endpoint_id);

-- Stories that wait for a full hour or the end of quiet hours, to be told together.
create table push_held (
  reader_id bigint not null references reader (id) on delete cascade,
  story_id bigint not null references story (id) on delete cascade,
  due bigint not null,
  primary key (reader_id, story_id)
) ${clustered};

create index push_held_due on push_held (due);
create index push_held_story on push_held (story_id);
