-- Counts of what was read and what came of it, by hour and by the review's own day; nothing of who it was.
create table figure_hour (
  hour bigint not null,
  kind text not null,
  times bigint not null,
  primary key (hour, kind)
) ${clustered};

-- Story 0: what is of no single story. Day 0: since the beginning.
create table figure_day (
  day integer not null,
  kind text not null,
  story_id bigint not null,
  times bigint not null,
  primary key (day, kind, story_id)
) ${clustered};

create index figure_day_story on figure_day (story_id, kind, day);

-- The sites readers came from; '' stands for the many small ones.
create table figure_site (
  day integer not null,
  story_id bigint not null,
  host text not null,
  times bigint not null,
  primary key (day, story_id, host)
) ${clustered};

create index figure_site_story on figure_site (story_id, day);

-- Up to which fact has been counted; moves with the counts, so that none counts twice.
create table figure_place (
  id integer primary key check (id = 1),
  place bigint not null
);
