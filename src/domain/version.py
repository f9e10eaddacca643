"""The version of Glint: the one place where it is written (docs/releasing.md)."""

VERSION = "0.1.0"
