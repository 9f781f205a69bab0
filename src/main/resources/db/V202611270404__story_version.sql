-- Which stories are versions of one and the same, and the order in which they lead its lists: by when
-- they went out, unless the desk chose. One that stands alone by the desk's word has a row of its own.
create table story_version (
  story_id bigint primary key references story (id) on delete cascade,
  cluster bigint not null,
  place bigint not null,
  by_hand integer not null
);

create index story_version_cluster on story_version (cluster, place, story_id);

-- The last days' stories in short, by each mark that others may have, too.
create table story_mark (
  mark bigint not null,
  story_id bigint not null,
  primary key (mark, story_id)
) ${clustered};

create table story_sketch (
  story_id bigint primary key references story (id) on delete cascade,
  published bigint not null,
  size integer not null,
  marks ${bytes} not null
);

create index story_sketch_published on story_sketch (published);
