import { messages } from "$messages";

type Keys = Pick<KeyboardEvent, "key" | "ctrlKey" | "metaKey" | "shiftKey" | "altKey">;

/** A key with its modifiers as one word; ⌘ counts as Ctrl. */
export function chordOf(event: Keys): string {
  const parts = [event.ctrlKey || event.metaKey ? "Ctrl" : "", event.altKey ? "Alt" : "", event.shiftKey ? "Shift" : ""];
  const key = event.key === " " ? "Space" : event.key.length === 1 ? event.key.toUpperCase() : event.key;
  return [...parts.filter(Boolean), key].join("+");
}

const BROWSER_CHORDS = new Set(["F5", "Ctrl+R", "Ctrl+Shift+R", "Ctrl+F", "Ctrl+G", "Ctrl+P", "Ctrl+S", "F7", "Alt+ArrowLeft", "Alt+ArrowRight"]);

/** Whether a chord is one of the webview's own, which are off. */
export function isBrowserChord(chord: string): boolean {
  return BROWSER_CHORDS.has(chord);
}

/** Whether a chord is one letter or sign without Ctrl or Alt: it works only where nothing is typed. */
export function isSingleLetter(chord: string): boolean {
  return chord.replace("Shift+", "").length === 1;
}

/** The caps of a chord, as they stand on the keyboard in the window's language. */
export function capsOf(chord: string): string {
  const caps: Record<string, string> = messages.commands.caps;
  return chord
    .split("+")
    .map((cap) => caps[cap] ?? cap)
    .join("+");
}
