"""The only importers of `js` and `pyodide`: the platform, behind the protocols of the inner layers."""
