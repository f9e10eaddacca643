// Makes JavaScript classes that workerd can export out of Python classes, call for call like the native runtime.
import { DurableObject, WorkerEntrypoint } from "cloudflare:workers";

// These get their arguments unchanged; everything else is converted as for RPC.
const RAW_METHODS = new Set(["alarm", "connect", "webSocketMessage", "webSocketClose", "webSocketError"]);

/** The exports for the Python classes of `host`, the result of `boot`. */
export class Bridge {
  #host;

  constructor(host) {
    this.#host = host;
  }

  entrypoint(name) {
    return this.#makeClass(WorkerEntrypoint, name, { disposable: true });
  }

  durableObject(name) {
    return this.#makeClass(DurableObject, name, { disposable: false });
  }

  #makeClass(Base, name, { disposable }) {
    const host = this.#host;
    const Exported = class extends Base {
      constructor(ctx, env) {
        super(ctx, env);
        // Only Python knows which methods there are, so any name has to be answered.
        const instance = new Instance(host, name, [ctx, env], disposable);
        return new Proxy(this, {
          get: (target, method, receiver) =>
            typeof method === "string"
              ? (...args) => instance.call(method, args)
              : Reflect.get(target, method, receiver),
        });
      }
    };
    for (const method of host.methodNames(name)) Exported.prototype[method] = function () {};
    return Exported;
  }
}

/** One Python object behind one JavaScript object. */
class Instance {
  #host;
  #disposable;
  #python;

  constructor(host, name, args, disposable) {
    this.#host = host;
    this.#disposable = disposable;
    this.#python = host.construct(name, args);
    this.#python.catch(() => {}); // reported by whoever calls
  }

  async call(method, args) {
    const python = await this.#python;
    if (typeof python[method] !== "function") throw new TypeError(`Method ${method} does not exist`);
    try {
      if (RAW_METHODS.has(method)) return await this.#host.callRaw(python, method, args);
      return await this.#host.callConverted(python, method, args);
    } finally {
      // The runtime creates one entrypoint per event. (A Durable Object stays.)
      if (this.#disposable) python.destroy();
    }
  }
}
