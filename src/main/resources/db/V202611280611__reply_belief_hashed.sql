-- Since when what the score learns is kept without words: an older server beside this one still needs its plain words.
create table reply_belief_hashed (
  id integer primary key,
  since bigint not null
);
