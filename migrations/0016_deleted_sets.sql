-- Deleted lists are kept for 30 days with all that is in them. Until then they are in their place, and whoever reads
-- lists leaves out those with a deleted_at.
ALTER TABLE todo_sets ADD COLUMN deleted_at TEXT;
ALTER TABLE todo_sets ADD COLUMN deleted_by TEXT REFERENCES users (id);

-- The lists of a team in order, and its deleted ones by age.
CREATE INDEX todo_sets_in_order ON todo_sets (team_id, deleted_at, sort_order);
DROP INDEX todo_sets_by_team;
CREATE INDEX todo_sets_by_deletion ON todo_sets (deleted_at) WHERE deleted_at IS NOT NULL;
