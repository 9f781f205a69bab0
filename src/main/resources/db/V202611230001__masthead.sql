create table masthead (
  id integer primary key check (id = 1),
  title text not null,
  tagline text not null,
  issn_print text,
  issn_online text,
  publisher text not null,
  contact text not null,
  about text not null,
  language text not null,
  zone text not null,
  logo text,
  full_text_feeds integer not null,
  changed bigint not null
);

create table section (
  id bigint primary key,
  slug text not null unique,
  name text not null,
  description text not null,
  position integer not null
);
