"""The Python half of the bridge: calls into a Python class as the native runtime does.

Only the dev host loads it; `src/` never imports it.
"""

from inspect import getattr_static, isawaitable
from types import FunctionType
from typing import Any

from pyodide.code import relaxed_call
from workers import python_from_rpc, python_to_rpc


def method_names(cls: type) -> list[str]:
    """Return the public methods that `cls` and its bases define in Python, without static and class methods."""
    return [
        name
        for name in dir(cls)
        if not name.startswith("_") and isinstance(getattr_static(cls, name, None), FunctionType)
    ]


async def call(relaxed: bool, instance: Any, name: str, *args: Any) -> Any:  # noqa: FBT001 - JavaScript calls it
    """Call a method of `instance` with JavaScript arguments and return a JavaScript result.

    With `relaxed`, arguments that the method does not take are dropped.
    """
    method = getattr(instance, name)
    converted = [python_from_rpc(arg) for arg in args]
    result = relaxed_call(method, *converted) if relaxed else method(*converted)
    return python_to_rpc(await result if isawaitable(result) else result)
