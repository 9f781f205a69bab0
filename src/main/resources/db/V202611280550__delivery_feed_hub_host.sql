-- Whose callbacks a subscription tells, so that no host has too many; unknown of older ones until they are renewed.
alter table hub_subscription add column host text;

create index hub_subscription_host on hub_subscription (host);
