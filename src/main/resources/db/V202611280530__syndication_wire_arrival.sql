-- When the newest version of an item came, as a number that grows with time: what was held since before must not
-- come after it. Rows without one are of earlier versions.
alter table wire_version add column arrival bigint;
