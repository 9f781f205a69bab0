-- WebSub: who wants to be told of which feed, until when, and who is still to be told.
create table hub_subscription (
  topic text not null,
  callback text not null,
  secret text,
  expires bigint not null,
  due bigint,
  tries integer not null,
  primary key (topic, callback)
);

create index hub_subscription_due on hub_subscription (due) where due is not null;
