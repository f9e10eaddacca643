-- Lists whose todos are opened again once a local day: at renew_time by the clocks of timezone. renew_at is the next
-- instant, '' until it is worked out, as for lists from an earlier Glint.
ALTER TABLE todo_sets ADD COLUMN auto_renew INTEGER NOT NULL DEFAULT 0 CHECK (auto_renew IN (0, 1));
ALTER TABLE todo_sets ADD COLUMN renew_time TEXT;
ALTER TABLE todo_sets ADD COLUMN timezone TEXT;
ALTER TABLE todo_sets ADD COLUMN last_renewed_at TEXT;
ALTER TABLE todo_sets ADD COLUMN renew_at TEXT NOT NULL DEFAULT '';
CREATE INDEX todo_sets_to_renew ON todo_sets (renew_at) WHERE auto_renew AND deleted_at IS NULL;
