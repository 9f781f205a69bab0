-- Marks are looked up in memory now: see decision 0005. Each node finds what others wrote by a number that
-- grows with every row. Rows without one (0) are of earlier versions, which alone use story_mark.
alter table story_sketch add column place bigint not null default 0;

create index story_sketch_place on story_sketch (place);
