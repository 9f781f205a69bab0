create table source (
  id bigint primary key,
  slug text not null unique,
  name text not null,
  about text not null,
  founded text not null,
  parent text not null,
  country text not null,
  language text not null,
  home_page text not null,
  logo text,
  full_text integer not null,
  delay_ms bigint not null,
  expiry_ms bigint,
  territory text not null,
  credit text not null
);
