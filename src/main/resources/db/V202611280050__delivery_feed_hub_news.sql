-- How often a subscribed feed has had news: tells news that came while the feed was sent from what was sent.
alter table hub_subscription add column news integer not null default 0;
