import { isBrowserChord, isSingleLetter } from "./chords";
import { commands } from "./commands.svelte";
import { commandTable, type CommandId, type CommandSpec } from "./table";

/** Why a chord cannot run a command. */
export type KeyRefusal = { why: "other"; other: CommandId } | { why: "field" | "letter" | "clipboard" | "webview" };

const FIELD_KEYS = new Set(["Tab", "Enter", "Escape", "Backspace", "Delete", "Home", "End", "PageUp", "PageDown", "ArrowUp", "ArrowDown", "ArrowLeft", "ArrowRight", "Space", "Insert"]);
const CLIPBOARD = new Set(["Ctrl+C", "Ctrl+V", "Ctrl+X", "Ctrl+A", "Ctrl+Y"]);

const specs: readonly CommandSpec[] = commandTable;

function meet(one: CommandSpec, other: CommandSpec): boolean {
  return one.screens === "all" || other.screens === "all" || one.screens.some((screen) => other.screens.includes(screen));
}

/** Whether a chord may run a command: `undefined` when it may. The shipped keys of a command always may, unless another one has them now. */
export function refuseKey(id: CommandId, chord: string): KeyRefusal | undefined {
  const spec = specs.find((known) => known.id === id);
  if (!spec) return undefined;
  const other = specs.find((known) => known.id !== id && meet(known, spec) && commands.keysOf(known.id).includes(chord));
  if (other) return { why: "other", other: other.id };
  if (spec.keys.includes(chord)) return undefined;
  if (CLIPBOARD.has(chord)) return { why: "clipboard" };
  if (isBrowserChord(chord) && !chord.startsWith("Ctrl+")) return { why: "webview" };
  if (FIELD_KEYS.has(chord.replace("Shift+", ""))) return { why: "field" };
  if (isSingleLetter(chord) && !spec.keys.some(isSingleLetter)) return { why: "letter" };
  return undefined;
}
