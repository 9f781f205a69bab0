-- The secret in the address of a reader's own feed: found by its hash, sealed so that its reader can see it again.
create table feed_key (
  reader_id bigint primary key references reader (id) on delete cascade,
  key_hash ${bytes} not null unique,
  sealed ${bytes} not null
);
