-- What came from elsewhere and what it became, so that an import can be repeated.
create table imported (
  site text not null,
  kind text not null,
  foreign_id text not null,
  own_id bigint not null,
  fingerprint bigint not null,
  primary key (site, kind, foreign_id)
);
