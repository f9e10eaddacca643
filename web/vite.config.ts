import optimizeLocales from "@react-aria/optimize-locales-plugin";
import react from "@vitejs/plugin-react";
import { defaultClientConditions, defaultServerConditions } from "vite";
import { defineConfig } from "vitest/config";
import { contextsApart } from "./scripts/contexts-apart.ts";
import { pureComponents } from "./scripts/pure-components.ts";
import { serviceWorker } from "./scripts/service-worker.ts";

const backend = process.env["GLINT_BACKEND"] ?? "http://localhost:8787";

export default defineConfig({
  plugins: [
    react(),
    { ...optimizeLocales.vite({ locales: ["en-US", "zh-CN"] }), enforce: "pre" },
    pureComponents(),
    contextsApart(),
    serviceWorker(),
  ],
  // The client's sources in place of its build: see client/package.json.
  resolve: { conditions: ["glint-source", ...defaultClientConditions] },
  ssr: { resolve: { conditions: ["glint-source", ...defaultServerConditions] } },
  server: { proxy: { "/api": { target: backend, ws: true } } },
  build: {
    manifest: true,
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 700,
    reportCompressedSize: false,
    rolldownOptions: {
      treeshake: { propertyReadSideEffects: false },
      // One file for the first load: several would be compressed apart, and cost a request each. (Rolldown keeps its
      // runtime, a third of a kilobyte, apart from one that awaits: see src/texts/language.ts.)
      output: { codeSplitting: { groups: [{ name: "first", tags: ["$initial"] }] } },
    },
  },
  test: { environment: "node", include: ["{src,client/src}/**/*.test.{ts,tsx}"] },
});
