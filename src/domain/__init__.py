"""What Glint is, without I/O: models, events, errors, permissions and the rules of todos."""
