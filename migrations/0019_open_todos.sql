-- What is open of what somebody is assigned to or has claimed, list by list.
CREATE INDEX todo_assignees_open ON todo_assignees (user_id, set_id, todo_id) WHERE completed = 0;
CREATE INDEX todos_open_by_claimer ON todos (claimed_by, set_id, id) WHERE claimed_by IS NOT NULL AND completed = 0;
