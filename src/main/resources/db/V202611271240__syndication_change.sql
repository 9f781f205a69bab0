-- What a partner's story said when it was taken over, to tell later whether the desk has changed it since.
create table taken_text (
  story_id bigint primary key references story (id) on delete cascade,
  -- By which feed it came: another may tell the same story in other words.
  scope bigint not null,
  -- Whether the text is its page's.
  from_page integer not null,
  revision integer not null,
  print ${bytes} not null
) ${clustered};

-- What becomes of a source's changes and withdrawals.
create table change_rule (
  source_id bigint primary key references source (id) on delete cascade,
  rewrites text not null check (rewrites in ('apply', 'tell', 'ask', 'ignore')),
  withdrawals text not null check (withdrawals in ('apply', 'ask', 'ignore')),
  revisits integer not null
);

-- Changes that partners made to stories we have, and what was decided about them.
create table partner_change (
  id bigint primary key,
  story_id bigint not null references story (id) on delete cascade,
  source_id bigint not null references source (id) on delete cascade,
  -- By what it was noticed.
  sign text not null check (sign in ('entry', 'tombstone', 'page', 'notice')),
  withdrawal integer not null,
  -- As it would stand here; empty for a withdrawal.
  headline text not null,
  body text not null,
  print ${bytes} not null,
  -- What the partner says of it itself.
  said text not null,
  found bigint not null,
  state text not null check (state in ('pending', 'applied', 'ignored')),
  decided bigint,
  decided_by text not null,
  -- What readers were told, and the revision that was replaced.
  note text not null,
  correction_id bigint,
  replaced integer
);

create index partner_change_state on partner_change (state, found desc);
create index partner_change_story on partner_change (story_id, found desc);

-- Pages of partners' stories that are looked at again.
create table revisit (
  story_id bigint primary key references story (id) on delete cascade,
  due bigint not null,
  times integer not null
);

create index revisit_due on revisit (due);
