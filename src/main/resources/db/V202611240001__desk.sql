create table staff (
  id bigint primary key,
  name text not null,
  role text not null,
  since bigint not null
);

-- Tokens are kept as their SHA-256, so that whoever reads the database cannot sign in with it.
create table staff_link (
  token_hash ${bytes} primary key,
  staff_id bigint not null references staff (id) on delete cascade,
  expires bigint not null
);

create table staff_session (
  token_hash ${bytes} primary key,
  staff_id bigint not null references staff (id) on delete cascade,
  began bigint not null,
  seen bigint not null,
  agent text not null
);

create table audit (
  id bigint primary key,
  at bigint not null,
  staff_id bigint not null,
  action text not null,
  subject text not null
);

create index audit_newest on audit (at desc);

-- What someone is writing and has not saved: survives a crash, a lost network, an expired session.
create table working_copy (
  story_id bigint primary key,
  staff_id bigint not null,
  at bigint not null,
  form text not null
);
