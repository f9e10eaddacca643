// The JavaScript module `_pyodide_entrypoint_helper`, through which the SDK reaches the runtime.
import * as cloudflareSocketsModule from "cloudflare:sockets";
import * as cloudflareWorkers from "cloudflare:workers";
import { withRateLimits } from "./rate_limit.mjs";

const patched = new WeakSet();

/**
 * A `waitUntil` that takes Python coroutines: Pyodide destroys the proxy of an argument when the call returns, so the
 * coroutine is copied for as long as its work takes.
 */
function waitUntilForPython(owner) {
  const waitUntil = owner.waitUntil.bind(owner);
  return (promise) => waitUntil(finish("copy" in promise ? promise.copy() : promise));
}

async function finish(promise) {
  try {
    await promise;
  } finally {
    if ("destroy" in promise) promise.destroy();
  }
}

// Exactly like the native runtime: the `ctx` of a Durable Object is left alone, so code that passes it a coroutine
// fails here as it would in production.
function patchWaitUntil(ctx) {
  if (Object.prototype.toString.call(ctx) !== "[object ExecutionContext]" || patched.has(ctx)) return;
  ctx.waitUntil = waitUntilForPython(ctx);
  patched.add(ctx);
}

let env;

const cloudflareWorkersModule = {
  ...cloudflareWorkers,
  waitUntil: waitUntilForPython(cloudflareWorkers),
  get env() {
    env ??= withRateLimits(cloudflareWorkers.env);
    return env;
  },
};

export const entrypointHelper = {
  cloudflareSocketsModule,
  cloudflareWorkersModule,
  doAnImport: (name) => import(name),
  patchWaitUntil,
  workerEntrypoint: cloudflareWorkers.WorkerEntrypoint,
};
