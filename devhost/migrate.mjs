// Applies D1 migrations before a server opens its port, in the table of `wrangler d1 migrations`, so that both can be
// used on the same state. As a program, before `wrangler dev` starts:
//
//   node migrate.mjs <folder made by devhost/build.py> <state folder>
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { Miniflare, convertV4MiniflareOptions } from "miniflare";

const CREATE_TABLE = `CREATE TABLE IF NOT EXISTS d1_migrations(
	id         INTEGER PRIMARY KEY AUTOINCREMENT,
	name       TEXT UNIQUE,
	applied_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL
)`;
const STAMP = "glint-migrations";

/** The folder below a state folder where `wrangler dev --persist-to` keeps its data. */
export function storageFolder(state) {
  return path.resolve(state, "v3");
}

/**
 * Applies the pending ones of `migrations`, `[{ name, statements }]`, all in one transaction. `d1Databases` maps the
 * binding of the one database to its id. A stamp beside the database says that nothing is pending, so that a start then
 * costs nothing.
 */
export async function applyMigrations(migrations, d1Databases, storage) {
  const stamp = path.join(storage, "d1", STAMP);
  const current = createHash("sha256").update(JSON.stringify(migrations)).digest("hex");
  if (readOrEmpty(stamp) === current) return;
  const worker = {
    modules: true,
    script: "export default {}",
    compatibilityDate: "2026-11-01",
    cf: false,
    host: "127.0.0.1",
    d1Databases,
  };
  const miniflare = new Miniflare({ ...convertV4MiniflareOptions(worker), resourcePersistencePath: storage });
  try {
    await applyPending(await miniflare.getD1Database(Object.keys(d1Databases)[0]), migrations);
  } finally {
    await miniflare.dispose();
  }
  mkdirSync(path.dirname(stamp), { recursive: true });
  writeFileSync(stamp, current);
}

/** Maps the bindings of the databases in a wrangler configuration to their ids. */
export function databases(config) {
  return Object.fromEntries(config.d1_databases.map((database) => [database.binding, database.database_id]));
}

export function readJson(folder, name) {
  return JSON.parse(readFileSync(path.join(folder, name), "utf8"));
}

async function applyPending(database, migrations) {
  await database.prepare(CREATE_TABLE).run();
  const { results } = await database.prepare("SELECT name FROM d1_migrations").all();
  const applied = new Set(results.map(({ name }) => name));
  const pending = migrations.filter(({ name }) => !applied.has(name));
  if (pending.length === 0) return;
  await database.batch(
    pending.flatMap(({ name, statements }) => [
      ...statements.map((sql) => database.prepare(sql)),
      database.prepare("INSERT INTO d1_migrations (name) VALUES (?)").bind(name),
    ]),
  );
}

function readOrEmpty(file) {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [folder, state] = process.argv.slice(2);
  await applyMigrations(
    readJson(folder, "migrations.json"),
    databases(readJson(folder, "wrangler.json")),
    storageFolder(state),
  );
}
