-- Which list is mailed to whom, how often, and at which hour of the reader's own day.
create table subscription (
  reader_id bigint not null references reader (id) on delete cascade,
  kind text not null,
  target bigint not null,
  pace text not null check (pace in ('once', 'daily', 'weekly')),
  weekday integer not null,
  hour integer not null,
  zone text not null,
  since bigint not null,
  primary key (reader_id, kind, target)
) ${clustered};

-- A list's readers in the order of their numbers, which are claimed range by range.
create index subscription_list on subscription (kind, target, pace, reader_id, zone, hour, weekday);
