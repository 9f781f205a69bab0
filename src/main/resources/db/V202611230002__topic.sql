create table topic (
  id bigint primary key,
  slug text not null unique,
  kind text not null,
  name text not null,
  description text not null,
  wikidata text not null
);

create table topic_alias (
  topic_id bigint not null references topic (id) on delete cascade,
  language text not null,
  name text not null,
  primary key (topic_id, language, name)
);
