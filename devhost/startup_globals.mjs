// While a module is loading, workerd refuses fetch, timers and random numbers, and Pyodide takes workerd for Node. Here
// both get what they need, for exactly that long.

const ORIGIN = "http://pyodide.invalid/";

/**
 * Runs `start` with the globals that Pyodide needs at start-up, and restores the real ones; all but `setTimeout`, which
 * the native runtime leaves replaced too: see `microtaskOrTimer`.
 */
export async function withStartupGlobals(files, start) {
  const { setTimeout } = globalThis;
  const restore = replaceAll(standIns(files));
  try {
    return await start();
  } finally {
    restore();
    globalThis.setTimeout = microtaskOrTimer(setTimeout);
  }
}

function standIns({ stdlib, wasm }) {
  return [
    // From these two Pyodide concludes that it runs in a browser, and schedules with setTimeout: the callbacks of a
    // MessageChannel shared by all requests would run in the wrong request.
    [globalThis, "process", undefined],
    [globalThis, "MessageChannel", undefined],
    [globalThis, "location", new URL(ORIGIN)],
    [globalThis, "fetch", async (url) => pretendToFetch(String(url), stdlib)],
    [globalThis, "setTimeout", microtaskOrTimer(noTimers)],
    [crypto, "getRandomValues", fillWithSevens],
    [
      WebAssembly,
      "instantiateStreaming",
      async (_, imports) => ({ module: wasm, instance: new WebAssembly.Instance(wasm, imports) }),
    ],
    // The asynchronous forms are forbidden altogether, the synchronous ones only after start-up.
    [WebAssembly, "compile", async (bytes) => new WebAssembly.Module(bytes)],
    [WebAssembly, "instantiate", async (module, imports) => new WebAssembly.Instance(module, imports)],
  ];
}

function replaceAll(replacements) {
  const originals = replacements.map(([owner, name]) => [owner, name, Object.getOwnPropertyDescriptor(owner, name)]);
  for (const [owner, name, value] of replacements) {
    Object.defineProperty(owner, name, { value, writable: true, configurable: true, enumerable: true });
  }
  return () => {
    for (const [owner, name, descriptor] of originals) {
      if (descriptor) Object.defineProperty(owner, name, descriptor);
      else delete owner[name];
    }
  };
}

async function pretendToFetch(url, stdlib) {
  if (url.endsWith(".zip")) return { ok: true, arrayBuffer: async () => stdlib };
  if (url.endsWith(".wasm")) return { ok: true };
  throw new Error(`Nothing can be fetched at start-up: ${url}`);
}

// As on the native runtime, a timer without a delay is a microtask, during and after start-up: each turn of Pyodide's
// event loop is one. (There it also resets a CPU limit that an earlier request ran into.)
function microtaskOrTimer(timer) {
  return (callback, delayMs = 0, ...args) => {
    if (delayMs || typeof callback !== "function") return timer(callback, delayMs, ...args);
    queueMicrotask(() => callback(...args));
    return 0;
  };
}

function noTimers() {
  throw new Error("No timers at start-up");
}

function fillWithSevens(view) {
  new Uint8Array(view.buffer, view.byteOffset, view.byteLength).fill(7);
  return view;
}
