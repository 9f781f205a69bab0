-- Feeds say how their last fetch went in words that can be translated, may rest, and know their host.
alter table feed add column host text not null default '';

alter table feed add column digest text not null default '';

alter table feed add column paused integer not null default 0;

alter table feed add column detail text not null default '';

alter table feed add column fetched bigint;

alter table feed add column taken integer not null default 0;

-- What was kept in words is found anew by the next fetch.
update feed set trouble = '';

create index feed_source on feed (source_id);

-- What becomes of new items: of all of a source, and of a feed's that has rules of its own.
create table intake (
  id bigint primary key,
  source_id bigint not null references source (id) on delete cascade,
  feed_id bigint references feed (id) on delete cascade,
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

-- A hash of what the item said when it was last read.
alter table feed_item add column print ${bytes};

-- Names of items that were left out, or whose draft was dropped: they do not come back.
create table left_item (
  source_id bigint not null references source (id) on delete cascade,
  item_key ${bytes} not null,
  primary key (source_id, item_key)
) ${clustered};

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
