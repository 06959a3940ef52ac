import { en, type Messages } from "./en";
import { es } from "./es";

/** The language of the window: the system's, where there are words for it. */
export const language: "en" | "es" = navigator.language.toLowerCase().startsWith("es") ? "es" : "en";

/** The locale that dates are spelled in; a practice bills in the United States. */
export const locale = language === "es" ? "es-US" : "en-US";

/** Every text of the window. */
export const messages: Messages = language === "es" ? es : en;

export type { Messages };
