-- What the score has learned from the desk: by how much a clue's weight has moved, and how far it may still be
-- off. What was learned before did not know how sure it was, and is learned anew.
drop table reply_weight;

create table reply_belief (
  clue text primary key,
  shift double precision not null,
  variance double precision not null
);

-- An address the desk keeps out is an address: from now on it is encrypted like all others.
delete from reply_rule where kind = 'ADDRESS';
