-- Feeds say how their last fetch went in words that can be translated, may rest, and know their host.
create table feed_next (
  id bigint primary key,
  source_id bigint not null references source (id) on delete cascade,
  address text not null unique,
  host text not null,
  etag text not null,
  modified text not null,
  digest text not null,
  pause_ms bigint not null,
  due bigint not null,
  failures integer not null,
  gone integer not null,
  paused integer not null,
  trouble text not null,
  detail text not null,
  fetched bigint,
  taken integer not null
);

insert into feed_next (id, source_id, address, host, etag, modified, digest, pause_ms, due, failures, gone,
  paused, trouble, detail, fetched, taken)
select id, source_id, address, '', etag, modified, '', pause_ms, due, failures, gone, 0, '', '', null, 0
from feed;

-- What becomes of new items: of all of a source, and of a feed's that has rules of its own.
create table intake (
  id bigint primary key,
  source_id bigint not null references source (id) on delete cascade,
  feed_id bigint,
  destination text not null check (destination in ('inbox', 'draft', 'publish')),
  section_id bigint references section (id) on delete set null,
  topics text not null,
  languages text not null,
  wanted text not null,
  unwanted text not null,
  least_words integer not null
);

create index intake_source on intake (source_id);

insert into intake (id, source_id, feed_id, destination, section_id, topics, languages, wanted, unwanted, least_words)
select id, source_id, id, case when publishes = 1 then 'publish' else 'draft' end, section_id, '', '', '', '', 0
from feed;

drop table feed;

alter table feed_next rename to feed;

create index feed_due on feed (due) where gone = 0 and paused = 0;

create index feed_source on feed (source_id);

-- A name stays known when its story is gone, so that what was dropped does not come back. The print
-- is of what the item said when it was last read.
create table feed_item_next (
  source_id bigint not null references source (id) on delete cascade,
  item_key ${bytes} not null,
  story_id bigint references story (id) on delete set null,
  print ${bytes},
  primary key (source_id, item_key)
) ${clustered};

insert into feed_item_next (source_id, item_key, story_id, print)
select source_id, item_key, story_id, null from feed_item;

drop table feed_item;

alter table feed_item_next rename to feed_item;

create index feed_item_story on feed_item (story_id);

-- Drafts that came from a partner and wait for the desk; a dropped one may be taken back for a while.
create table inbox (
  story_id bigint primary key references story (id) on delete cascade,
  source_id bigint not null references source (id) on delete cascade,
  arrived bigint not null,
  dropped bigint
);

create index inbox_arrived on inbox (arrived desc);

-- Sources whose stories are read from their pages, and where those have their parts.
create table extraction (
  source_id bigint primary key references source (id) on delete cascade,
  pages integer not null,
  content text not null,
  headline text not null,
  byline text not null,
  date text not null,
  remove text not null
);
