-- What shows a list as an image to whoever has its token, and nothing else: one of each kind a list. Only the SHA-256 of
-- the token is stored.
CREATE TABLE list_images (
  set_id     TEXT NOT NULL REFERENCES todo_sets (id) ON DELETE CASCADE,
  kind       TEXT NOT NULL CHECK (kind IN ('badge', 'checklist')),
  token_hash TEXT NOT NULL UNIQUE,
  created_at TEXT NOT NULL,
  PRIMARY KEY (set_id, kind)
) WITHOUT ROWID;
