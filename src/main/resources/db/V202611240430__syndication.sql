-- Partners' feeds, what becomes of their new items, and how the last fetch went.
create table feed (
  id bigint primary key,
  source_id bigint not null references source (id) on delete cascade,
  address text not null unique,
  publishes integer not null,
  section_id bigint references section (id) on delete set null,
  etag text not null,
  modified text not null,
  pause_ms bigint not null,
  due bigint not null,
  failures integer not null,
  gone integer not null,
  trouble text not null
);

create index feed_due on feed (due) where gone = 0;

-- Names under which a source's items came before; an item seldom has one only.
create table feed_item (
  source_id bigint not null references source (id) on delete cascade,
  item_key ${bytes} not null,
  story_id bigint not null references story (id) on delete cascade,
  primary key (source_id, item_key)
) ${clustered};

create index feed_item_story on feed_item (story_id);
