// Makes a broadcast fail the way a network does, with a seeded choice of when. Tests only.
//
//   POST /__host/faults {"drop":0.2,"double":0.1,"delay":0.2,"fail":0.1,"seed":1}
//
// Each number is the share of calls that it befalls; they add up to at most 1, and what is left
// over goes through. `drop` answers without having called, `double` calls twice, `delay` calls after
// up to `delayMs` (300 unless given), so that later calls overtake it, `fail` raises. {} ends it all.
// The settings live in the isolate: they reach every object of the class at once, and survive evictions.

const KINDS = ["drop", "double", "delay", "fail"];
const METHOD = "publish";
const DELAY_MAX_MS = 300;

let current = { shares: {}, random: Math.random, delayMs: DELAY_MAX_MS };
let counts = {};

/** Replaces the settings, starts counting anew, and gives what the last settings have done. */
export function setFaults({ seed = 1, delayMs = DELAY_MAX_MS, ...shares }) {
  const unknown = Object.keys(shares).filter((kind) => !KINDS.includes(kind));
  if (unknown.length > 0) throw new TypeError(`No such fault: ${unknown.join(", ")}`);
  const done = counts;
  counts = {};
  current = { shares, random: mulberry32(seed), delayMs };
  return done;
}

/** The class with its `publish` at the mercy of the settings. */
export function withFaults(DurableObject) {
  return class extends DurableObject {
    constructor(ctx, env) {
      super(ctx, env);
      const real = this; // answers any method's name: see bridge.mjs
      return new Proxy(real, {
        get: (target, name, receiver) => (name === METHOD ? faulty(real[METHOD]) : Reflect.get(target, name, receiver)),
      });
    }
  };
}

function faulty(call) {
  return async (...args) => {
    const fate = chooseFate();
    counts[fate] = (counts[fate] ?? 0) + 1;
    if (fate === "drop") return undefined;
    if (fate === "fail") throw new Error("A fault made this broadcast fail");
    if (fate === "double") await call(...args);
    if (fate === "delay") await pause(current.random() * current.delayMs);
    return await call(...args);
  };
}

function chooseFate() {
  let rest = current.random();
  for (const kind of KINDS) {
    rest -= current.shares[kind] ?? 0;
    if (rest < 0) return kind;
  }
  return "pass";
}

function pause(ms) {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

/** A small generator of numbers from 0 to 1 that gives the same sequence for the same seed. */
function mulberry32(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
