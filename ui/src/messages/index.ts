import type { Messages } from "./en";

function systemLanguage(): "en" | "es" {
  return navigator.language.toLowerCase().startsWith("es") ? "es" : "en";
}

const chosen = document.documentElement.dataset["language"];

/** The language of the window: the one that the person chose, which stands on the page before its words are read, else the system's. */
export const language: "en" | "es" = chosen === "en" || chosen === "es" ? chosen : systemLanguage();

/** The locale that dates are spelled in; a practice bills in the United States. */
export const locale = language === "es" ? "es-US" : "en-US";

/** Every text of the window; those of the other language are never loaded. */
export const messages: Messages = language === "es" ? (await import("./es")).es : (await import("./en")).en;

export type { Messages };
