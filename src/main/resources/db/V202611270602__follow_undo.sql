-- What "mark all read" changed, for one step back: until when all was read before (null: there is no way
-- back), and which stories that were marked unread by hand were taken along.
alter table read_until add column earlier bigint;
alter table mark add column swept bigint;
