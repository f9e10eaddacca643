CREATE TABLE users (id TEXT PRIMARY KEY, username TEXT NOT NULL UNIQUE, display_name TEXT NOT NULL);
CREATE TABLE sessions (token_hash TEXT PRIMARY KEY, user_id TEXT NOT NULL, expires_at TEXT NOT NULL);
CREATE TABLE memberships (team_id TEXT NOT NULL, user_id TEXT NOT NULL, role TEXT NOT NULL, PRIMARY KEY (team_id, user_id)) WITHOUT ROWID;
CREATE TABLE invites (token TEXT PRIMARY KEY, team_id TEXT NOT NULL);
CREATE TABLE todo_sets (id TEXT PRIMARY KEY, team_id TEXT NOT NULL, name TEXT NOT NULL, seq INTEGER NOT NULL DEFAULT 0);
CREATE TABLE todos (id TEXT PRIMARY KEY, set_id TEXT NOT NULL, user_id TEXT NOT NULL, title TEXT NOT NULL, completed INTEGER NOT NULL DEFAULT 0, sort_order NUMERIC NOT NULL, claimed_by TEXT, assignees TEXT, due_on TEXT, due_time TEXT, due_zone TEXT, repeat TEXT, created_at TEXT NOT NULL, updated_at TEXT NOT NULL);
CREATE INDEX todos_by_set ON todos (set_id, sort_order, created_at);
CREATE TABLE events (set_id TEXT NOT NULL, seq INTEGER NOT NULL, payload TEXT NOT NULL, PRIMARY KEY (set_id, seq)) WITHOUT ROWID;
