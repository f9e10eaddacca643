// Imports the main module under the rules of a native start-up, and prints violations as JSON:
//
//   node startup.mjs <src folder> <folder of the packages>
//
// There the memory after the import becomes a snapshot from which every isolate starts. So nothing in it may be random,
// and of JavaScript it may contain only what can be found again by its name from `globalThis`.
import { realpathSync } from "node:fs";
import { loadPyodide } from "pyodide";

const SOURCE = "/session/metadata";
const PACKAGES = "/packages";

// Importing `random` and what builds on it is allowed, using it is not.
const FORBID_ENTROPY = `
import os, random, sys

def refuse(*_args):
    raise OSError("Randomness is not allowed while a Worker is starting")

os.urandom = random._urandom = refuse
for name in ("random", "randint", "randrange", "choice", "shuffle", "uniform", "getrandbits", "sample"):
    setattr(random, name, refuse)
sys.path += ["${PACKAGES}", "${SOURCE}"]
`;

const helper = {
  doAnImport: refuse("Importing a JavaScript module"),
  cloudflareWorkersModule: { env: {} },
  cloudflareSocketsModule: {},
  patchWaitUntil() {},
  workerEntrypoint: class {},
};
const compatibilityFlags = {};

function refuse(what) {
  return () => {
    throw new Error(`${what} is not allowed while a Worker is starting`);
  };
}

async function startPython(source, packages) {
  const python = await loadPyodide({
    _makeSnapshot: true,
    env: { HOME: "/session", PYTHONHASHSEED: "111" },
    packages: [],
  });
  for (const [folder, from] of [
    [SOURCE, source],
    [PACKAGES, packages],
  ]) {
    python.FS.mkdirTree(folder);
    python.mountNodeFS(folder, realpathSync(from));
  }
  python.registerJsModule("_pyodide_entrypoint_helper", helper);
  python.registerJsModule("_cloudflare_compat_flags", compatibilityFlags);
  python.runPython(FORBID_ENTROPY);
  return python;
}

function forbidWork() {
  const { setTimeout } = globalThis;
  globalThis.crypto.getRandomValues = refuse("Randomness");
  globalThis.fetch = refuse("fetch");
  globalThis.setTimeout = (callback, delayMs, ...args) =>
    delayMs ? refuse("A timer")() : setTimeout(callback, 0, ...args);
}

/** Returns what represents an object in the snapshot. Only these two are known by more than a name. */
function serializer(object) {
  if (object === helper) return { helper: true };
  if (object === compatibilityFlags) return { compatibilityFlags: true };
  const kind = object?.constructor?.name ?? typeof object;
  throw new Error(`The start-up keeps a JavaScript object (${kind}), which no snapshot can hold`);
}

function problems(python) {
  try {
    python.pyimport("entry");
    python.makeMemorySnapshot({ serializer });
    return [];
  } catch (error) {
    return [error.message.trim().split("\n").at(-1)];
  }
}

const [source, packages] = process.argv.slice(2);
const python = await startPython(source, packages);
forbidWork();
process.stdout.write(JSON.stringify(problems(python)), () => process.exit(0));
