-- A todo that moves to another list counts there from then on, against the same limit.
CREATE TRIGGER todos_recounted AFTER UPDATE OF set_id ON todos WHEN NEW.set_id <> OLD.set_id BEGIN
  UPDATE todo_sets SET todo_count = todo_count - 1 WHERE id = OLD.set_id;
  UPDATE todo_sets SET todo_count = todo_count + 1 WHERE id = NEW.set_id;
END;
