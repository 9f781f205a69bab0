-- What came back by mail, and what was made of it; of the message only the reason is kept.
create table returned_mail (
  id bigint primary key,
  at bigint not null,
  kind text not null,
  why text not null,
  issue_id bigint,
  reader_id bigint references reader (id) on delete cascade
);

create index returned_mail_reader on returned_mail (reader_id);
create index returned_mail_at on returned_mail (at desc);
