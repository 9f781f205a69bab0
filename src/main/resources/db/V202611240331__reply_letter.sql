-- Whether the author wants to be mailed the answers to a reply.
alter table reply add column notify integer not null default 0;

-- Since when a replier has agreed, by a link in a letter, to be mailed answers; when they were last written to for it.
alter table replier add column confirmed bigint;
alter table replier add column asked bigint;

-- Answers that were mailed to whom they answer.
create table reply_told (
  reply_id bigint primary key references reply (id) on delete cascade
);

create index reply_moment on reply (story_id, at);
create index reply_answer on reply (replier_id, id);
