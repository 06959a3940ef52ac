import type { remittances as english } from "../en/remittances";

export const remittances: typeof english = {
  title: "Remesas",
};
