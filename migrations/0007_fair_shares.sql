-- The teams in which a session has opened a socket: where its end has to be told, out of all that its person is in.
CREATE TABLE session_teams (
  token_hash TEXT NOT NULL REFERENCES sessions (token_hash) ON DELETE CASCADE,
  team_id    TEXT NOT NULL,
  opened_at  TEXT NOT NULL,
  PRIMARY KEY (token_hash, team_id)
) WITHOUT ROWID;

-- How many bytes a person and a team have added on a day (UTC) to the log and, where there was nothing to log, to the
-- remembered answers. Whoever writes an event is counted by it.
ALTER TABLE users ADD COLUMN log_day TEXT NOT NULL DEFAULT '';
ALTER TABLE users ADD COLUMN log_bytes INTEGER NOT NULL DEFAULT 0;
ALTER TABLE teams ADD COLUMN log_day TEXT NOT NULL DEFAULT '';
ALTER TABLE teams ADD COLUMN log_bytes INTEGER NOT NULL DEFAULT 0;
CREATE TRIGGER events_counted AFTER INSERT ON events BEGIN
  UPDATE users SET log_day = substr(NEW.created_at, 1, 10),
    log_bytes = iif(log_day = substr(NEW.created_at, 1, 10), log_bytes, 0) + length(CAST(NEW.payload AS BLOB))
  WHERE id = NEW.payload ->> '$.actorId';
  UPDATE teams SET log_day = substr(NEW.created_at, 1, 10),
    log_bytes = iif(log_day = substr(NEW.created_at, 1, 10), log_bytes, 0) + length(CAST(NEW.payload AS BLOB))
  WHERE id = (SELECT team_id FROM todo_sets WHERE id = NEW.set_id);
END;
CREATE TRIGGER answers_counted AFTER INSERT ON idempotency_keys WHEN NEW.seq IS NULL BEGIN
  UPDATE users SET log_day = substr(NEW.created_at, 1, 10),
    log_bytes = iif(log_day = substr(NEW.created_at, 1, 10), log_bytes, 0) + length(CAST(NEW.answer AS BLOB))
  WHERE id = NEW.user_id;
END;

-- Invitations that are over are pruned.
CREATE INDEX invites_by_expiry ON invites (expires_at);
