import { call, CallError, type ErrorCode } from "$lib/wire";

/** A list that a tab shows: what Rust said last, and what went wrong when it was asked again. */
export class Records<Answer> {
  answer = $state.raw<Answer>();
  error = $state<ErrorCode>();
  readonly #ask: () => Promise<Answer>;

  constructor(ask: () => Promise<Answer>) {
    this.#ask = ask;
  }

  async load(): Promise<void> {
    try {
      this.answer = await this.#ask();
      this.error = undefined;
    } catch (thrown) {
      this.error = thrown instanceof CallError ? thrown.code : "io";
    }
  }
}

export const payersOf = () => new Records(() => call("list_payers", {}));
export const providersOf = () => new Records(() => call("list_providers", {}));

/** Whether a record has every word of a search somewhere in its texts. */
export function matches(search: string, texts: readonly string[]): boolean {
  const all = texts.join("\n").toLocaleLowerCase();
  return search.toLocaleLowerCase().split(/\s+/).every((word) => all.includes(word));
}
