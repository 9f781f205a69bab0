-- Public keys with which owners sign in; a realm is a kind of owners, such as readers.
create table passkey (
  id bigint primary key,
  realm text not null,
  owner bigint not null,
  credential_id ${bytes} not null,
  attested ${bytes} not null,
  counter bigint not null,
  eligible integer not null,
  synced integer not null,
  name text not null,
  added bigint not null,
  used bigint,
  unique (realm, credential_id)
);

create index passkey_owner on passkey (realm, owner);

-- What is out to be signed, each once; the browser it went to is known by its secret's hash.
create table passkey_challenge (
  challenge ${bytes} primary key,
  realm text not null,
  owner bigint not null,
  browser ${bytes} not null,
  expires bigint not null
);

create index passkey_challenge_expires on passkey_challenge (expires);
