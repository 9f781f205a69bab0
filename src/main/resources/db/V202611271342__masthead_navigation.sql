-- What stands in the navigation, in order; no row: the sections. An empty label: the section's or page's own name.
create table navigation (
  position integer primary key,
  label text not null,
  address text not null
);
-- A standing page's place in the foot of every page; null if it is not there.
alter table standing_page add column footer integer;
