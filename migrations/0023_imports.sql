-- The name of a comment's author in the file that it was imported from; NULL for one that was written here.
ALTER TABLE comments ADD COLUMN written_by TEXT;
ALTER TABLE deleted_comments ADD COLUMN written_by TEXT;
