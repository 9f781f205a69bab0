-- Tokens for programs, as hashes; what one may do is never more than its member may.
create table api_token (
  id bigint primary key,
  token_hash ${bytes} not null unique,
  staff_id bigint not null references staff (id) on delete cascade,
  name text not null,
  scopes text not null,
  made bigint not null,
  expires bigint,
  used bigint
);

create index api_token_staff on api_token (staff_id);

-- What a POST with an Idempotency-Key was answered, for a day; without a status it is being done.
create table api_answer (
  token_id bigint not null references api_token (id) on delete cascade,
  idempotency_key text not null,
  asked ${bytes} not null,
  status integer,
  headers text not null,
  body text not null,
  at bigint not null,
  primary key (token_id, idempotency_key)
) ${clustered};

create index api_answer_at on api_answer (at);
