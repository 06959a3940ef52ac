import { toasts } from "$lib/kit";
import { navigation } from "$lib/navigation";
import { call, CallError, type ErrorCode } from "$lib/wire";
import { messages } from "$messages";

/** Counts what was changed about patients, so that an open file reads itself anew. */
class Folder {
  changes = $state(0);

  changed(): void {
    this.changes += 1;
  }
}

export const folder = new Folder();

/** Takes the last change of a patient or policy back; for a message's Undo. */
export async function undoLast(): Promise<void> {
  await call("undo_last", {});
  folder.changed();
}

/** Takes a registration back, as long as it is the last change; then there is no such file any more. */
export function undoRegistration(patientId: string): () => Promise<void> {
  const then = folder.changes + 1;
  return async () => {
    if (folder.changes !== then) throw new CallError("bad_value");
    await call("undo_last", {});
    if (navigation.place.id === patientId) navigation.replace({ screen: "patients" });
    folder.changed();
  };
}

/** Says that something was kept, and lets what is open read itself anew. */
export function saySaved(text: string, undo?: () => Promise<void>): void {
  folder.changed();
  toasts.say("ok", text, undo);
}

/** The code of what was thrown. */
export function codeOf(thrown: unknown): ErrorCode {
  return thrown instanceof CallError ? thrown.code : "io";
}

/** Says what failed, where there is no better place for it. */
export function sayFailed(thrown: unknown): void {
  toasts.say("stop", messages.errors[codeOf(thrown)]);
}

/** Something that is read from Rust: nothing yet, the answer, or the code of what failed. */
export class Reading<Answer> {
  answer = $state.raw<Answer>();
  error = $state<ErrorCode>();
  #asked = 0;

  /** Asks; only the newest question's answer counts. What was read before stays until then. */
  async ask(question: () => Promise<Answer>): Promise<void> {
    const asked = ++this.#asked;
    try {
      const answer = await question();
      if (asked === this.#asked) [this.answer, this.error] = [answer, undefined];
    } catch (thrown) {
      if (asked === this.#asked) this.error = codeOf(thrown);
    }
  }
}
