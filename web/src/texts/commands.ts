import type { Format } from "./format";
import { inLanguage, translations } from "./language";

/** Texts of the command menu, loaded with it. */
export const english = ({ quoted }: Format) => ({
  title: "Search and commands",
  placeholder: "Find a todo or list, or run a command",
  results: "Results",
  goTo: "Go to",
  todos: "Todos",
  commands: "Commands",
  none: (query: string) => `Nothing matches ${quoted(query)}`,
  keys: [
    { keys: "↑↓", does: "to choose" },
    { keys: "↵", does: "to open" },
    { keys: "Esc", does: "to close" },
  ],
});

export const textsCommands = inLanguage(english, translations?.commands);
