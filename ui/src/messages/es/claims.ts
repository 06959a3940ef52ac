import type { claims as english } from "../en/claims";

export const claims: typeof english = {
  title: "Reclamaciones",
};
