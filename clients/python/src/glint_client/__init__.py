"""A client of Glint's lists that stays up to date whatever the network does (docs/SPEC.md)."""
