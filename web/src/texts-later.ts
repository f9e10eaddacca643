/** Texts that are loaded with the dialogs that show them. */
export const textsLater = {
  invites: {
    uses: "It lets in",
    people: { any: "Anybody", "1": "1 person", "5": "5 people", "25": "25 people" },
  },
  sessions: {
    current: "here",
    since: (time: string) => `Signed in ${time}`,
    used: (time: string) => `Last used ${time}, or up to an hour later`,
    end: (device: string) => `Sign out ${device}`,
    endOthers: "Sign out everywhere else",
  },
  shortcuts: {
    groups: [
      {
        name: "Anywhere",
        keys: [
          { keys: ["n"], does: "Add a todo" },
          { keys: ["/"], does: "Search this list" },
          { keys: ["?"], does: "Show this help" },
        ],
      },
      {
        name: "In the list",
        keys: [
          { keys: ["↑", "↓"], does: "Go to another todo" },
          { keys: ["→", "←"], does: "Open and close sub-todos" },
          { keys: ["Enter", "e"], does: "Edit" },
          { keys: ["c"], does: "Complete or reopen" },
          { keys: ["m"], does: "Claim or release" },
          { keys: ["s"], does: "Add a sub-todo" },
          { keys: ["Alt ↑", "Alt ↓"], does: "Move up or down" },
          { keys: ["Delete"], does: "Delete" },
        ],
      },
      {
        name: "Selecting",
        keys: [
          { keys: ["Shift ↑", "Shift ↓"], does: "Select several" },
          { keys: ["Ctrl A"], does: "Select all" },
          { keys: ["Esc"], does: "Select none" },
        ],
      },
      {
        name: "While editing",
        keys: [
          { keys: ["Enter"], does: "Save" },
          { keys: ["Esc"], does: "Cancel" },
        ],
      },
    ],
  },
};
