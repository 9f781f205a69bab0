-- Which pictures of the library each story shows, so that none that is in use is thrown away.
create table story_picture (
  story_id bigint not null references story (id) on delete cascade,
  digest text not null,
  primary key (story_id, digest)
);

create index story_picture_digest on story_picture (digest);
