-- Our own key, and whether the desk has switched the channel off. The private part is sealed with the key outside the database.
create table fediverse_self (
  id integer primary key check (id = 1),
  pem text not null,
  sealed ${bytes} not null,
  paused integer not null
);

-- Under which name an actor is found: given once, for others keep it.
create table fediverse_name (
  name text primary key,
  actor text not null unique,
  since bigint not null
);

-- Where others take deliveries: one for each server, else one for each of its people. Sealed, for the latter name them.
create table fediverse_inbox (
  id bigint primary key,
  address_hash ${bytes} not null unique,
  sealed ${bytes} not null,
  host text not null,
  since bigint not null,
  failing_since bigint
);

create index fediverse_inbox_host on fediverse_inbox (host);

-- Who follows what: a keyed hash of their address, enough to count them and to let them go.
create table fediverse_follower (
  actor text not null,
  who ${bytes} not null,
  inbox_id bigint not null references fediverse_inbox (id) on delete cascade,
  since bigint not null,
  primary key (actor, who)
) ${clustered};

create index fediverse_follower_who on fediverse_follower (who);
create index fediverse_follower_inbox on fediverse_follower (inbox_id);

-- What is told: each once, by its key. "body" only where it cannot be made again from a story.
create table fediverse_send (
  id bigint primary key,
  told_key text not null unique,
  kind text not null,
  actor text not null,
  story_id bigint not null,
  object text not null,
  body text not null,
  made bigint not null
);

create index fediverse_send_story on fediverse_send (story_id, made);

-- The ledger: what became of it for an inbox.
create table fediverse_delivery (
  send_id bigint not null references fediverse_send (id) on delete cascade,
  inbox_id bigint not null references fediverse_inbox (id) on delete cascade,
  state text not null check (state in ('due', 'sent', 'refused', 'gone', 'given-up')),
  at bigint not null,
  tries integer not null,
  due bigint,
  why text not null,
  primary key (send_id, inbox_id)
) ${clustered};

create index fediverse_delivery_due on fediverse_delivery (due) where state = 'due';
create index fediverse_delivery_inbox on fediverse_delivery (inbox_id);
create index fediverse_delivery_at on fediverse_delivery (at);

-- What was heard, so that it is heard once: a hash of its address.
create table fediverse_seen (
  what ${bytes} primary key,
  at bigint not null
) ${clustered};

create index fediverse_seen_at on fediverse_seen (at);

-- Likes and boosts, to count them; of who it was only a keyed hash, so that they can take it back.
create table fediverse_echo (
  story_id bigint not null references story (id) on delete cascade,
  kind text not null check (kind in ('like', 'boost')),
  who ${bytes} not null,
  primary key (story_id, kind, who)
) ${clustered};

create index fediverse_echo_who on fediverse_echo (who);

-- Replies from there: which of ours is which of theirs, by keyed hashes.
create table fediverse_reply (
  object ${bytes} primary key,
  who ${bytes} not null,
  reply_id bigint not null references reply (id) on delete cascade
) ${clustered};

create index fediverse_reply_who on fediverse_reply (who);
create index fediverse_reply_of on fediverse_reply (reply_id);

-- Servers the desk wants nothing to do with.
create table fediverse_blocked (
  host text primary key,
  since bigint not null,
  by_whom text not null
);

-- What was refused, by reason and day (of the epoch, in UTC).
create table fediverse_refusal (
  reason text not null,
  day bigint not null,
  number bigint not null,
  primary key (reason, day)
) ${clustered};

-- How many followers there were, day by day.
create table fediverse_day (
  day bigint primary key,
  followers bigint not null
);
