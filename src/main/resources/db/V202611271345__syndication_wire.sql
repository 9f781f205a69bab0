-- The newest version of each item that a wire service sent, so that an older one that comes late changes nothing.
create table wire_version (
  source_id bigint not null references source (id) on delete cascade,
  item_key ${bytes} not null,
  version integer not null,
  primary key (source_id, item_key)
) ${clustered};

-- What programs of a partner's may hand in by, kept as hashes.
create table wire_token (
  id bigint primary key,
  source_id bigint not null references source (id) on delete cascade,
  name text not null,
  hash ${bytes} not null unique,
  made bigint not null,
  used bigint
);

create index wire_token_source on wire_token (source_id);

-- What was handed in lately, and what became of it.
create table wire_delivery (
  id bigint primary key,
  source_id bigint not null references source (id) on delete cascade,
  at bigint not null,
  way text not null check (way in ('push', 'folder', 'mail')),
  name text not null,
  taken integer not null,
  changed integer not null,
  trouble text not null
);

create index wire_delivery_source on wire_delivery (source_id, at desc);

-- What may not be shown to the desk before an embargo ends, as it came.
create table wire_held (
  id bigint primary key,
  source_id bigint not null references source (id) on delete cascade,
  way text not null,
  name text not null,
  type text not null,
  body ${bytes} not null,
  due bigint not null
);

create index wire_held_due on wire_held (due);
