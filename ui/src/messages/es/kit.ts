import type { kit as english } from "../en/kit";

export const kit: typeof english = {
  required: "Obligatorio",
};
