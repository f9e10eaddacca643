-- After restoring a D1 database to an earlier point: `make after-restore`, see docs/deploy.md.
-- Clients may have events that were undone. Their numbers must not be assigned again: every set continues from the
-- time in milliseconds, far beyond them and beyond those after an earlier restore to the same point, and a catch-up
-- from an older number is answered with resync. Never further: numbers ahead of the time could be assigned again after
-- the next restore.
UPDATE todo_sets SET seq = max(seq + 1, CAST((julianday('now') - 2440587.5) * 86400000 AS INTEGER));
-- What was ended after that point would be valid again. Everybody has to sign in again, share links have to be rotated,
-- and images of lists made again.
DELETE FROM sessions;
DELETE FROM list_images;
