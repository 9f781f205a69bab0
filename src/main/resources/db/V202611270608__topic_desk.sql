-- What a topic's own page shows besides its name and description; no row, nothing more.
create table topic_profile (
  topic_id bigint primary key references topic (id) on delete cascade,
  image text not null,
  image_alt text not null,
  image_credit text not null,
  website text not null
);

-- Names that recur and are no topics, by the desk's decision.
create table topic_dismissed (
  name text primary key,
  at bigint not null
);
