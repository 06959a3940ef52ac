/** Reads what is typed into a field through Rust: only the newest text counts, and a problem shows when the person is done. */
export class TypedReader<T> {
  /** What the text means; `undefined` when it is empty or means nothing. */
  value = $state.raw<T | undefined>(undefined);
  /** Whether the person is done with a text that means nothing. */
  isWrong = $state(false);
  #read: (text: string) => Promise<T | null>;
  #turn = 0;

  constructor(read: (text: string) => Promise<T | null>) {
    this.#read = read;
  }

  /** Reads a text while it is typed: never complains. */
  async type(text: string): Promise<T | undefined> {
    this.isWrong = false;
    return await this.#ask(text);
  }

  /** Reads a text that the person is done with. */
  async finish(text: string): Promise<T | undefined> {
    const turn = this.#turn + 1;
    const value = await this.#ask(text);
    if (turn === this.#turn) this.isWrong = text.trim() !== "" && value === undefined;
    return value;
  }

  async #ask(text: string): Promise<T | undefined> {
    const turn = ++this.#turn;
    const read = text.trim() === "" ? null : await this.#read(text).catch(() => null);
    if (turn === this.#turn) this.value = read ?? undefined;
    return turn === this.#turn ? this.value : undefined;
  }
}
