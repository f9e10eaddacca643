"""What the platform calls."""

from __future__ import annotations

import inspect

import pytest

from cf.handlers import handler


def test_the_platform_finds_no_signature_to_bind_arguments_to() -> None:
    """`relaxed_call` of Pyodide then passes all on; the function itself is called as before."""

    @handler
    def greet(name: str, *_: object) -> str:
        return f"hello {name}"

    with pytest.raises(TypeError):
        inspect.signature(greet)
    assert greet("ann", "surplus") == "hello ann"
