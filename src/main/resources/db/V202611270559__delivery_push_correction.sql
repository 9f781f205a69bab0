-- Browsers that were notified of a story and are to be told what was wrong in it, once.
create table push_correction (
  correction_id bigint not null references correction (id) on delete cascade,
  endpoint_id bigint not null references push_endpoint (id) on delete cascade,
  state text not null check (state in ('due', 'sent', 'refused')),
  tries integer not null,
  due bigint not null,
  why text not null,
  primary key (correction_id, endpoint_id)
) ${clustered};

create index push_correction_due on push_correction (due) where state = 'due';
create index push_correction_endpoint on push_correction (endpoint_id);
