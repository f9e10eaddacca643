// Starts CPython (npm's pyodide) while the module is being loaded: only then does workerd compile WebAssembly from
// bytes, which is how extension modules arrive.
import stdlib from "pyodide/python_stdlib.zip";
import wasm from "pyodide/pyodide.asm.wasm";
import { entrypointHelper } from "./entrypoint_helper.mjs";
import introspection from "./introspection.py";
import { withStartupGlobals } from "./startup_globals.mjs";

// The paths and the hash seed of the native runtime, so that a traceback reads the same on both.
const SOURCE = "/session/metadata";
const PACKAGES = `${SOURCE}/python_modules`;
const ENVIRONMENT = { HOME: "/session", PYTHONHASHSEED: "111" };
const INTROSPECTION = "_devhost_introspection";

// Keeps Pyodide from looking for its package index; the ABI version makes it load wasm wheels.
const LOCK_FILE = {
  info: { abi_version: "2026_0", arch: "wasm32", platform: "emscripten_5_0_3", python: "3.14.2", version: "314.0.6" },
  packages: {},
};

// After the standard library, before Pyodide's own packages; src/ before the vendored ones.
const EXTEND_SYS_PATH = `
import sys
at = next(i for i, path in enumerate(sys.path) if "site-packages" in path)
sys.path[at:at] = ["${SOURCE}", "${PACKAGES}"]
`;

/**
 * Starts Python with the zip archives `source` and `packages` on its path and imports the module `main`.
 *
 * Resolves to `{ python, main, introspection, error }`. When the import raises, `error` is what it
 * raised and the modules are undefined. `snapshot` only makes it faster.
 */
export async function boot(files) {
  return await withStartupGlobals({ stdlib, wasm }, async () => {
    const python = await startPython(files);
    try {
      return { python, main: python.pyimport(files.main), introspection: python.pyimport(INTROSPECTION) };
    } catch (error) {
      return { python, error };
    }
  });
}

async function startPython({ source, packages, snapshot }) {
  const { default: createPyodideModule } = await import("pyodide/pyodide.asm.mjs");
  const { loadPyodide } = await import("pyodide/pyodide.mjs");
  const python = await loadPyodide({
    indexURL: location.href,
    packageBaseUrl: location.href,
    createPyodideModule,
    env: { ...ENVIRONMENT },
    lockFileContents: LOCK_FILE,
    ...(snapshot.byteLength > 0 && { _loadSnapshot: snapshot }),
  });
  python.unpackArchive(packages, "zip", { extractDir: PACKAGES });
  python.unpackArchive(source, "zip", { extractDir: SOURCE });
  python.FS.writeFile(`${PACKAGES}/${INTROSPECTION}.py`, introspection);
  python.registerJsModule("_pyodide_entrypoint_helper", entrypointHelper);
  python.registerJsModule("_cloudflare_compat_flags", Cloudflare.compatibilityFlags);
  python.runPython(EXTEND_SYS_PATH);
  return python;
}
