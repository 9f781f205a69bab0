-- Keys that sign mail (DKIM); the private halves are sealed with the key outside the database.
create table dkim_key (
  selector text primary key,
  domain text not null,
  algorithm text not null,
  sealed ${bytes} not null,
  record text not null,
  made bigint not null,
  active integer not null
);
