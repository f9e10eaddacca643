// Stands in for Cloudflare's Analytics Engine, of which Miniflare's dataset is an empty shell: keeps what
// is written, and refuses what the real one would not record. Tests only.
//
//   POST /__host/points     gives the latest data points written since the last time, of all datasets
//
// Limits: https://developers.cloudflare.com/analytics/analytics-engine/limits/ (read in November 2026).
import { env } from "cloudflare:workers";

const FIELDS_MAX = 20;
const INDEX_MAX_BYTES = 96;
const BLOBS_MAX_BYTES = 16 * 1024;
const KEPT_MAX = 10_000;

let written = [];

for (const binding of Object.values(env)) {
  if (typeof binding?.writeDataPoint === "function") binding.writeDataPoint = write;
}

/** What was written since this was last asked. */
export function takePoints() {
  const taken = written;
  written = [];
  return taken;
}

function write(point) {
  const { indexes = [], blobs = [], doubles = [], ...others } = point;
  require(Object.keys(others).length === 0, "unknown members");
  require(indexes.length <= 1 && indexes.every(isText) && bytes(indexes) <= INDEX_MAX_BYTES, "one index");
  require(blobs.length <= FIELDS_MAX && blobs.every(isText) && bytes(blobs) <= BLOBS_MAX_BYTES, "blobs");
  require(doubles.length <= FIELDS_MAX && doubles.every(Number.isFinite), "doubles");
  if (written.length === KEPT_MAX) written.shift();
  written.push(structuredClone(point));
}

function require(holds, what) {
  if (!holds) throw new TypeError(`Not a data point: ${what}`);
}

function isText(value) {
  return typeof value === "string";
}

function bytes(texts) {
  return new TextEncoder().encode(texts.join("")).length;
}
