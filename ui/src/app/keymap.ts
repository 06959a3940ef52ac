/** What the keys of the whole window do; a key that an element took does not come here. */
export interface WindowActs {
  lock: () => void;
  findPatient: () => void;
  openPatients: () => void;
  back: () => void;
}

type Chord = Pick<KeyboardEvent, "key" | "ctrlKey" | "metaKey" | "shiftKey" | "altKey">;

/** A key with its modifiers as one word; ⌘ counts as Ctrl. */
export function chordOf(event: Chord): string {
  const parts = [event.ctrlKey || event.metaKey ? "Ctrl" : "", event.altKey ? "Alt" : "", event.shiftKey ? "Shift" : ""];
  const key = event.key.length === 1 ? event.key.toUpperCase() : event.key;
  return [...parts.filter(Boolean), key].join("+");
}

const BROWSER_KEYS = new Set(["F5", "Ctrl+R", "Ctrl+Shift+R", "Ctrl+F", "Ctrl+G", "Ctrl+P", "Ctrl+S", "F7", "Alt+ArrowLeft", "Alt+ArrowRight"]);

/** Whether a chord is one of the webview's own, which are off. */
export function isBrowserKey(chord: string): boolean {
  return BROWSER_KEYS.has(chord);
}

/** The pane after the one that has the focus (F6). */
export function focusNextPane(): void {
  const panes = [...document.querySelectorAll<HTMLElement>("[data-pane]")];
  const at = panes.findIndex((pane) => pane.contains(document.activeElement));
  const next = panes[(at + 1) % panes.length];
  (next?.querySelector<HTMLElement>('[tabindex="0"], input, button, a[href]') ?? next)?.focus();
}

/** Handles a key of the window. */
export function onWindowKey(event: KeyboardEvent, acts: WindowActs): void {
  const chord = chordOf(event);
  const act: Record<string, () => void> = {
    "Ctrl+Shift+L": acts.lock,
    F3: acts.findPatient,
    "Alt+2": acts.openPatients,
    F6: focusNextPane,
    Escape: acts.back,
  };
  const chosen = act[chord];
  if (!chosen && !isBrowserKey(chord)) return;
  if (event.defaultPrevented) return;
  event.preventDefault();
  chosen?.();
}
