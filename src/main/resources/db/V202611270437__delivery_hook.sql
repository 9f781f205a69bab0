-- Where other programs hear of what happens here. The secret signs, so it is sealed and not hashed.
create table webhook (
  id bigint primary key,
  address text not null,
  events text not null,
  sealed ${bytes} not null,
  made bigint not null,
  -- Why nothing is sent any more; empty while all is well.
  paused text not null
);

-- The ledger: each message for each webhook once, with what became of it.
create table webhook_delivery (
  webhook_id bigint not null references webhook (id) on delete cascade,
  message text not null,
  event text not null,
  body text not null,
  made bigint not null,
  state text not null check (state in ('waiting', 'sent', 'failed')),
  due bigint,
  tries integer not null,
  status integer,
  why text not null,
  at bigint,
  primary key (webhook_id, message)
);

create index webhook_delivery_due on webhook_delivery (due) where state = 'waiting';

create index webhook_delivery_newest on webhook_delivery (webhook_id, made desc);
