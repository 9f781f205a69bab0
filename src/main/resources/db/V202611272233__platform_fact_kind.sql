-- Facts of some kinds are forgotten after a while.
create index fact_kind on fact (kind, at);
