import type { charges as english } from "../en/charges";

export const charges: typeof english = {
  title: "Cargos",
};
