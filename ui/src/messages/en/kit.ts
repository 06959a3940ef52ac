/** Texts of the shared components. */
export const kit = {
  form: {
    summary: (count: number) => (count === 1 ? "One field needs you" : `${count} fields need you`),
    problem: (label: string, problem: string) => `${label}: ${problem}`,
    characters: (used: number, most: number) => `${used} of ${most} characters`,
    none: "none",
  },
  name: { family: "Family name", given: "Given name", middle: "Middle name", suffix: "Suffix" },
  password: {
    show: "Show",
    hide: "Hide",
    capsLock: "Caps Lock is on.",
    strength: {
      short: (fewest: number) => `Too short: at least ${fewest} characters.`,
      weak: "Weak: add a few words.",
      fair: "Fair: a word more is better.",
      strong: "Strong.",
    },
  },
  grid: {
    select: "Selected",
    selectAll: "Select all rows",
    edit: (column: string) => `Edit ${column}`,
  },
  dialog: { close: "Close", cancel: "Cancel" },
  toasts: { undo: "Undo", undoKey: "Ctrl+Z", undone: "Undone.", undoFailed: "That could not be undone.", history: "Messages so far", none: "No messages yet" },
  finder: {
    count: (shown: number, total: number) =>
      total > shown ? `First ${shown} of ${total}` : shown === 0 ? "No results" : shown === 1 ? "1 result" : `${shown} results`,
    failed: "The search did not work. Type on to try again.",
    move: "move",
    take: "take",
  },
  states: {
    stale: (since: string) => `Shown as it was ${since}.`,
    staleText: "Newer data did not come.",
    lastGood: (when: string) => `Showing what was known ${when}.`,
    lockedBy: (name: string, since: string) => `${name} has this since ${since}. You can read it.`,
  },
  money: { offBy: "Off by", mismatch: "Does not balance" },
  days: (days: number) => `${days < 0 ? "\u2212" : ""}${Math.abs(days)} d`,
  ahead: "still to come",
  stopping: "Stopping…",
};
