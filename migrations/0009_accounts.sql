-- A deleted account keeps its row, without anything personal, for what others still refer to. Its id comes from the
-- provider's subject, so whoever returns after a deletion has another id, and `subject` holds the one that was derived.
ALTER TABLE users ADD COLUMN deleted_at TEXT;
ALTER TABLE users ADD COLUMN subject TEXT;
CREATE UNIQUE INDEX users_by_subject ON users (subject) WHERE subject IS NOT NULL;

-- What is stored about somebody is found by them: to be downloaded, and to be deleted. Where a table has no rowid, its
-- primary key follows in the index.
CREATE INDEX todos_by_author ON todos (user_id, team_id, id);
CREATE INDEX todos_by_claimer ON todos (claimed_by, team_id, id) WHERE claimed_by IS NOT NULL;
DROP INDEX todos_by_holder;
CREATE INDEX todo_sets_by_author ON todo_sets (user_id, id);
CREATE INDEX comments_by_author ON comments (user_id, id);
CREATE INDEX deleted_todos_by_author ON deleted_todos (user_id);
CREATE INDEX invites_by_author ON invites (created_by, id);
CREATE INDEX invite_uses_by_user ON invite_uses (user_id);
CREATE INDEX invite_cutoffs_by_user ON invite_cutoffs (user_id);
CREATE INDEX idempotency_keys_by_user ON idempotency_keys (user_id);
