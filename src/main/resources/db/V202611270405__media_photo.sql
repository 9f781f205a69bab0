-- The library's pictures. Their bytes lie in the store, under the digest and the widths that "cuts" names
-- (each as width:bytes of the WebP:bytes of the other). "words" is what the desk's search looks into.
create table photo (
  id bigint primary key,
  digest text not null unique,
  name text not null,
  width integer not null,
  height integer not null,
  other text not null check (other in ('jpg', 'png')),
  cuts text not null,
  alt text not null,
  caption text not null,
  credit text not null,
  focus_x integer not null,
  focus_y integer not null,
  added bigint not null,
  added_by text not null,
  deleted bigint,
  words text not null
);

create index photo_newest on photo (added desc, id desc);
