-- With what a reader's apps sign in: only its hash, since it is shown once.
create table app_password (
  reader_id bigint primary key references reader (id) on delete cascade,
  password_hash ${bytes} not null unique
);
