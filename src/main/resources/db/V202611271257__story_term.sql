-- When the original came out, from where its source's terms count; null if that is not known.
alter table story add column source_published bigint;

-- Whether a story was withdrawn because its source's terms ended.
alter table story add column expired integer not null default 0;

create index story_term on story (source_id, coalesce(source_published, published)) where state = 'published';
