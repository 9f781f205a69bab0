-- An edition that is mailed: a list's over a stretch of time, a single story's, or a letter of the desk.
-- Its readers are found by their numbers: "reached" is up to which all are claimed.
create table issue (
  id bigint primary key,
  kind text not null,
  target bigint not null,
  pace text not null,
  since bigint not null,
  until bigint not null,
  -- The single story or the letter; 0 for a list.
  subject bigint not null,
  -- Numbers of the stories in it, in order; empty if every reader has others.
  stories text not null,
  state text not null check (state in ('open', 'paused', 'done', 'empty')),
  made bigint not null,
  begun bigint,
  ended bigint,
  reached integer not null,
  recipients integer not null,
  -- Readers whose own edition had nothing in it.
  blank integer not null,
  unique (kind, target, pace, since, until, subject)
);

create index issue_open on issue (made) where state = 'open';
create index issue_made on issue (made desc);

-- Reader numbers somebody is sending to, until the lease ends.
create table issue_range (
  issue_id bigint not null references issue (id) on delete cascade,
  first integer not null,
  last integer not null,
  lease bigint not null,
  primary key (issue_id, first)
);

-- The ledger: what became of an edition for a reader by a channel, once.
create table delivery (
  issue_id bigint not null references issue (id) on delete cascade,
  channel text not null,
  reader_id integer not null,
  state text not null check (state in ('sent', 'kept', 'later', 'gone')),
  at bigint not null,
  tries integer not null,
  due bigint,
  why text not null,
  primary key (issue_id, channel, reader_id)
) ${clustered};

create index delivery_due on delivery (due) where state = 'later';

-- Up to when has been planned what is due.
create table planned (
  channel text primary key,
  at bigint not null
);

-- Readers to whom nothing is mailed, or soon nothing will be, and why.
create table suppression (
  reader_id bigint primary key references reader (id) on delete cascade,
  cause text not null check (cause in ('hard', 'soft', 'complaint', 'desk')),
  why text not null,
  at bigint not null,
  soft integer not null,
  active integer not null
);

create index suppression_at on suppression (at desc);
