-- A webhook sends the events of a list, or without `set_id` of all lists of its team, to an address. Its secret signs
-- what is sent, so it is stored as it is. While it fails, `retry_id` is the delivery that is tried again: the events of
-- the list `retry_set_id` up to `retry_to`.
CREATE TABLE webhooks (
  id              TEXT PRIMARY KEY,
  team_id         TEXT NOT NULL REFERENCES teams (id) ON DELETE CASCADE,
  set_id          TEXT REFERENCES todo_sets (id) ON DELETE CASCADE,
  url             TEXT NOT NULL,
  secret          TEXT NOT NULL,
  created_at      TEXT NOT NULL,
  delivered_at    TEXT,
  failures        INTEGER NOT NULL DEFAULT 0,
  failing_since   TEXT,
  last_status     INTEGER,
  last_failure    TEXT,
  next_attempt_at TEXT,
  paused_at       TEXT,
  retry_id        TEXT,
  retry_set_id    TEXT,
  retry_to        INTEGER
);
CREATE INDEX webhooks_by_team ON webhooks (team_id);
CREATE INDEX webhooks_by_set ON webhooks (set_id) WHERE set_id IS NOT NULL;

-- Up to which event of a list a webhook has delivered; a list that has no row is delivered from its first event.
CREATE TABLE webhook_cursors (
  webhook_id TEXT NOT NULL REFERENCES webhooks (id) ON DELETE CASCADE,
  set_id     TEXT NOT NULL REFERENCES todo_sets (id) ON DELETE CASCADE,
  seq        INTEGER NOT NULL,
  PRIMARY KEY (webhook_id, set_id)
) WITHOUT ROWID;
CREATE INDEX webhook_cursors_by_set ON webhook_cursors (set_id);
