-- In the order in which work is taken. Where thousands fall due at once, whoever takes one must not sort them all.
CREATE INDEX due_work_by_turn ON store.due_work (due_at, kind, key);
DROP INDEX store.due_work_by_time;
