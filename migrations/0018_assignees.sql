-- Whose a todo is: the JSON array of up to 10 user ids, in order.
ALTER TABLE todos ADD COLUMN assignees TEXT NOT NULL DEFAULT '[]';
ALTER TABLE deleted_todos ADD COLUMN assignees TEXT NOT NULL DEFAULT '[]';

-- The same by person, list by list: kept by triggers, written by nothing else.
CREATE TABLE todo_assignees (
  user_id   TEXT NOT NULL REFERENCES users (id),
  set_id    TEXT NOT NULL,
  todo_id   TEXT NOT NULL REFERENCES todos (id) ON DELETE CASCADE,
  completed INTEGER NOT NULL,
  PRIMARY KEY (user_id, set_id, todo_id)
) WITHOUT ROWID;
CREATE INDEX todo_assignees_by_todo ON todo_assignees (todo_id);

CREATE TRIGGER todos_assigned AFTER INSERT ON todos WHEN NEW.assignees <> '[]' BEGIN
  INSERT INTO todo_assignees (user_id, set_id, todo_id, completed)
  SELECT j.value, NEW.set_id, NEW.id, NEW.completed FROM json_each(NEW.assignees) j;
END;
CREATE TRIGGER todos_reassigned AFTER UPDATE OF assignees, completed, set_id ON todos
WHEN NEW.assignees <> '[]' OR OLD.assignees <> '[]' BEGIN
  DELETE FROM todo_assignees WHERE todo_id = NEW.id;
  INSERT INTO todo_assignees (user_id, set_id, todo_id, completed)
  SELECT j.value, NEW.set_id, NEW.id, NEW.completed FROM json_each(NEW.assignees) j;
END;

-- Nobody gets by the new rights what was denied before: who may not complete, may not do so by an assignment either,
-- and who may not claim does not assign.
INSERT INTO permissions (id, team_id, scope, role, permission, allowed, updated_at)
SELECT team_id || ':' || scope || ':' || role || ':' || n.name, team_id, scope, role, n.name, 0, updated_at
FROM permissions
JOIN (SELECT 'complete_any_todo' AS old, 'complete_assigned_todos' AS name
      UNION ALL SELECT 'claim_todos', 'assign_todos') n ON n.old = permission
WHERE NOT allowed;
