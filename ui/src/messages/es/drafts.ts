import type { drafts as english } from "../en/drafts";

export const drafts: typeof english = {
  restored: "Su borrador está de vuelta.",
};
