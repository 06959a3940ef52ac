import { capsOf, commands, type CommandId, type CommandView } from "$lib/commands";
import { call, type PatientRow } from "$lib/wire";
import { messages } from "$messages";

/** A row of the palette. */
export type PaletteRow =
  | { kind: "command"; id: string; command: CommandId; name: string; cap: string; reason: string | undefined }
  | { kind: "patient"; id: string; patient: PatientRow };

/** A section of the palette. */
export interface PaletteSection {
  id: "do" | "go" | "find";
  rows: PaletteRow[];
}

const FEWEST_LETTERS = 2;
const PATIENTS_AT_MOST = 8;

const plain = (text: string): string => text.normalize("NFD").replace(/\p{M}/gu, "").toLocaleLowerCase();

/** Whether every typed word begins a word of the text, or stands in it. */
export function matches(text: string, typed: string): boolean {
  const name = plain(text);
  return plain(typed).split(/\s+/u).filter(Boolean).every((word) => name.includes(word));
}

/** How well a text fits: the beginning of the text, of a word, anywhere. */
function rank(text: string, typed: string): number {
  const [name, word] = [plain(text), plain(typed).trim().split(/\s+/u)[0] ?? ""];
  return name.startsWith(word) ? 0 : name.includes(` ${word}`) ? 1 : 2;
}

/** What is in the palette for what was typed. */
export class PaletteState {
  text = $state("");
  patients = $state.raw<readonly PatientRow[]>([]);
  #asked = "";

  /** Commands of the screen first, then those of every screen; what cannot be run now stays, with its reason. */
  readonly sections: PaletteSection[] = $derived.by(() => {
    const views = commands.all().filter((view) => this.#isShown(view));
    const sorted = views.toSorted((one, other) => this.#order(one) - this.#order(other));
    const rows = (isGo: boolean): PaletteRow[] => sorted.filter(({ spec }) => (spec.group === "go") === isGo).map((view) => this.#row(view));
    const found = this.patients.map((patient): PaletteRow => ({ kind: "patient", id: patient.patient_id, patient }));
    const sections: PaletteSection[] = [{ id: "do", rows: rows(false) }, { id: "go", rows: rows(true) }, { id: "find", rows: found }];
    return sections.filter((section) => section.rows.length > 0);
  });

  readonly rows: PaletteRow[] = $derived(this.sections.flatMap((section) => section.rows));

  /** Takes what was typed, and finds patients for it where the role may. */
  async type(text: string): Promise<void> {
    this.text = text;
    this.#asked = text;
    if (text.trim().length < FEWEST_LETTERS || !commands.may("read_patient")) {
      this.patients = [];
      return;
    }
    const found = await call("find_patients", { text }).catch(() => undefined);
    if (this.#asked === text) this.patients = found?.items.slice(0, PATIENTS_AT_MOST) ?? [];
  }

  #isShown(view: CommandView): boolean {
    if (view.spec.id === "palette") return false;
    const isHere = view.isOffered || view.blocked !== undefined;
    return this.text.trim() === "" ? isHere && view.isOffered : matches(view.name, this.text);
  }

  #order(view: CommandView): number {
    const isOwn = view.spec.screens !== "all";
    return (this.text.trim() === "" ? 0 : rank(view.name, this.text)) + (view.isOffered ? 0 : 20) + (view.blocked === undefined ? 0 : 10) + (isOwn ? 0 : 5);
  }

  #row(view: CommandView): PaletteRow {
    const reason = view.blocked ?? (view.isOffered ? undefined : messages.kit.palette.notHere);
    return { kind: "command", id: view.spec.id, command: view.spec.id, name: view.name, cap: capsOf(view.keys[0] ?? ""), reason };
  }
}
