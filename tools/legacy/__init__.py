"""Migration from a TypeScript Glint's D1 database to this one's: see docs/migrate.md.

An export of the old database becomes SQL that only adds rows, and may be run again after an interruption. The old
database is never written. The same export always gives the same rows, with which the check compares the new database.
"""
