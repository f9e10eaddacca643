"""Does a server keep the protocol's rules? `python -m conformance http://…` (docs/clients.md)."""
