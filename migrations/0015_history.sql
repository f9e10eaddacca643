-- What an undo needs, and the history shows: what was there before the change, as JSON. It is never sent as an event,
-- but counts in the log's size. NULL where nothing was, and for events from before this column.
ALTER TABLE events ADD COLUMN before TEXT;
DROP TRIGGER events_counted;
CREATE TRIGGER events_counted AFTER INSERT ON events BEGIN
  UPDATE users SET log_day = substr(NEW.created_at, 1, 10),
    log_bytes = iif(log_day = substr(NEW.created_at, 1, 10), log_bytes, 0)
      + length(CAST(NEW.payload AS BLOB)) + coalesce(length(CAST(NEW.before AS BLOB)), 0)
  WHERE id = NEW.payload ->> '$.actorId';
  UPDATE teams SET log_day = substr(NEW.created_at, 1, 10),
    log_bytes = iif(log_day = substr(NEW.created_at, 1, 10), log_bytes, 0)
      + length(CAST(NEW.payload AS BLOB)) + coalesce(length(CAST(NEW.before AS BLOB)), 0)
  WHERE id = (SELECT team_id FROM todo_sets WHERE id = NEW.set_id);
END;

-- The history of a todo; the rest of the primary key follows in the index. What concerns several todos is found by the
-- first one of those that were added, and by none of those that were reordered.
CREATE INDEX events_by_todo ON events (
  coalesce(payload ->> '$.todo.id', payload ->> '$.todoId', payload ->> '$.id', payload ->> '$.todos[0].id'));
