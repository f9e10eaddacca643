import { readdirSync } from "node:fs";
import js from "@eslint/js";
import { defineConfig, globalIgnores } from "eslint/config";
import reactHooks from "eslint-plugin-react-hooks";
import tseslint from "typescript-eslint";

/**
 * The folders and files of src, the lowest first: each may import those before it, so that there are no cycles. Tests
 * may import anything.
 */
const LAYERS = [
  ...[
    "generated",
    "personal-space",
    "paths",
    "texts",
    "texts-later",
    "texts-access-tokens",
    "texts-commands",
    "texts-history",
    "texts-mine",
    "texts-dates",
    "texts-exchange",
    "texts-shortcuts",
    "texts-trash",
    "styles",
  ],
  ...["client", "outbox", "realtime", "ui", "offline", "drafts", "exchange", "data", "workspace"],
  ...["todos", "mine", "sets", "team", "trash", "shell", "screens", "App", "main", "testing"],
];

const unplaced = readdirSync(new URL("src", import.meta.url))
  .map((name) => name.replace(/(\.test)?\.tsx?$/, ""))
  .filter((name) => !LAYERS.includes(name));
if (unplaced.length > 0) throw new Error(`Give these a place in LAYERS: ${unplaced.join(", ")}`);

/**
 * Forbid imports from a layer above, lazy ones included.
 * @param {string} layer
 * @param {number} index
 * @returns {import("eslint").Linter.Config}
 */
function layerRule(layer, index) {
  const above = LAYERS.slice(index + 1).join("|");
  const imports = ":matches(ImportDeclaration, ImportExpression, ExportNamedDeclaration)";
  const selector = `${imports}[source.value=/^[.]+\\u002F(${above})(\\u002F|$)/]`;
  const message = `src/${layer} is below what this imports: see LAYERS in eslint.config.js.`;
  return {
    files: [`src/${layer}/**`, `src/${layer}.ts`, `src/${layer}.tsx`],
    ignores: ["**/*.test.*"],
    rules: { "no-restricted-syntax": ["error", { selector, message }] },
  };
}

/** Limits of size count code only. */
const BLANK_AND_COMMENTS = { skipBlankLines: true, skipComments: true };

export default defineConfig(
  globalIgnores(["dist", "src/generated"]),
  js.configs.recommended,
  ...tseslint.configs.strictTypeChecked,
  reactHooks.configs.flat.recommended,
  {
    languageOptions: { parserOptions: { projectService: true } },
    linterOptions: { reportUnusedDisableDirectives: "error" },
    rules: {
      complexity: ["error", 12],
      "max-lines": ["error", { max: 250, ...BLANK_AND_COMMENTS }],
      "max-lines-per-function": ["error", { max: 40, ...BLANK_AND_COMMENTS }],
      // Softer than strict: a number in a text is plain, and `() => act()` is how handlers are written.
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      "@typescript-eslint/no-confusing-void-expression": ["error", { ignoreArrowShorthand: true }],
    },
  },
  ...LAYERS.slice(0, -1).map(layerRule),
  // The client can be used without React.
  {
    files: ["src/{client,outbox,realtime}/**"],
    rules: { "no-restricted-imports": ["error", { patterns: ["react", "react-*", "swr"] }] },
  },
  // Half of a component is markup.
  {
    files: ["**/*.tsx"],
    rules: {
      complexity: ["error", 15],
      "max-lines-per-function": ["error", { max: 75, ...BLANK_AND_COMMENTS }],
    },
  },
  // A `describe` groups tests; it is not a function to keep short.
  {
    files: ["**/*.test.*"],
    rules: { "max-lines": ["error", 400], "max-lines-per-function": "off" },
  },
);
