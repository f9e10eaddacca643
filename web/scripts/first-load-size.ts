/** Fails when the scripts that the first page load needs exceed the budget, gzipped. */
import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";

const BUDGET_BYTES = 200 * 1000;
const dist = new URL("../dist/", import.meta.url);

interface Chunk {
  file: string;
  imports?: string[];
}

const manifest = JSON.parse(readFileSync(new URL(".vite/manifest.json", dist), "utf8")) as Record<
  string,
  Chunk
>;

const page = readFileSync(new URL("index.html", dist), "utf8");

function collect(key: string, seen: Set<string>): void {
  const chunk = manifest[key];
  if (!chunk || seen.has(chunk.file)) return;
  seen.add(chunk.file);
  for (const child of chunk.imports ?? []) collect(child, seen);
}

const files = new Set<string>();
for (const [key, chunk] of Object.entries(manifest)) {
  if (page.includes(`src="/${chunk.file}"`)) collect(key, files);
}

let total = 0;
for (const file of files) total += gzipSync(readFileSync(new URL(file, dist))).length;

const figure = `first-load script: ${(total / 1000).toFixed(1)} kB gzip in ${files.size} file(s), budget ${BUDGET_BYTES / 1000} kB`;
if (files.size === 0 || total > BUDGET_BYTES) {
  console.error(`${figure}: nothing found, or too large`);
  process.exit(1);
}
console.log(figure);
