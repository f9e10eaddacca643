-- Deleted todos, kept for 30 days so that a deletion can be undone. `deletion` is the seq of the event that deleted
-- root_id and everything below it; comments is the JSON array of the todo's comments.
CREATE TABLE deleted_todos (
  set_id        TEXT NOT NULL REFERENCES todo_sets (id) ON DELETE CASCADE,
  deletion      INTEGER NOT NULL,
  id            TEXT NOT NULL,
  root_id       TEXT NOT NULL,
  team_id       TEXT NOT NULL,
  user_id       TEXT NOT NULL,
  parent_id     TEXT,
  depth         INTEGER NOT NULL,
  title         TEXT NOT NULL,
  completed     INTEGER NOT NULL,
  sort_order    NUMERIC NOT NULL,
  comment_count INTEGER NOT NULL,
  comments      TEXT NOT NULL,
  claimed_by    TEXT,
  created_at    TEXT NOT NULL,
  updated_at    TEXT NOT NULL,
  deleted_by    TEXT NOT NULL,
  deleted_at    TEXT NOT NULL,
  PRIMARY KEY (set_id, deletion, id)
) WITHOUT ROWID;
CREATE INDEX deleted_todos_by_root ON deleted_todos (team_id, root_id, deleted_at);
CREATE INDEX deleted_todos_by_age ON deleted_todos (deleted_at);

-- What somebody has claimed is released when their membership ends, and follows their name.
CREATE INDEX todos_by_holder ON todos (claimed_by, team_id) WHERE claimed_by IS NOT NULL;
