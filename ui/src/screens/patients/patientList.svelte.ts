import { call, CallError, type ErrorCode, type PatientRow } from "$lib/wire";

/** The list of patients: what was typed, and what was found for it. */
export class PatientList {
  text = $state("");
  rows = $state.raw<PatientRow[]>([]);
  hasMore = $state(false);
  /** What `rows` answer; `undefined` before the first answer. */
  answered = $state<string>();
  error = $state<ErrorCode>();
  /** The patient whose file was opened last. */
  opened: string | undefined;
  #isAsking = false;

  /** Asks for a text. While an answer is on its way only the newest text waits: keystrokes never pile up. */
  async find(text: string): Promise<void> {
    this.text = text;
    if (this.#isAsking) return;
    this.#isAsking = true;
    let asked: string;
    do {
      asked = this.text;
      await this.#ask(asked);
    } while (this.text !== asked);
    this.#isAsking = false;
  }

  async #ask(text: string): Promise<void> {
    try {
      const found = await call("find_patients", { text });
      this.rows = found.items;
      this.hasMore = found.has_more;
      this.answered = text;
      this.error = undefined;
    } catch (thrown) {
      this.error = thrown instanceof CallError ? thrown.code : "io";
    }
  }
}

/** The list of this session: it stays as it was while a file is open. */
export const patientList = new PatientList();
