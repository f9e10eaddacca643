// `make serve`: runs a folder made by devhost/build.py on one bare workerd through Miniflare's API: on the dev
// host, or natively if the main module of the configuration is Python.
//
//   node serve.mjs --folder <built folder> --state <state folder> --port <n> [--host 127.0.0.1]
//     [--d1-ms 10] [--inspector-port 9229]
//
// Its state is where `wrangler dev --persist-to` keeps it, so both can run on the same folder.
import { readFileSync, readdirSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { Miniflare, convertV4MiniflareOptions } from "miniflare";
import { d1Options } from "./distant_d1.mjs";
import { endWithParentOrSignal } from "./ending.mjs";
import { applyMigrations, databases, readJson, storageFolder } from "./migrate.mjs";

const DEVHOST = path.dirname(fileURLToPath(import.meta.url));
const ROOT = path.join(DEVHOST, "..");
const SHARED = path.join(ROOT, ".glint", "build");
const PYODIDE = path.join(ROOT, "node_modules", "pyodide");
const HOST_MODULES = ["boot", "bridge", "entrypoint_helper", "host", "rate_limit", "startup_globals"];

// All keys of a configuration that are mapped below or have no meaning here. Any other binding would be silently
// missing.
const KNOWN_KEYS = new Set([
  ...["name", "main", "compatibility_date", "compatibility_flags", "vars", "d1_databases", "durable_objects"],
  ...[
    "migrations",
    "assets",
    "rules",
    "ratelimits",
    "analytics_engine_datasets",
    "build",
    "observability",
    "placement",
    "limits",
    "routes",
    "workers_dev",
  ],
]);

const { values: args } = parseArgs({
  options: {
    folder: { type: "string" },
    state: { type: "string" },
    port: { type: "string" },
    host: { type: "string", default: "127.0.0.1" },
    "d1-ms": { type: "string", default: "0" },
    "inspector-port": { type: "string" },
  },
});

/** The modules that workerd links, by absolute path, so that every folder can import from any. */
function hostModules(folder) {
  return [
    file("ESModule", path.join(folder, "worker.mjs")),
    file("Data", path.join(folder, "source.zip")),
    file("Data", path.join(SHARED, "packages.zip")),
    file("Data", path.join(SHARED, "snapshot.bin")),
    ...HOST_MODULES.map((name) => file("ESModule", path.join(DEVHOST, `${name}.mjs`))),
    file("Text", path.join(DEVHOST, "introspection.py")),
    // Resolves the bare names `pyodide/…` that modules of devhost/ import.
    ...[
      ["ESModule", "pyodide.mjs"],
      ["ESModule", "pyodide.asm.mjs"],
      ["CompiledWasm", "pyodide.asm.wasm"],
      ["Data", "python_stdlib.zip"],
    ].map(([type, name]) => file(type, path.join(PYODIDE, name), path.join(DEVHOST, "pyodide", name))),
  ];
}

/** The modules of a native Python Worker: the main one first, each by the name that `wrangler deploy` gives it. */
function pythonModules(entry) {
  const source = path.join(ROOT, "src");
  const found = [...filesBelow(source, source), ...filesBelow(path.join(ROOT, "python_modules"), ROOT)];
  const others = found.filter(([from]) => from !== entry);
  return [[entry, path.basename(entry)], ...others].map(([from, name]) =>
    file(from.endsWith(".py") ? "PythonModule" : "Data", from, path.join("/", name)),
  );
}

function filesBelow(folder, base) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.endsWith(".pyc"))
    .map((entry) => path.join(entry.parentPath, entry.name))
    .map((from) => [from, path.relative(base, from)]);
}

function file(type, from, as = from) {
  const text = type !== "Data" && type !== "CompiledWasm";
  return { type, path: as, contents: readFileSync(from, text ? "utf8" : undefined) };
}

function workerOptions(config, { folder, port, host, "d1-ms": d1Ms }) {
  const native = config.main.endsWith(".py");
  return {
    name: config.name,
    host,
    port: Number(port),
    cf: false, // or it asks Cloudflare for a sample
    modulesRoot: "/",
    modules: native ? pythonModules(config.main) : hostModules(path.resolve(folder)),
    compatibilityDate: config.compatibility_date,
    compatibilityFlags: config.compatibility_flags,
    bindings: native ? config.vars : { ...config.vars, RATE_LIMITS: rateLimits(config) },
    ...d1Options(databases(config), Number(d1Ms)),
    durableObjects: durableObjects(config),
    ratelimits: native ? rateLimits(config) : {},
    analyticsEngineDatasets: datasets(config),
    assets: assets(config.assets),
  };
}

/** The rate limits by name. On the dev host, rate_limit.mjs makes the bindings of them. */
function rateLimits({ ratelimits = [] }) {
  return Object.fromEntries(ratelimits.map(({ name, ...limit }) => [name, limit]));
}

/** Locally a data point goes nowhere; in tests, seams.py keeps it. */
function datasets(config) {
  const bindings = config.analytics_engine_datasets ?? [];
  return Object.fromEntries(bindings.map(({ binding, dataset }) => [binding, { dataset: dataset ?? binding }]));
}

function requireKnownKeys(config) {
  const unknown = Object.keys(config).filter((key) => !KNOWN_KEYS.has(key));
  if (unknown.length > 0)
    throw new Error(`devhost/serve.mjs does not know ${unknown.join(", ")} of wrangler.jsonc yet`);
}

function durableObjects(config) {
  const withSqlite = new Set((config.migrations ?? []).flatMap((migration) => migration.new_sqlite_classes ?? []));
  const bindings = config.durable_objects?.bindings ?? [];
  return Object.fromEntries(
    bindings.map(({ name, class_name: className }) => [name, { className, useSQLite: withSqlite.has(className) }]),
  );
}

function assets({ directory, binding, run_worker_first }) {
  return {
    directory,
    binding,
    run_worker_first,
    routerConfig: { has_user_worker: true },
  };
}

async function main() {
  const config = readJson(args.folder, "wrangler.json");
  requireKnownKeys(config);
  const storage = storageFolder(args.state);
  await applyMigrations(readJson(args.folder, "migrations.json"), databases(config), storage);
  const server = new Miniflare({
    ...convertV4MiniflareOptions(workerOptions(config, args)),
    inspectorPort: args["inspector-port"] && Number(args["inspector-port"]),
    resourcePersistencePath: storage,
    unsafeTriggerHandlers: config.compatibility_flags.includes("unsafe_module"), // a server under test
  });
  endWithParentOrSignal(server);
  await server.ready;
}

/** A port that is in use is the caller's mistake, not a reason for a stack trace. */
function explain(error) {
  const taken = error.code === "ERR_ADDRESS_IN_USE";
  console.error(taken ? `Port ${args.port} is taken: name another PORT.` : error);
  process.exit(taken ? 2 : 1);
}

await main().catch(explain);
