-- When a todo is due: a date, with a time of day in a time zone if it has one, and how it repeats, as JSON. All four are
-- NULL without a date. A deleted todo keeps them.
ALTER TABLE todos ADD COLUMN due_on TEXT;
ALTER TABLE todos ADD COLUMN due_time TEXT;
ALTER TABLE todos ADD COLUMN due_zone TEXT;
ALTER TABLE todos ADD COLUMN repeat TEXT;
ALTER TABLE deleted_todos ADD COLUMN due_on TEXT;
ALTER TABLE deleted_todos ADD COLUMN due_time TEXT;
ALTER TABLE deleted_todos ADD COLUMN due_zone TEXT;
ALTER TABLE deleted_todos ADD COLUMN repeat TEXT;
