// Writes the memory of a started Python, so that a server starts in half the time:
//
//   node snapshot.mjs <file>
//
// Nothing of src/ or python_modules/ is in it, only the standard library's modules below. Pyodide
// calls this interface private, so a host without the file starts as well, only later.
import { writeFileSync } from "node:fs";
import { loadPyodide } from "pyodide";

const PRELOADED = [
  "asyncio",
  "base64",
  "collections.abc",
  "contextlib",
  "dataclasses",
  "datetime",
  "email.message",
  "enum",
  "functools",
  "hashlib",
  "hmac",
  "html",
  "http.client",
  "http.cookies",
  "inspect",
  "io",
  "json",
  "random",
  "re",
  "secrets",
  "site",
  "time",
  "traceback",
  "typing",
  "urllib.parse",
  "uuid",
  "zipfile",
  "pyodide.http",
  "pyodide.code",
  "pyodide.ffi",
];

const python = await loadPyodide({
  _makeSnapshot: true,
  env: { HOME: "/session", PYTHONHASHSEED: "111" },
  packages: [],
});
python.runPython(PRELOADED.map((name) => `import ${name}`).join("\n"));
writeFileSync(process.argv[2], python.makeMemorySnapshot());
