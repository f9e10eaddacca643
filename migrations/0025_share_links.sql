-- Whoever has a share link sees its list without signing in. The link acts as its guest, a user of the same id who is
-- nobody, with a session that has the SHA-256 of the link's token; another token is another session. The guest's
-- `subject` keeps the development sign-in away from its name.
CREATE TABLE share_links (
  id         TEXT PRIMARY KEY REFERENCES users (id) ON DELETE CASCADE,
  set_id     TEXT NOT NULL REFERENCES todo_sets (id) ON DELETE CASCADE,
  team_id    TEXT NOT NULL REFERENCES teams (id) ON DELETE CASCADE,
  name       TEXT NOT NULL,
  created_at TEXT NOT NULL,
  expires_at TEXT NOT NULL
);
CREATE INDEX share_links_by_set ON share_links (set_id);
CREATE INDEX share_links_by_team ON share_links (team_id);
CREATE INDEX share_links_by_expiry ON share_links (expires_at);
CREATE TRIGGER guests_deleted AFTER DELETE ON share_links BEGIN
  DELETE FROM users WHERE id = OLD.id;
END;
-- The database looks for whatever else names a user who is deleted.
CREATE INDEX todo_sets_by_deleter ON todo_sets (deleted_by) WHERE deleted_by IS NOT NULL;

-- NULL in the sessions of people and their programs.
ALTER TABLE sessions ADD COLUMN share_link_id TEXT REFERENCES share_links (id) ON DELETE CASCADE;
CREATE INDEX sessions_by_share_link ON sessions (share_link_id) WHERE share_link_id IS NOT NULL;
