-- What is to be known of a todo, which its title does not say: NULL where there is nothing. The last column of a row, so
-- that a long text is on pages of its own, which nothing reads but what asks for it.
ALTER TABLE todos ADD COLUMN description TEXT;
ALTER TABLE deleted_todos ADD COLUMN description TEXT;
