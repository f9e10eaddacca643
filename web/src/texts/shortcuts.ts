import { inLanguage, translations } from "./language";

/** The keyboard shortcuts as their dialog shows them, in groups. */
export const english = () => [
  {
    name: "Anywhere",
    keys: [
      { keys: ["Ctrl K"], does: "Go to a list or todo, or run a command" },
      { keys: ["n"], does: "Add a todo" },
      { keys: ["/"], does: "Search this list" },
      { keys: ["Ctrl Z"], does: "Undo your last change" },
      { keys: ["Ctrl Shift Z"], does: "Do it again" },
      { keys: ["Ctrl ,"], does: "Open the settings" },
      { keys: ["?"], does: "Show this help" },
    ],
  },
  {
    name: "In the list",
    keys: [
      { keys: ["↑", "↓"], does: "Go to another todo" },
      { keys: ["→", "←"], does: "Expand and collapse sub-todos" },
      { keys: ["Enter", "e"], does: "Edit" },
      { keys: ["Space", "c"], does: "Complete or reopen" },
      { keys: ["m"], does: "Claim or release" },
      { keys: ["s"], does: "Add a sub-todo" },
      { keys: ["o"], does: "Open the comments" },
      { keys: ["Alt ↑", "Alt ↓"], does: "Move up or down" },
      { keys: ["Tab", "Alt →"], does: "Make a sub-todo of the one above" },
      { keys: ["Shift Tab", "Alt ←"], does: "Move one level up" },
      { keys: ["Esc", "Tab"], does: "Leave the list, one after the other" },
      { keys: ["Delete"], does: "Delete" },
    ],
  },
  {
    name: "Selecting",
    keys: [
      { keys: ["x"], does: "Select or unselect" },
      { keys: ["Shift ↑", "Shift ↓"], does: "Select several" },
      { keys: ["Ctrl A"], does: "Select all" },
      { keys: ["Esc"], does: "Clear the selection" },
    ],
  },
  {
    name: "While editing",
    keys: [
      { keys: ["Enter"], does: "Save or send" },
      { keys: ["Tab", "Shift Tab"], does: "Make a sub-todo, or move one level up" },
      { keys: ["Shift Enter"], does: "New line in a comment" },
      { keys: ["Esc"], does: "Cancel, and keep a draft" },
    ],
  },
];

export const textsOfShortcuts = inLanguage(english, translations?.shortcuts);
