# The globals of JavaScript, as Pyodide shows them to Python: untyped, whatever their names are.
from typing import Any

def __getattr__(name: str) -> Any: ...
