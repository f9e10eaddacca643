import type { Plugin } from "vite";

const UNMARKED = /^(const \S+ = )(?=\(0, \$\w+\$create(?:Leaf|Branch)Component\)\()/gm;

/**
 * Mark the components of react-aria that its own build forgot to mark as free of side effects, so that
 * those which nothing uses (loading indicators, and through them the whole list box) are left out.
 */
export function pureComponents(): Plugin {
  return {
    name: "glint-pure-components",
    transform: {
      filter: { id: /react-aria-components/ },
      handler: (code) => ({ code: code.replaceAll(UNMARKED, "$1/*#__PURE__*/ "), map: null }),
    },
  };
}
