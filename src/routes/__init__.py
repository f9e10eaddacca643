"""Decode, act, encode: one module a resource. Nothing here knows SQL or the platform."""
