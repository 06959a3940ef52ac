import type { denials as english } from "../en/denials";

export const denials: typeof english = {
  title: "Denegaciones",
};
