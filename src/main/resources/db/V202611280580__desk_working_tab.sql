-- Which page a text was typed in, so that an older one of the same member does not write over it. Empty: nobody knows.
alter table working_text add column tab text;
