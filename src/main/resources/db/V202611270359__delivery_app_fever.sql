-- The same password as apps of the Fever API prove it: the hash of MD5(address:password).
alter table app_password add column fever_hash ${bytes};

create unique index app_password_fever on app_password (fever_hash);

-- Small numbers for stories, given as apps first meet them: Fever's are 32 bits, and grow as stories come out.
create table app_item (
  number ${sequence},
  story_id bigint not null unique references story (id) on delete cascade
);
