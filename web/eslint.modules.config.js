// For the JavaScript outside of this folder: the dev host, and what tests and measurements run. Plain modules for
// Node and workerd; `make lint` checks them from the root with the tools that are installed here.
import js from "@eslint/js";
import { defineConfig } from "eslint/config";

const GLOBALS = [
  ...[
    "Buffer",
    "Cloudflare",
    "Headers",
    "Request",
    "Response",
    "TextEncoder",
    "URL",
    "URLSearchParams",
    "WebAssembly",
  ],
  ...["WebSocketPair", "WebSocketRequestResponsePair", "console", "crypto", "location", "process"],
  ...["queueMicrotask", "setInterval", "setTimeout", "structuredClone"],
];

export default defineConfig(js.configs.recommended, {
  languageOptions: { globals: Object.fromEntries(GLOBALS.map((name) => [name, "readonly"])) },
  linterOptions: { reportUnusedDisableDirectives: "error" },
  rules: {
    complexity: ["error", 12],
    eqeqeq: "error",
    "max-lines": ["error", 250],
    "max-lines-per-function": ["error", 40],
    "no-empty": ["error", { allowEmptyCatch: true }],
    "no-shadow": "error",
    "no-var": "error",
    "prefer-const": "error",
  },
});
