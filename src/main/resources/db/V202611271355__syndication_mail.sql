-- Addresses to which partners mail stories, and who may.
create table wire_mailbox (
  source_id bigint primary key references source (id) on delete cascade,
  token text not null unique,
  senders text not null
);
