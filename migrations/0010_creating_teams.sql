-- Where somebody last signed in (NULL: by name alone, or before this column), and whether that provider's rule
-- `createTeams` listed them then. What the rule says of everybody is read from the configuration at each request.
ALTER TABLE users ADD COLUMN provider TEXT;
ALTER TABLE users ADD COLUMN creates_teams INTEGER NOT NULL DEFAULT 0;
