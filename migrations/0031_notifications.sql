-- What concerns someone: kind 'assigned' or 'mentioned', by whom and when, once for each todo or comment. Kind 'due' is
-- stored only once it was read, with todo and date as its id: which todos are due is worked out. There are no texts in
-- it, and nothing of it is shown but with what it is about, so it outlives that: what is restored is as it was. The
-- actor is someone who stays: a reference would need an index, and guests, who may go, are none.
CREATE TABLE notifications (
  user_id    TEXT NOT NULL REFERENCES users (id),
  kind       TEXT NOT NULL,
  todo_id    TEXT NOT NULL,
  comment_id TEXT NOT NULL,
  id         TEXT NOT NULL,
  team_id    TEXT NOT NULL REFERENCES teams (id) ON DELETE CASCADE,
  actor_id   TEXT,
  created_at TEXT NOT NULL,
  read_at    TEXT,
  PRIMARY KEY (user_id, kind, todo_id, comment_id)
) WITHOUT ROWID;
CREATE INDEX notifications_by_team ON notifications (team_id);
CREATE INDEX notifications_by_age ON notifications (created_at);
