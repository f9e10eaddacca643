// What tests may do to a running server that its users may not. Linked in only by servers that
// were started with GLINT_TEST_SEAMS=1; the routes do not exist elsewhere.
//
//   POST /__host/evict      {"webSockets": "hibernate" | "close"}   throws every object out of memory
//   POST /__host/scheduled  {"cron": "…"}                           runs the cron handler to its end
//   POST /__host/faults     see faults.mjs
//   POST /__host/points     see points.mjs
import { setFaults, withFaults } from "./faults.mjs";
import { takePoints } from "./points.mjs";

export { withFaults };

const PREFIX = "/__host/";
// A name that the bundler cannot see through: only workerd knows this module, and only with the
// compatibility flag unsafe_module.
const UNSAFE = "workerd:unsafe";

const seams = {
  async evict({ webSockets = "hibernate" }) {
    const { default: unsafe } = await import(UNSAFE);
    await unsafe.evictAllDurableObjects({ webSockets });
    return { ok: true };
  },

  async scheduled({ cron = "0 * * * *" }, entrypoint) {
    const controller = { cron, scheduledTime: Date.now(), noRetry() {} };
    await entrypoint.scheduled(controller, undefined, undefined);
    return { ok: true };
  },

  async faults(settings) {
    return { ok: true, counts: setFaults(settings) };
  },

  async points() {
    return { ok: true, points: takePoints() };
  },
};

/** The entrypoint class with the routes of the seams in front of its `fetch`. */
export function withSeams(Entrypoint) {
  return class extends Entrypoint {
    constructor(ctx, env) {
      super(ctx, env);
      const real = this; // answers any method's name: see bridge.mjs
      const fetch = async (request, ...rest) => {
        const { pathname } = new URL(request.url);
        return pathname.startsWith(PREFIX)
          ? answer(pathname.slice(PREFIX.length), request, real)
          : await real.fetch(request, ...rest);
      };
      return new Proxy(real, {
        get: (target, name, receiver) => (name === "fetch" ? fetch : Reflect.get(target, name, receiver)),
      });
    }
  };
}

async function answer(name, request, entrypoint) {
  if (!Object.hasOwn(seams, name)) return Response.json({ error: `No such seam: ${name}` }, { status: 404 });
  try {
    const settings = JSON.parse((await request.text()) || "{}");
    return Response.json(await seams[name](settings, entrypoint));
  } catch (error) {
    return Response.json({ error: String(error) }, { status: 500 });
  }
}
