-- Our subscriptions at partners' WebSub hubs.
create table hub_lease (
  feed_id bigint primary key references feed (id) on delete cascade,
  -- The part of our callback's address that only the hub knows.
  token text not null unique,
  sealed ${bytes} not null,
  hub text not null,
  topic text not null,
  state text not null check (state in ('asked', 'live', 'refused', 'ended')),
  -- When the hub is asked next.
  due bigint not null,
  tries integer not null,
  expires bigint,
  pushed bigint,
  -- How often a fetch brought what the hub had not.
  misses integer not null,
  why text not null
);

create index hub_lease_due on hub_lease (due);
