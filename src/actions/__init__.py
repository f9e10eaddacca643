"""One function per use case: authorise, decide, commit with the event. No HTTP, no JavaScript."""
