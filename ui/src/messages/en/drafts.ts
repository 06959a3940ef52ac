/** Texts about drafts of forms. */
export const drafts = {
  restored: "Your draft is back.",
  kept: (names: string, key: string) => `Typed and not saved yet: ${names}. ${key} opens the newest.`,
  none: "You have no draft.",
  elsewhere: "Open the record that the draft is about: it comes back in its form.",
  other: "another form",
  forms: {
    new_patient: "new patient",
    patient: "patient",
    charge: "charge",
    coverage: "coverage",
    note: "note",
    open_encounter: "visit",
  },
};
