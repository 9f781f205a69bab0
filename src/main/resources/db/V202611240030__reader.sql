-- Somebody who reads. Without an address it is a browser that follows something.
-- Addresses are sealed with a key outside the database, and found by a keyed hash.
create table reader (
  id ${sequence},
  address ${bytes},
  address_hash ${bytes} unique,
  since bigint not null,
  confirmed bigint
);

-- A database belongs to the key its addresses were sealed with.
create table reader_key (
  fingerprint ${bytes} primary key
);

-- One-time links: the address is not a reader's until the link is used.
create table reader_link (
  token_hash ${bytes} primary key,
  address ${bytes} not null,
  address_hash ${bytes} not null,
  browser bigint references reader (id) on delete set null,
  next text not null,
  expires bigint not null
);

create index reader_link_address on reader_link (address_hash);
create index reader_link_browser on reader_link (browser);
create index reader_link_expires on reader_link (expires);

create table reader_session (
  id bigint primary key,
  token_hash ${bytes} not null unique,
  reader_id bigint not null references reader (id) on delete cascade,
  began bigint not null,
  seen bigint not null,
  agent text not null
);

create index reader_session_reader on reader_session (reader_id);
create index reader_session_seen on reader_session (seen);

-- One-off mail that waits for the relay; without one it stays for the desk to see.
-- The whole message is sealed: it holds an address and a way in.
create table outbox (
  id bigint primary key,
  address_hash ${bytes} not null,
  message ${bytes} not null,
  at bigint not null,
  due bigint not null,
  tries integer not null
);

create index outbox_due on outbox (due);
create index outbox_address on outbox (address_hash);
