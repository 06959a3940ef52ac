import type { jobs as english } from "../en/jobs";

/** Textos del trabajo largo y de los archivos que entran. */
export const jobs: typeof english = {
  works: {
    rehearse_history: "Qué traería el historial",
    bring_in: "Tablas de otro sistema",
    import_history: "Reclamaciones de otro sistema",
    import_csv: "Archivo CSV",
    import_remittances: "Remesas",
    receive_remittances: "Remesas recibidas",
    import_acknowledgments: "Acuses",
    create_batches: "Archivos de reclamaciones",
    scrub_claims: "Revisión",
  },
  steps: {
    waiting: "esperando su turno",
    reading: "leyendo",
    batch: "reclamaciones puestas en archivos",
    scrub: "reclamaciones revisadas",
    claims: "reclamaciones tomadas",
    claim_payments: "pagos asentados",
    remittances: "remesas tomadas",
    patients: "pacientes tomados",
    coverages: "coberturas tomadas",
    encounters: "visitas tomadas",
  },
  outcomes: {
    imported: "Tomado",
    partial: "Tomado en parte",
    duplicate: "Ya se había tomado",
    posted: "Asentado",
    rehearsed: "Solo mirado",
    held: "En espera",
    refused: "No tomado",
  },
  severities: { error: "Omitido", warning: "Por mirar", info: "Nota" },
  label: "Trabajo en curso",
  progress: (work, step, done) => (done ? `${work}: ${done} ${step}` : `${work}: ${step}`),
  of: (done, total) => (total > 0 ? `${done} de ${total}` : done > 0 ? String(done) : ""),
  file: (at, files) => `Archivo ${at} de ${files}`,
  more: (count) => `y ${count} más`,
  cancel: "Cancelar",
  cancelling: "Deteniendo…",
  cancelled: "Detenido. Lo hecho antes queda; nada está a medias.",
  refused: (name, reason) =>
    `«${name}» ${
      {
        not_a_file: "no es un archivo. Elija archivos, no carpetas.",
        too_large: "es demasiado grande. Divídalo o redúzcalo.",
        too_many: "es más de lo que se guarda a la vez. Use antes los otros.",
        unreadable: "no se puede leer. Revise el archivo y sus permisos.",
      }[reason]
    }`,
  place: (segment, position, line) =>
    [line === null ? "" : `línea ${line}`, segment === null ? "" : `segmento ${segment}`, position ?? ""].filter(Boolean).join(", "),
  drop: "Suelte los archivos aquí",
};
