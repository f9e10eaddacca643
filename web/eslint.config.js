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
  ...["personal-space", "paths", "device-choice", "texts", "styles"],
  ...["ui", "offline", "drafts", "exchange", "data", "workspace"],
  ...[
    "todos",
    "guests",
    "bell",
    "mine",
    "sets",
    "team",
    "trash",
    "shell",
    "screens",
    "App",
    "main",
    "testing",
  ],
];

/** Likewise of client/src. */
const LAYERS_OF_CLIENT = [
  ...["wire", "api-error", "backoff", "clock", "http", "platform", "soon", "system"],
  ...["browser-platform", "program-platform", "outbox", "realtime", "glint", "index", "testing"],
];

const READ_ATTRIBUTES =
  "alt|title|label|placeholder|text|message|description|heading|hint|action|reason|aria-(label|description|roledescription|valuetext)";

const WORD =
  ":matches(Literal[value=/[\\p{L}]/u], TemplateLiteral:has(> TemplateElement[value.raw=/[\\p{L}]/u]))";
/** Words that people read, anywhere but in src/texts: in markup, and in what is passed on to be shown. */
const WORDS = [
  "JSXText[value=/^(?!Glint$).*\\p{L}/su]",
  `:matches(JSXElement, JSXFragment) > JSXExpressionContainer > ${WORD}`,
  `:matches(JSXElement, JSXFragment) > JSXExpressionContainer > :matches(ConditionalExpression, LogicalExpression) > ${WORD}`,
  `JSXAttribute[name.name=/^(${READ_ATTRIBUTES})$/] > ${WORD}`,
  `JSXAttribute[name.name=/^(${READ_ATTRIBUTES})$/] > JSXExpressionContainer > ${WORD}`,
  `Property[key.name=/^(${READ_ATTRIBUTES})$/] > ${WORD}`,
  // Which differs by language as well: in Chinese no space follows.
  "JSXText[value=/^\\s*[.,;:()]\\s*$/]",
  "Literal[value=/^[.,;:] $/]",
  "TemplateElement[value.raw=/^[.,;:] $/]",
].map((selector) => ({ selector, message: "Words that people read belong into src/texts." }));

/**
 * Forbid imports from a layer above, lazy ones included.
 * @param {string} folder
 * @param {string[]} layers
 * @returns {import("eslint").Linter.Config[]}
 */
function layerRules(folder, layers) {
  const unplaced = readdirSync(new URL(folder, import.meta.url))
    .map((name) => name.replace(/(\.test)?\.tsx?$/, ""))
    .filter((name) => !layers.includes(name));
  if (unplaced.length > 0)
    throw new Error(`Give these a place in the layers of ${folder}: ${unplaced.join(", ")}`);
  return layers.slice(0, -1).flatMap((layer, index) => {
    const above = layers.slice(index + 1);
    const others = folder === "src" && layer !== "texts" ? WORDS : [];
    return [
      layerRule([`${folder}/${layer}.ts`, `${folder}/${layer}.tsx`], "[.]", above, others),
      layerRule([`${folder}/${layer}/*`], "[.][.]", above, others),
      layerRule([`${folder}/${layer}/*/**/*`], "[.][.]\\u002F[.][.]", above, others),
    ];
  });
}

/**
 * @param {string[]} files
 * @param {string} up the way from these to the folder of the layers, as a regular expression
 * @param {string[]} above
 * @param {{ selector: string, message: string }[]} others what else is forbidden there
 * @returns {import("eslint").Linter.Config}
 */
function layerRule(files, up, above, others) {
  const imports = ":matches(ImportDeclaration, ImportExpression, ExportNamedDeclaration)";
  const selector = `${imports}[source.value=/^${up}\\u002F(${above.join("|")})(\\u002F|[.]ts$|$)/]`;
  const message = "This is below what it imports: see LAYERS in eslint.config.js.";
  return {
    files,
    ignores: ["**/*.test.*"],
    rules: { "no-restricted-syntax": ["error", { selector, message }, ...others] },
  };
}

/** What is neither a file of the client nor the one package that it depends on. */
const FOREIGN_TO_CLIENT = {
  regex: "^(?!idb$|[.]{1,2}/)|^([.]{2}/){2}",
  message: "The client imports its own files and idb only.",
};

/** Limits of size count code only. */
const BLANK_AND_COMMENTS = { skipBlankLines: true, skipComments: true };

export default defineConfig(
  globalIgnores(["**/dist", "client/src/wire.ts"]),
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
  ...layerRules("src", LAYERS),
  ...layerRules("client/src", LAYERS_OF_CLIENT),
  // The client is a package of its own.
  {
    files: ["client/src/**"],
    ignores: ["**/*.test.*"],
    rules: { "no-restricted-imports": ["error", { patterns: [FOREIGN_TO_CLIENT] }] },
  },
  // Half of a component is markup.
  {
    files: ["**/*.tsx"],
    rules: {
      complexity: ["error", 15],
      "max-lines-per-function": ["error", { max: 75, ...BLANK_AND_COMMENTS }],
    },
  },
  // A catalogue of texts is one function of the format of its language.
  {
    files: ["src/texts/**"],
    ignores: ["**/*.test.*"],
    rules: { "max-lines": "off", "max-lines-per-function": "off" },
  },
  // A `describe` groups tests; it is not a function to keep short.
  {
    files: ["**/*.test.*"],
    rules: { "max-lines": ["error", 400], "max-lines-per-function": "off" },
  },
);
