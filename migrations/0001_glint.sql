-- Glint's tables. Forward only: never edit this file once it has been deployed, add the next one.
-- Times are ISO 8601 UTC with milliseconds ('2026-11-24T09:30:00.000Z'), so that text order is time order.

CREATE TABLE users (
  id           TEXT PRIMARY KEY,
  username     TEXT NOT NULL UNIQUE,
  display_name TEXT NOT NULL,
  avatar_url   TEXT,
  created_at   TEXT NOT NULL,
  updated_at   TEXT NOT NULL
);

-- Only the SHA-256 of a session's token is kept: who reads this table cannot sign in with it; id is its
-- public name. Use moves used_at and expires_at on, but never beyond ends_at. device is a summary for people.
CREATE TABLE sessions (
  token_hash TEXT PRIMARY KEY,
  id         TEXT NOT NULL UNIQUE,
  user_id    TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  device     TEXT NOT NULL,
  created_at TEXT NOT NULL,
  used_at    TEXT NOT NULL,
  expires_at TEXT NOT NULL,
  ends_at    TEXT NOT NULL
);
CREATE INDEX sessions_by_user ON sessions (user_id);
CREATE INDEX sessions_by_expiry ON sessions (expires_at);

-- Sign-ins that are under way at a provider: taken once, by the browser that began them.
CREATE TABLE sign_ins (
  state_hash   TEXT PRIMARY KEY,
  browser_hash TEXT NOT NULL,
  provider     TEXT NOT NULL,
  nonce        TEXT NOT NULL,
  verifier     TEXT NOT NULL,
  return_to    TEXT NOT NULL,
  expires_at   TEXT NOT NULL
);
CREATE INDEX sign_ins_by_expiry ON sign_ins (expires_at);

-- A personal space is a team of one, with the id 'personal:<user id>'.
CREATE TABLE teams (
  id         TEXT PRIMARY KEY,
  name       TEXT NOT NULL,
  avatar_url TEXT,
  personal   INTEGER NOT NULL DEFAULT 0,
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL
);

CREATE TABLE memberships (
  team_id   TEXT NOT NULL REFERENCES teams (id) ON DELETE CASCADE,
  user_id   TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  role      TEXT NOT NULL CHECK (role IN ('owner', 'co-owner', 'admin', 'member')),
  joined_at TEXT NOT NULL,
  PRIMARY KEY (team_id, user_id)
) WITHOUT ROWID;
CREATE INDEX memberships_by_user ON memberships (user_id);

CREATE TABLE invites (
  id         TEXT PRIMARY KEY,
  team_id    TEXT NOT NULL REFERENCES teams (id) ON DELETE CASCADE,
  token_hash TEXT NOT NULL UNIQUE,
  role       TEXT NOT NULL CHECK (role IN ('owner', 'co-owner', 'admin', 'member')),
  created_by TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  created_at TEXT NOT NULL,
  expires_at TEXT NOT NULL,
  max_uses   INTEGER,
  uses       INTEGER NOT NULL DEFAULT 0,
  CONSTRAINT invite_used_up CHECK (max_uses IS NULL OR uses <= max_uses)
);
CREATE INDEX invites_by_team ON invites (team_id);

-- Overrides of the role defaults; scope is 'global' (the whole team) or 'set:<set id>'.
CREATE TABLE permissions (
  id         TEXT PRIMARY KEY,
  team_id    TEXT NOT NULL REFERENCES teams (id) ON DELETE CASCADE,
  scope      TEXT NOT NULL,
  role       TEXT NOT NULL CHECK (role IN ('admin', 'member')),
  permission TEXT NOT NULL,
  allowed    INTEGER NOT NULL CHECK (allowed IN (0, 1)),
  updated_at TEXT NOT NULL,
  UNIQUE (team_id, scope, role, permission)
);

-- seq is the head of the set's event log; todo_count is kept by the triggers below, because counting
-- up to 5,000 rows at every create would be billed and waited for.
CREATE TABLE todo_sets (
  id              TEXT PRIMARY KEY,
  team_id         TEXT NOT NULL REFERENCES teams (id) ON DELETE CASCADE,
  user_id         TEXT NOT NULL REFERENCES users (id),
  name            TEXT NOT NULL,
  sort_order      NUMERIC NOT NULL,
  split_completed INTEGER NOT NULL DEFAULT 0,
  seq             INTEGER NOT NULL DEFAULT 0,
  todo_count      INTEGER NOT NULL DEFAULT 0,
  created_at      TEXT NOT NULL,
  updated_at      TEXT NOT NULL,
  CONSTRAINT set_full CHECK (todo_count <= 5000)
);
CREATE INDEX todo_sets_by_team ON todo_sets (team_id, sort_order);

CREATE TABLE todos (
  id            TEXT PRIMARY KEY,
  set_id        TEXT NOT NULL REFERENCES todo_sets (id) ON DELETE CASCADE,
  team_id       TEXT NOT NULL,
  user_id       TEXT NOT NULL REFERENCES users (id),
  parent_id     TEXT REFERENCES todos (id) ON DELETE CASCADE,
  depth         INTEGER NOT NULL DEFAULT 0,
  title         TEXT NOT NULL,
  completed     INTEGER NOT NULL DEFAULT 0 CHECK (completed IN (0, 1)),
  sort_order    NUMERIC NOT NULL,
  comment_count INTEGER NOT NULL DEFAULT 0,
  claimed_by    TEXT REFERENCES users (id),
  created_at    TEXT NOT NULL,
  updated_at    TEXT NOT NULL
);
CREATE INDEX todos_by_set ON todos (set_id, sort_order, created_at);
CREATE INDEX todos_by_parent ON todos (parent_id) WHERE parent_id IS NOT NULL;

CREATE TRIGGER todos_counted AFTER INSERT ON todos BEGIN
  UPDATE todo_sets SET todo_count = todo_count + 1 WHERE id = NEW.set_id;
END;
CREATE TRIGGER todos_uncounted AFTER DELETE ON todos BEGIN
  UPDATE todo_sets SET todo_count = todo_count - 1 WHERE id = OLD.set_id;
END;

-- Taken over from the TypeScript Glint: kept, not shown yet (docs/migrate.md). They go with their todo.
CREATE TABLE comments (
  id         TEXT PRIMARY KEY,
  todo_id    TEXT NOT NULL REFERENCES todos (id) ON DELETE CASCADE,
  user_id    TEXT NOT NULL REFERENCES users (id),
  username   TEXT NOT NULL,
  body       TEXT NOT NULL,
  created_at TEXT NOT NULL
);
CREATE INDEX comments_by_todo ON comments (todo_id, created_at);

-- The log. payload is the event's JSON text, exactly as it is broadcast and served.
CREATE TABLE events (
  set_id     TEXT NOT NULL REFERENCES todo_sets (id) ON DELETE CASCADE,
  seq        INTEGER NOT NULL,
  payload    TEXT NOT NULL,
  created_at TEXT NOT NULL,
  PRIMARY KEY (set_id, seq)
) WITHOUT ROWID;
CREATE INDEX events_by_age ON events (created_at);

-- What a request with an Idempotency-Key was answered, for as long as the events are kept.
-- set_id and team_id are '' where the request is about no set or no team.
CREATE TABLE idempotency_keys (
  team_id     TEXT NOT NULL,
  user_id     TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  key         TEXT NOT NULL,
  set_id      TEXT NOT NULL,
  fingerprint TEXT NOT NULL,
  answer      TEXT NOT NULL,
  seq         INTEGER,
  created_at  TEXT NOT NULL,
  PRIMARY KEY (team_id, user_id, key, set_id)
) WITHOUT ROWID;
CREATE INDEX idempotency_keys_by_age ON idempotency_keys (created_at);

-- INSERT INTO expectations VALUES (<condition>) aborts its whole batch unless the condition holds:
-- how a D1 batch, which cannot branch, commits only if what was read is still so. Stores nothing.
CREATE VIEW expectations AS SELECT 1 AS held;
CREATE TRIGGER expectations_hold INSTEAD OF INSERT ON expectations WHEN NEW.held IS NOT 1 BEGIN
  SELECT RAISE(ABORT, 'expectation_failed');
END;
