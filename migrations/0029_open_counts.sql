-- How many todos of a list are open, which is shown beside its name: counting them whenever lists are read would be
-- billed. Kept by the triggers that count all of them, and by one of its own.
ALTER TABLE todo_sets ADD COLUMN open_count INTEGER NOT NULL DEFAULT 0;
UPDATE todo_sets SET open_count = (SELECT count(*) FROM todos WHERE set_id = todo_sets.id AND completed = 0);

DROP TRIGGER todos_counted;
CREATE TRIGGER todos_counted AFTER INSERT ON todos BEGIN
  UPDATE todo_sets SET todo_count = todo_count + 1, open_count = open_count + 1 - NEW.completed WHERE id = NEW.set_id;
END;
DROP TRIGGER todos_uncounted;
CREATE TRIGGER todos_uncounted AFTER DELETE ON todos BEGIN
  UPDATE todo_sets SET todo_count = todo_count - 1, open_count = open_count - 1 + OLD.completed WHERE id = OLD.set_id;
END;
DROP TRIGGER todos_recounted;
CREATE TRIGGER todos_recounted AFTER UPDATE OF set_id ON todos WHEN NEW.set_id <> OLD.set_id BEGIN
  UPDATE todo_sets SET todo_count = todo_count - 1, open_count = open_count - 1 + OLD.completed WHERE id = OLD.set_id;
  UPDATE todo_sets SET todo_count = todo_count + 1, open_count = open_count + 1 - NEW.completed WHERE id = NEW.set_id;
END;
CREATE TRIGGER todos_completed AFTER UPDATE OF completed ON todos
WHEN NEW.completed <> OLD.completed AND NEW.set_id = OLD.set_id BEGIN
  UPDATE todo_sets SET open_count = open_count + OLD.completed - NEW.completed WHERE id = NEW.set_id;
END;
