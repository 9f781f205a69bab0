-- Where to write to staff, sealed and found again like readers' addresses. Who has gone keeps the
-- name, so that the audit log stays readable; all else of theirs is deleted.
alter table staff add column address ${bytes};
alter table staff add column address_hash ${bytes};
alter table staff add column gone bigint;

create unique index staff_address on staff (address_hash);

-- Sessions get a number, and where and how they began; those from before have none.
alter table staff_session add column id bigint;
alter table staff_session add column network ${bytes};
alter table staff_session add column door text not null default 'link';

create unique index staff_session_id on staff_session (id);
create index staff_session_staff on staff_session (staff_id);

alter table staff_link add column invited integer not null default 0;
alter table staff_link add column next text not null default '/desk';
alter table staff_link add column tries integer not null default 0;

create index staff_link_staff on staff_link (staff_id);

-- The second factor for links (RFC 6238): the secret is sealed; a code is taken once, by its step.
create table staff_code (
  staff_id bigint primary key references staff (id) on delete cascade,
  secret ${bytes} not null,
  confirmed bigint,
  step bigint not null
);

create table staff_recovery (
  staff_id bigint not null references staff (id) on delete cascade,
  code_hash ${bytes} not null,
  primary key (staff_id, code_hash)
);

create index audit_by on audit (staff_id, at desc);
create index audit_of on audit (action, at desc);
