"""Adapters for the platform, behind the protocols of `ports`: the only importers of `js` and `pyodide`."""
