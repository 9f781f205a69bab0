-- When the authority is asked next whether it would have the certificate renewed earlier.
alter table certificate add column ask bigint not null default 0;
