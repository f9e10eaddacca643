import { readFileSync } from "node:fs";
import type { Plugin } from "vite";

const QUERY = "?contexts";
const CONTEXT = /^const (\S+) = \/\*#__PURE__\*\/ \(0, \$\w+\$createContext\)\(null\);$/gm;
const EXPORT = /^export \{(.*)\};$/m;
/** An import of nothing but contexts from one of the two. */
const IMPORT =
  /^(import \{(?:\S+Context as \S+(?:, )?)+\} from ".\/(?:ListBox|Autocomplete)\.mjs)";$/gm;

/** The contexts that a module defines, by the names under which it exports them. */
function contextsIn(code: string): { readonly local: string; readonly name: string }[] {
  const locals = new Set([...code.matchAll(CONTEXT)].map(([, local]) => local));
  const exported = EXPORT.exec(code)?.[1]?.split(", ") ?? [];
  return exported.flatMap((each) => {
    const [local = "", name = ""] = each.split(" as ");
    return locals.has(local) ? { local, name } : [];
  });
}

/**
 * Put the contexts of react-aria's list box and autocomplete into modules of their own: its grid list, which is part of
 * the first load, asks them whether it stands in one of these, and would bring along all of both.
 */
export function contextsApart(): Plugin {
  return {
    name: "glint-contexts-apart",
    apply: "build",
    load: {
      filter: { id: /\?contexts$/ },
      handler: (id) => {
        const found = contextsIn(readFileSync(id.slice(0, -QUERY.length), "utf8"));
        const made = found.map(
          ({ name }) => `export const ${name} = /*#__PURE__*/ createContext(null);`,
        );
        return ['import { createContext } from "react";', ...made].join("\n");
      },
    },
    transform: {
      filter: { id: /react-aria-components\/dist\/private\/\w+\.mjs$/ },
      handler: (code, id) => {
        const redirected = code.replaceAll(IMPORT, `$1${QUERY}";`);
        if (!/\/(ListBox|Autocomplete)\.mjs$/.test(id)) return { code: redirected, map: null };
        const names = contextsIn(code).map(({ local, name }) => `${name} as ${local}`);
        const own = `import { ${names.join(", ")} } from ${JSON.stringify(id + QUERY)};\n`;
        return { code: own + redirected.replaceAll(CONTEXT, ""), map: null };
      },
    },
  };
}
