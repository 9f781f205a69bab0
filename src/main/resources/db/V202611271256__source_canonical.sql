-- Whether search engines are led to the original, as most partners want.
alter table source add column canonical integer not null default 1;
