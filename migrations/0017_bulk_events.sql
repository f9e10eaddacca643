-- Which todos an event of several is about; any other is about one, by which it is found (events_by_todo).
CREATE TABLE event_todos (
  set_id  TEXT NOT NULL,
  seq     INTEGER NOT NULL,
  todo_id TEXT NOT NULL,
  PRIMARY KEY (set_id, seq, todo_id),
  FOREIGN KEY (set_id, seq) REFERENCES events (set_id, seq) ON DELETE CASCADE
) WITHOUT ROWID;
CREATE INDEX event_todos_by_todo ON event_todos (todo_id);
CREATE TRIGGER events_of_several AFTER INSERT ON events
WHEN NEW.payload ->> '$.type' IN ('todos:added', 'todos:changed') BEGIN
  INSERT INTO event_todos (set_id, seq, todo_id)
  SELECT NEW.set_id, NEW.seq, j.value ->> '$.id'
  FROM json_each(NEW.payload, iif(NEW.payload ->> '$.type' = 'todos:added', '$.todos', '$.items')) j;
END;
INSERT INTO event_todos (set_id, seq, todo_id)
SELECT e.set_id, e.seq, j.value ->> '$.id' FROM events e, json_each(e.payload, '$.todos') j
WHERE e.payload ->> '$.type' = 'todos:added';

-- What is deleted for good is looked up everywhere: in the trash with what was below it, in the remembered answers. And
-- the trash of a list is shown, the last deletion first.
CREATE INDEX deleted_todos_by_parent ON deleted_todos (set_id, parent_id) WHERE parent_id IS NOT NULL;
CREATE INDEX deleted_todos_of_set ON deleted_todos (set_id, deletion) WHERE id = root_id;
CREATE INDEX idempotency_keys_by_answered_set ON idempotency_keys (answer ->> '$.set.id')
WHERE answer ->> '$.set.id' IS NOT NULL;

-- A deleted comment is kept in the log, for undo: it goes with its author's account.
CREATE INDEX events_by_comment_author ON events (before ->> '$.userId') WHERE before ->> '$.userId' IS NOT NULL;
