// Real D1 for the contract suite, behind a Worker in stock workerd: POST /batch takes
// {statements: [{sql, params}]} and answers {results: [[row, …], …], rowsRead: [number, …]}, as Cloudflare bills them, or
// {error: <D1's message>} with nothing changed. The first line of standard input is [{name, statements}], the migrations to apply;
// the first line of standard output is the port. It ends when its standard input closes.
import { createInterface } from "node:readline/promises";
import { Miniflare, convertV4MiniflareOptions } from "miniflare";

const WORKER = `
export default {
  async fetch(request, { DB }) {
    const { statements } = await request.json();
    try {
      const answers = await DB.batch(statements.map(({ sql, params }) => DB.prepare(sql).bind(...params)));
      return Response.json({
        results: answers.map(({ results }) => results),
        rowsRead: answers.map(({ meta }) => meta.rows_read),
      });
    } catch (error) {
      return Response.json({ error: String(error) });
    }
  },
};`;

const input = createInterface({ input: process.stdin })[Symbol.asyncIterator]();
const migrations = JSON.parse((await input.next()).value);
const miniflare = new Miniflare(
  convertV4MiniflareOptions({
    modules: true,
    script: WORKER,
    compatibilityDate: "2026-11-01",
    cf: false,
    host: "127.0.0.1",
    port: 0,
    d1Databases: ["DB"],
  }),
);
const address = await miniflare.ready;
const statements = migrations.flatMap((migration) => migration.statements.map((sql) => ({ sql, params: [] })));
const applied = await miniflare.dispatchFetch(new URL("/batch", address), {
  method: "POST",
  body: JSON.stringify({ statements }),
});
const { error } = await applied.json();
if (error) throw new Error(error);
console.log(address.port);

while (!(await input.next()).done);
await miniflare.dispose();
