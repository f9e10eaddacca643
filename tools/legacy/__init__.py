"""From a TypeScript Glint's D1 database to this one's: see docs/migrate.md.

An export of the old database is turned into SQL that only adds rows. The old database is read, never written,
and the SQL may be run again after it was cut off. The same export always gives the same rows, which is what the
check compares the new database with.
"""
