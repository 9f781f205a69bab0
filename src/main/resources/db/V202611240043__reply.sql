-- Who replies. The address is encrypted; the index is a keyed hash, worth nothing without the key file.
create table replier (
  id bigint primary key,
  address_index ${bytes} not null unique,
  address ${bytes} not null
);

create table reply (
  id bigint primary key,
  story_id bigint not null references story (id) on delete cascade,
  parent_id bigint,
  thread_id bigint not null,
  path text not null,
  depth integer not null,
  replier_id bigint references replier (id),
  name text not null,
  website text not null,
  source text not null,
  body text not null,
  at bigint not null,
  edited bigint,
  state text not null check (state in ('held', 'approved', 'spam', 'trash', 'deleted')),
  reasons text not null,
  score double precision not null,
  fingerprint bigint not null
);

create index reply_shown on reply (story_id, thread_id, path) where state in ('approved', 'deleted');
create index reply_newest on reply (at desc) where state = 'approved';
create index reply_queue on reply (state, id desc);
create index reply_same on reply (fingerprint);
create index reply_of on reply (replier_id, state);
create index reply_parent on reply (parent_id);

-- What the desk decided, and why.
create table reply_verdict (
  id bigint primary key,
  reply_id bigint not null references reply (id) on delete cascade,
  at bigint not null,
  by_whom text not null,
  verdict text not null,
  reason text not null
);

create index reply_verdict_of on reply_verdict (reply_id);

-- What the score has learned from the desk.
create table reply_weight (
  clue text primary key,
  weight double precision not null
);

-- Who and what is kept out: an address, a domain, a network, a word.
create table reply_rule (
  id bigint primary key,
  kind text not null,
  value text not null,
  at bigint not null,
  by_whom text not null,
  unique (kind, value)
);

create table reply_closing (
  story_id bigint primary key references story (id) on delete cascade
);
