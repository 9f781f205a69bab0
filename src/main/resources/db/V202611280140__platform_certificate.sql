-- Certificates that the server gets for itself, one for a host and an authority.
create table certificate (
  authority text not null,
  host text not null,
  -- With which the authority knows us.
  account_key ${bytes} not null,
  -- The certificate and those who vouch for it, and its private key; none yet.
  chain text,
  private_key ${bytes},
  -- When another is ordered, and until when somebody does so now.
  due bigint not null,
  lease bigint not null,
  -- What the authority may ask for meanwhile, at any node.
  token text,
  answer text,
  -- Orders that failed since the last that did not; when the last one did, and why.
  failures integer not null,
  failed bigint not null,
  problem text not null,
  advice text not null,
  primary key (authority, host)
);
