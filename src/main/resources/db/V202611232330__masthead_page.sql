-- Pages that stand beside the stories: about, contact, privacy.
create table standing_page (
  id bigint primary key,
  slug text not null unique,
  title text not null,
  body text not null,
  listed integer not null
);
