-- What is due is taken webhook by webhook, so that what waits for one is in no other's way.
create index webhook_delivery_next on webhook_delivery (webhook_id, due) where state = 'waiting';
