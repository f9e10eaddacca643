-- After restoring a D1 database to an earlier point: `make after-restore`, see docs/deploy.md.
-- Clients may have events that were undone. Their numbers must not be assigned again: every set continues far
-- beyond them, and a catch-up from an older number is answered with resync.
UPDATE todo_sets SET seq = seq + 1000000;
-- Sessions that were ended after that point would be valid again. Everybody has to sign in again.
DELETE FROM sessions;
