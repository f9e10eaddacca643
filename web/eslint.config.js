import js from "@eslint/js";
import { defineConfig, globalIgnores } from "eslint/config";
import reactHooks from "eslint-plugin-react-hooks";
import tseslint from "typescript-eslint";

/** The house's sizes count what one has to understand. */
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
  // Half of a component is markup.
  {
    files: ["**/*.tsx"],
    rules: {
      complexity: ["error", 15],
      "max-lines-per-function": ["error", { max: 75, ...BLANK_AND_COMMENTS }],
    },
  },
  // A `describe` is a chapter, no function.
  {
    files: ["**/*.test.*"],
    rules: { "max-lines": ["error", 400], "max-lines-per-function": "off" },
  },
);
