import type { PreferencesView } from "$lib/wire";

const LANGUAGES = { english: "en", spanish: "es" } as const;

/** Puts theme, density and language onto the page; the language counts from the next start of the page on. Knows no words, so that it can run before them. */
export function applyLook(own: Pick<PreferencesView, "theme" | "row_height" | "language">, root: HTMLElement = document.documentElement): void {
  if (own.theme === "system") delete root.dataset["theme"];
  else root.dataset["theme"] = own.theme;
  if (own.row_height === 28) delete root.dataset["density"];
  else root.dataset["density"] = String(own.row_height);
  if (own.language === "system") delete root.dataset["language"];
  else root.dataset["language"] = LANGUAGES[own.language];
}
