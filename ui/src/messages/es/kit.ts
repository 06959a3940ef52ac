import type { Messages } from "../en";

/** Textos de los componentes compartidos. */
export const kit: Messages["kit"] = {
  form: {
    summary: (count) => (count === 1 ? "Un campo le necesita" : `${count} campos le necesitan`),
    problem: (label, problem) => `${label}: ${problem}`,
    characters: (used, most) => `${used} de ${most} caracteres`,
    none: "ninguno",
  },
  name: { family: "Apellidos", given: "Nombre", middle: "Segundo nombre", suffix: "Sufijo" },
  password: {
    show: "Mostrar",
    hide: "Ocultar",
    capsLock: "Bloq Mayús está activo.",
    strength: {
      short: (fewest) => `Demasiado corta: al menos ${fewest} caracteres.`,
      weak: "Débil: añada unas palabras.",
      fair: "Aceptable: con una palabra más, mejor.",
      strong: "Fuerte.",
    },
  },
  grid: {
    select: "Seleccionado",
    selectAll: "Seleccionar todas las filas",
    edit: (column) => `Editar ${column}`,
  },
  dialog: { close: "Cerrar", cancel: "Cancelar" },
  toasts: { undo: "Deshacer", undoKey: "Ctrl+Z", undone: "Deshecho.", undoFailed: "No se pudo deshacer.", history: "Mensajes hasta ahora", none: "Aún no hay mensajes" },
  finder: {
    count: (shown, total) =>
      total > shown ? `Primeros ${shown} de ${total}` : shown === 0 ? "Sin resultados" : shown === 1 ? "1 resultado" : `${shown} resultados`,
    failed: "La búsqueda no funcionó. Siga escribiendo para probar otra vez.",
    move: "mover",
    take: "tomar",
  },
  states: {
    stale: (since) => `Se muestra como estaba ${since}.`,
    staleText: "No llegaron datos más nuevos.",
    lastGood: (when) => `Se muestra lo que se sabía ${when}.`,
    lockedBy: (name, since) => `${name} lo tiene desde ${since}. Puede leerlo.`,
  },
  money: { offBy: "Difiere en", mismatch: "No cuadra" },
  days: (days) => `${days < 0 ? "\u2212" : ""}${Math.abs(days)} d`,
  ahead: "por venir",
  stopping: "Deteniendo…",
};
