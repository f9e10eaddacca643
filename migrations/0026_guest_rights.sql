-- What guests may do besides seeing the list: any of "create", "edit", "complete" and "comment".
ALTER TABLE share_links ADD COLUMN allows TEXT NOT NULL DEFAULT '[]';

-- A guest who has written something stays, as its author and in the list's history; `log_day` is set with the first
-- event.
DROP TRIGGER guests_deleted;
CREATE TRIGGER guests_deleted AFTER DELETE ON share_links BEGIN
  DELETE FROM users WHERE id = OLD.id AND log_day = '';
END;
