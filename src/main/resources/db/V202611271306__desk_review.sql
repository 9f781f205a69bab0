-- Drafts handed in for review, until they are published or taken back.
create table submission (
  story_id bigint primary key references story (id) on delete cascade,
  staff_id bigint not null,
  at bigint not null,
  note text not null,
  -- whether the writer wants to be mailed what became of it
  mailed integer not null,
  taken_by bigint,
  -- set while it is back with its writer
  returned bigint,
  returned_by bigint,
  answer text not null default ''
);

create index submission_by on submission (staff_id);

-- The day a draft is meant for; what is scheduled has its instant.
create table story_plan (
  story_id bigint primary key references story (id) on delete cascade,
  day text not null
);

create index story_plan_day on story_plan (day);
