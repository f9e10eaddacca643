"""Make the Pyodide bundle that the native runtime asks for, from npm's `pyodide`: see docs/native.md.

A bundle is a Cap'n Proto message `Bundle` (workerd's src/workerd/jsg/modules.capnp) with three modules: Emscripten's
glue, the interpreter as WebAssembly, and the standard library. Everything else of the runtime is in workerd itself.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Sequence
from typing import Final, NamedTuple

from devhost.build import ROOT, write_if_changed

PYODIDE: Final = ROOT / "node_modules" / "pyodide"
BUNDLES: Final = ROOT / ".glint" / "bundles"
BUNDLE: Final = BUNDLES / "pyodide_dev.capnp.bin"

# Where the glue compiles code, reads the clock or allocates memory, it must go through the runtime, which has its own
# rules for that. Each pattern, its replacement, and how often it must be found: another Pyodide fails here.
PATCHES: Final = [
    (r"\bnew WebAssembly\.Module\(", "newWasmModule(", 4),
    (r"\bWebAssembly\.instantiate\(", "wasmInstantiate(", 2),
    (r"\bDate\.now\b", "monotonicDateNow", 22),
    (r"\bcrypto\.getRandomValues\(", "getRandomValues(Module,", 1),
    (r"(?<!function )\bgetMemory\(", "Module.getMemoryPatched(Module,libName,", 1),
    (
        r"function loadLibData\(\)\{",
        r"\g<0>const found=patchedLoadLibData(Module,libName,flags.rpath);"
        "return flags.loadAsync?Promise.resolve(found):found;",
        1,
    ),
    (r"export default _createPyodideModule;", "export{_createPyodideModule};", 1),
]
WRAPPERS: Final = (
    "addEventListener,getRandomValues,location,monotonicDateNow,newWasmModule,patchedLoadLibData,wasmInstantiate"
)

INTERNAL: Final = 2
WORD: Final = 8


class Module(NamedTuple):
    """A module of the bundle; `kind` is its number in the schema's union."""

    name: str
    kind: int
    content: bytes


def make_bundle() -> None:
    """Write the bundle to where workerd looks for it."""
    glue = patched((PYODIDE / "pyodide.asm.mjs").read_text("utf-8"))
    wasm, stdlib = ((PYODIDE / name).read_bytes() for name in ("pyodide.asm.wasm", "python_stdlib.zip"))
    modules = [
        Module("pyodide.asm", 0, glue.encode()),
        Module("pyodide.asm.wasm", 1, wasm),
        Module("python_stdlib.zip", 2, stdlib),
    ]
    write_if_changed(BUNDLE, message(modules))


def patched(glue: str) -> str:
    """Make the glue use the wrappers of workerd's `pyodide-internal:builtin_wrappers`."""
    for pattern, replacement, number in PATCHES:
        glue, found = re.subn(pattern, replacement, glue)
        if found != number:
            raise ValueError(f"pyodide.asm.mjs has {pattern} {found} times, not {number}")
    return f'import {{{WRAPPERS}}} from "pyodide-internal:builtin_wrappers";\n{glue}'


def message(modules: Sequence[Module]) -> bytes:
    """Encode the bundle: one segment, with a list of structs (one word of data, three pointers) and their texts."""
    struct_words = 4
    listed = struct_words * len(modules)
    head = struct.pack("<iHHIIiHH", 0, 0, 1, 1, listed << 3 | 7, len(modules) << 2, 1, 3)
    structs, texts = b"", b""
    for module in modules:
        structs += struct.pack("<HHI", INTERNAL, module.kind, 0)
        for content in (f"pyodideRuntime-internal:{module.name}\0".encode(), module.content):
            at = len(structs) // WORD + 1
            distance = listed + len(texts) // WORD - at
            structs += struct.pack("<II", distance << 2 | 1, len(content) << 3 | 2)
            texts += content + bytes(-len(content) % WORD)
        structs += bytes(WORD)  # no type declaration
    segment = head + structs + texts
    return struct.pack("<II", 0, len(segment) // WORD) + segment
