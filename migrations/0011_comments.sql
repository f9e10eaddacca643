-- A thread is ordered by created_at and id. With the id in the index nothing is left to be sorted.
CREATE INDEX comments_in_order ON comments (todo_id, created_at, id);
DROP INDEX comments_by_todo;

-- Comments on deleted todos, a row each: all that a todo may have are more than fits into deleted_todos.comments, which
-- is '[]' from now on, and those of a deleted account are found by their author.
CREATE TABLE deleted_comments (
  set_id     TEXT NOT NULL,
  deletion   INTEGER NOT NULL,
  todo_id    TEXT NOT NULL,
  id         TEXT NOT NULL,
  user_id    TEXT NOT NULL,
  body       TEXT NOT NULL,
  created_at TEXT NOT NULL,
  deleted_at TEXT NOT NULL,
  PRIMARY KEY (set_id, deletion, todo_id, id),
  FOREIGN KEY (set_id, deletion, todo_id) REFERENCES deleted_todos (set_id, deletion, id) ON DELETE CASCADE
) WITHOUT ROWID;
CREATE INDEX deleted_comments_by_author ON deleted_comments (user_id);
CREATE INDEX deleted_comments_by_age ON deleted_comments (deleted_at);
