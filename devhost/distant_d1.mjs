// A D1 database some milliseconds away, as most are on Cloudflare: a plugin for Miniflare that puts a Worker in front
// of the local database, which waits before it passes a call on. Neither src/ nor D1 itself is changed.
import { fileURLToPath } from "node:url";

const NAME = "distant-d1";
const HOP = `
export default {
  async fetch(request, { DATABASE, MS }) {
    await scheduler.wait(MS);
    return await DATABASE.fetch(request);
  },
};
`;

/** The options of a Worker whose `d1Databases`, ids by binding, are `ms` milliseconds away; 0: next door. */
export function d1Options(d1Databases, ms) {
  if (ms === 0) return { d1Databases };
  const plugin = { package: fileURLToPath(import.meta.url), name: NAME };
  return {
    // Miniflare starts its databases for bindings of its own only.
    d1Databases: Object.fromEntries(Object.entries(d1Databases).map(([name, id]) => [`NEAR_${name}`, id])),
    unsafeBindings: Object.entries(d1Databases).map(([name, id]) => ({
      name,
      type: NAME,
      plugin,
      options: { id, ms },
    })),
  };
}

/** What Miniflare imports: https://github.com/cloudflare/workers-sdk/tree/main/packages/miniflare/src/plugins */
export const plugins = {
  [NAME]: {
    getBindings: (options) => distant(options).map(([name]) => d1Binding(name)),
    getNodeBindings: () => ({}),
    getServices: ({ options }) => distant(options).map(([name, { dev }]) => hop(name, dev.options)),
  },
};

function distant({ config }) {
  return Object.entries(config.env ?? {}).filter(([, { type }]) => type === `unsafe:${NAME}`);
}

/** As Miniflare's own binding, with another Worker to talk to. */
function d1Binding(name) {
  const innerBindings = [{ name: "fetcher", service: { name: serviceOf(name) } }];
  return { name, wrapped: { moduleName: "cloudflare-internal:d1-api", innerBindings } };
}

function hop(name, { id, ms }) {
  const database = { name: "d1:db:entry", props: { json: JSON.stringify({ MINIFLARE_NAMESPACE: id }) } };
  return {
    name: serviceOf(name),
    worker: {
      compatibilityDate: "2026-11-01",
      modules: [{ name: "hop.mjs", esModule: HOP }],
      bindings: [
        { name: "MS", json: JSON.stringify(ms) },
        { name: "DATABASE", service: database },
      ],
    },
  };
}

function serviceOf(name) {
  return `${NAME}:${name}`;
}
