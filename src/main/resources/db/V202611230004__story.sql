create table author (
  id bigint primary key,
  slug text not null unique,
  name text not null,
  about text not null
);

create table story (
  id bigint primary key,
  slug text not null,
  state text not null check (state in ('draft', 'scheduled', 'published', 'withdrawn')),
  path text unique,
  headline text not null,
  standfirst text not null,
  body text not null,
  dateline text not null,
  section_id bigint references section (id),
  source_id bigint references source (id),
  source_address text,
  language text not null,
  lead_src text,
  lead_width integer,
  lead_height integer,
  lead_alt text,
  lead_caption text,
  lead_credit text,
  due bigint,
  published bigint,
  updated bigint,
  withdrawn bigint,
  withdrawn_reason text,
  changed bigint not null,
  revision integer not null
);

create index story_newest on story (published desc, id desc) where state = 'published';
create index story_section on story (section_id, published desc, id desc) where state = 'published';
create index story_source on story (source_id, published desc, id desc) where state = 'published';
create index story_due on story (due) where state = 'scheduled';
create index story_withdrawn on story (withdrawn desc) where state = 'withdrawn';
create index story_desk on story (state, changed desc);

-- The instant of publication stands here too, so that a topic's newest stories are one range of one index.
create table story_topic (
  story_id bigint not null references story (id) on delete cascade,
  topic_id bigint not null references topic (id) on delete cascade,
  position integer not null,
  published bigint,
  primary key (story_id, topic_id)
);

create index story_topic_newest on story_topic (topic_id, published desc, story_id desc);

create table story_author (
  story_id bigint not null references story (id) on delete cascade,
  author_id bigint not null references author (id),
  position integer not null,
  published bigint,
  primary key (story_id, author_id)
);

create index story_author_newest on story_author (author_id, published desc, story_id desc);

-- What a story said before each change; desk and corrections read it.
create table revision (
  story_id bigint not null references story (id) on delete cascade,
  number integer not null,
  at bigint not null,
  by_whom text not null,
  headline text not null,
  standfirst text not null,
  body text not null,
  note text not null,
  primary key (story_id, number)
);

-- Addresses a story had elsewhere or before; each leads to where it is now.
create table old_address (
  path text primary key,
  target text not null
);
