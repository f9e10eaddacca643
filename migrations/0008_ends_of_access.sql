-- Since when somebody may see the team's lists without a break, where that is later than joined_at: what happened
-- there before is not for them.
ALTER TABLE memberships ADD COLUMN access_since TEXT;

-- No invitation from before cutoff_at lets this person into the team: they were removed then, or given another role.
CREATE TABLE invite_cutoffs (
  team_id   TEXT NOT NULL REFERENCES teams (id) ON DELETE CASCADE,
  user_id   TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  cutoff_at TEXT NOT NULL,
  PRIMARY KEY (team_id, user_id)
) WITHOUT ROWID;
CREATE INDEX invite_cutoffs_by_age ON invite_cutoffs (cutoff_at);

-- Who joined by an invitation, each time.
CREATE TABLE invite_uses (
  invite_id TEXT NOT NULL REFERENCES invites (id) ON DELETE CASCADE,
  used_at   TEXT NOT NULL,
  user_id   TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  PRIMARY KEY (invite_id, used_at, user_id)
) WITHOUT ROWID;

-- The remembered answer to the creation of a team belongs to no team; it goes with the team that it names.
CREATE INDEX idempotency_keys_by_created_team ON idempotency_keys (answer ->> '$.team.id') WHERE team_id = '';

-- What earlier versions left behind: invitations whose authors could not give them any more, and the answers of teams
-- that are gone.
DELETE FROM invites WHERE NOT EXISTS (
  SELECT 1 FROM memberships m WHERE m.team_id = invites.team_id AND m.user_id = invites.created_by
    AND (m.role = 'owner' OR m.role = 'co-owner' AND invites.role <> 'owner'
         OR m.role = 'admin' AND invites.role IN ('admin', 'member')));
DELETE FROM idempotency_keys WHERE
  iif(team_id = '', answer ->> '$.team.id', team_id) NOT IN (SELECT id FROM teams);
