-- How the review looks, and looked before, newest last; what is undone goes.
create table look (
  id bigint primary key,
  at bigint not null,
  code text not null
);
