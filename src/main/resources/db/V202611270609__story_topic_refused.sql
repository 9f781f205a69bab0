-- Topics the desk took away from a story: they are not found in it again.
create table story_topic_refused (
  story_id bigint not null references story (id) on delete cascade,
  topic_id bigint not null references topic (id) on delete cascade,
  primary key (story_id, topic_id)
) ${clustered};
