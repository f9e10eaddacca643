// Rate limits in memory, as Cloudflare counts them: on the machine, without a round trip. Miniflare's write each count
// to the disk and wait for it, so that with it every request, everybody's, would queue for the disk.

/** The bindings of `env`, with a limiter in place of each of the configurations in RATE_LIMITS. */
export function withRateLimits(env) {
  if (env.RATE_LIMITS === undefined) return env;
  const limiters = Object.entries(env.RATE_LIMITS).map(([name, { simple }]) => [name, new RateLimiter(simple)]);
  return { ...env, ...Object.fromEntries(limiters) };
}

class RateLimiter {
  #most;
  #periodMs;
  #window = 0;
  #counts = new Map();

  constructor({ limit, period }) {
    this.#most = limit;
    this.#periodMs = period * 1000;
  }

  async limit({ key }) {
    const window = Math.floor(Date.now() / this.#periodMs);
    if (window !== this.#window) this.#counts.clear();
    this.#window = window;
    const count = (this.#counts.get(key) ?? 0) + 1;
    this.#counts.set(key, count);
    return { success: count <= this.#most };
  }
}
