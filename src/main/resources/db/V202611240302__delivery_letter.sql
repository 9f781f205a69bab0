-- What the desk writes by hand and mails: an introduction and stories, to everyone or to one list's readers.
create table letter (
  id bigint primary key,
  subject text not null,
  introduction text not null,
  stories text not null,
  segment text not null,
  state text not null check (state in ('draft', 'scheduled', 'sent')),
  due bigint,
  sent bigint,
  changed bigint not null
);

create index letter_due on letter (due) where state = 'scheduled';
create index letter_sent on letter (sent desc) where state = 'sent';
