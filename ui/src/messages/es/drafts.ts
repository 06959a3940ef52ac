import type { drafts as english } from "../en/drafts";

export const drafts: typeof english = {
  restored: "Su borrador está de vuelta.",
  kept: (names, key) => `Escrito y aún sin guardar: ${names}. ${key} abre el más reciente.`,
  none: "No tiene ningún borrador.",
  elsewhere: "Abra el registro del que trata el borrador: vuelve en su formulario.",
  other: "otro formulario",
  forms: {
    new_patient: "paciente nuevo",
    patient: "paciente",
    charge: "cargo",
    coverage: "cobertura",
    note: "nota",
    open_encounter: "visita",
  },
};
