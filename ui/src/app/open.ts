import { mount } from "svelte";
import { preferences } from "$lib/preferences";
import type { PreferencesView } from "$lib/wire";
import { language } from "$messages";
import App from "./App.svelte";

/** Shows the desk with the person's own settings. */
export function open(own: PreferencesView | undefined): void {
  document.documentElement.lang = language;
  if (own) preferences.take(own);
  const target = document.getElementById("desk");
  if (target) mount(App, { target });
}
