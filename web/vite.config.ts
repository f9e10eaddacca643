import optimizeLocales from "@react-aria/optimize-locales-plugin";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";

const backend = process.env["GLINT_BACKEND"] ?? "http://localhost:8787";

export default defineConfig({
  plugins: [react(), { ...optimizeLocales.vite({ locales: ["en-US"] }), enforce: "pre" }],
  server: { proxy: { "/api": { target: backend, ws: true } } },
  build: {
    manifest: true,
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 700,
    reportCompressedSize: false,
  },
  test: { environment: "node", include: ["src/**/*.test.{ts,tsx}"] },
});
