import type { patients as english } from "../en/patients";

export const patients: typeof english = {
  title: "Pacientes",
};
