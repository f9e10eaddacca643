-- After a D1 database was put back to an earlier point: `make after-restore`, see docs/deploy.md.
-- Clients may hold events that were undone. The numbers of those must not be given out again: every set goes
-- on far beyond them, and whoever asks for what came after an older number is told to load the list (resync).
UPDATE todo_sets SET seq = seq + 1000000;
-- Sessions that were ended after that point would be valid again. Everybody signs in anew.
DELETE FROM sessions;
