-- What happened, in order; each reader of facts keeps its own place.
create table fact (
  place ${sequence},
  kind text not null,
  subject bigint not null,
  at bigint not null
);

create table fact_place (
  reader text primary key,
  place bigint not null
);
