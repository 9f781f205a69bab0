-- The newest of a state come in order from here. Without it SQLite, which knows no better, looks at
-- every published story there is and sorts them, to show the first thirty.
create index story_listed on story (state, published desc, id desc);
