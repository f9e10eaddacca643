-- An access token is a session that a person has opened for a program: under a name, with scopes (a JSON array), for one
-- team or all (NULL), until expires_at, however much it is used. In a browser's session all three are NULL.
ALTER TABLE sessions ADD COLUMN token_name TEXT;
ALTER TABLE sessions ADD COLUMN token_scopes TEXT;
ALTER TABLE sessions ADD COLUMN token_team_id TEXT REFERENCES teams (id) ON DELETE CASCADE;
CREATE INDEX tokens_by_user ON sessions (user_id) WHERE token_name IS NOT NULL;
CREATE INDEX tokens_by_team ON sessions (token_team_id) WHERE token_team_id IS NOT NULL;
