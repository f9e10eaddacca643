// Serves the baseline on one bare workerd, as devhost/serve.mjs serves Glint.
//
//   node serve.mjs --state <state folder> --port <n> [--log on] [--d1-ms 10] [--inspector-port 9229]
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import { Miniflare, convertV4MiniflareOptions } from "miniflare";
import { d1Options } from "../../devhost/distant_d1.mjs";
import { endWithParentOrSignal } from "../../devhost/ending.mjs";
import { applyMigrations, storageFolder } from "../../devhost/migrate.mjs";

const { values: args } = parseArgs({
  options: {
    state: { type: "string" },
    port: { type: "string" },
    log: { type: "string", default: "off" },
    "d1-ms": { type: "string", default: "0" },
    "inspector-port": { type: "string" },
  },
});

/** Static assets in front, as Glint has them, because that router costs every request something. */
function assets() {
  const directory = path.resolve(args.state, "assets");
  mkdirSync(directory, { recursive: true });
  writeFileSync(path.join(directory, "index.html"), "<!doctype html><title>baseline</title>");
  return {
    directory,
    binding: "ASSETS",
    run_worker_first: ["/api/*"],
    routerConfig: { has_user_worker: true },
    assetConfig: { not_found_handling: "single-page-application" },
  };
}

const storage = storageFolder(args.state);
const d1Databases = { DB: "00000000-0000-0000-0000-000000000001" };
const schema = readFileSync(path.join(import.meta.dirname, "schema.sql"), "utf8");
const statements = schema.split(";\n").filter((sql) => sql.trim());
await applyMigrations([{ name: "schema", statements }], d1Databases, storage);

const options = {
  name: "baseline",
  host: "127.0.0.1",
  port: Number(args.port),
  cf: false,
  modulesRoot: import.meta.dirname,
  modules: ["worker.mjs", "access.mjs", "setup.mjs"].map((name) => ({
    type: "ESModule",
    path: path.join(import.meta.dirname, name),
  })),
  compatibilityDate: "2026-11-01",
  bindings: { LOG: args.log },
  ...d1Options(d1Databases, Number(args["d1-ms"])),
  durableObjects: { ROOM: { className: "Room", useSQLite: false } },
  assets: assets(),
};
const server = new Miniflare({
  ...convertV4MiniflareOptions(options),
  inspectorPort: args["inspector-port"] && Number(args["inspector-port"]),
  resourcePersistencePath: storage,
});

endWithParentOrSignal(server);
await server.ready;
