/** Build worker/service-worker.ts with the list of everything that the app needs to start. */
import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { build, type Plugin } from "vite";
import type { PrecacheEntry } from "workbox-precaching";

/** What a browser fetches itself (icons), what is not part of the app (api/), and what no page needs (_headers). */
const KEPT = /^(index\.html|favicon\.svg|manifest\.webmanifest|assets\/.+)$/;

export function serviceWorker(): Plugin {
  let outDir = "";
  return {
    name: "glint-service-worker",
    apply: "build",
    configResolved(config) {
      outDir = path.resolve(config.root, config.build.outDir);
    },
    async closeBundle() {
      await build({
        configFile: false,
        logLevel: "warn",
        publicDir: false,
        define: { BUILD_FILES: JSON.stringify(filesOf(outDir)) },
        build: {
          outDir,
          emptyOutDir: false,
          rolldownOptions: {
            input: path.join(import.meta.dirname, "../worker/service-worker.ts"),
            output: { format: "iife", entryFileNames: "service-worker.js" },
          },
        },
      });
    },
  };
}

/** Sorted, so that the same build is the same worker. The digest keeps anything else out of the cache. */
function filesOf(folder: string): PrecacheEntry[] {
  const names = readdirSync(folder, { recursive: true, encoding: "utf8" });
  return names
    .filter((name) => KEPT.test(name))
    .sort()
    .map((name) => {
      const digest = createHash("sha256").update(readFileSync(path.join(folder, name)));
      const integrity = `sha256-${digest.digest("base64")}`;
      const hashed = name.startsWith("assets/");
      const url = name === "index.html" ? "/" : `/${name}`;
      return { url, revision: hashed ? null : integrity.slice(-12), integrity };
    });
}
