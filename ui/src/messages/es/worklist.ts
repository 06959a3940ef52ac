import type { worklist as english } from "../en/worklist";

export const worklist: typeof english = {
  title: "Lista de trabajo",
};
