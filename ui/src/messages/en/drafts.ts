/** Texts about drafts of forms. */
export const drafts = {
  restored: "Your draft is back.",
};
