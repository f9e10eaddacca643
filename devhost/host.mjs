// Boots Python once per isolate, and offers what the bridge needs of it.
import { boot } from "./boot.mjs";

const PROMISING = { promising: true };
const PROMISING_RELAXED = { promising: true, relaxed: true };

/** Starts Python with `files`: see boot.mjs. Python's own errors are answered, not thrown: see BrokenHost. */
export async function startHost(files) {
  const booted = await boot(files);
  return booted.error ? new BrokenHost(booted.error) : new Host(booted);
}

class Host {
  #python;
  #main;
  #call;
  #methodNames;
  #seeded = false;

  constructor({ python, main, introspection }) {
    this.#python = python;
    this.#main = main;
    this.#call = introspection.call;
    this.#methodNames = introspection.method_names;
  }

  methodNames(className) {
    const cls = this.#main[className];
    if (cls === undefined) return [];
    const names = this.#methodNames(cls);
    try {
      return names.toJs();
    } finally {
      names.destroy();
      cls.destroy();
    }
  }

  async construct(className, args) {
    this.#seed();
    const cls = this.#main[className];
    if (typeof cls !== "function")
      throw new TypeError(`There is no '${className}' class defined in the Python Worker's main module`);
    try {
      return await cls.callWithOptions(PROMISING, ...args);
    } finally {
      cls.destroy();
    }
  }

  async callRaw(instance, method, args) {
    // Not destroyed: the instance keeps this proxy, and concurrent calls share it.
    return await instance[method].callWithOptions(PROMISING_RELAXED, ...args);
  }

  async callConverted(instance, method, args) {
    return await this.#call.callWithOptions(PROMISING, method === "fetch", instance, method, ...args);
  }

  // Entropy was faked during start-up. `secrets` and `os.urandom` read the real source at each call.
  #seed() {
    if (this.#seeded) return;
    this.#seeded = true;
    this.#python.runPython("import random; random.seed()");
  }
}

/** Stands in for a main module that cannot be imported, until it is fixed: `wrangler dev` would exit. */
class BrokenHost {
  #error;

  constructor(error) {
    this.#error = error;
    console.error(error.message);
  }

  methodNames() {
    return [];
  }

  async construct() {
    const { message } = this.#error;
    return {
      fetch: () => new Response(message, { status: 500, headers: { "content-type": "text/plain; charset=utf-8" } }),
      destroy() {},
    };
  }

  async callRaw(instance, method, args) {
    return instance[method](...args);
  }

  async callConverted(instance, method, args) {
    return instance[method](...args);
  }
}
