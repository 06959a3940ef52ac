/** A result of a finder. */
export interface Found {
  /** What is taken: a code, an id. */
  value: string;
  /** What stands first: a code; empty where there is none. */
  code: string;
  text: string;
  /** When it is valid. */
  dates?: string | undefined;
  /** Why it is here, or why it cannot be taken. */
  why?: string | undefined;
  isBlocked?: boolean | undefined;
}

/** What a finder found. */
export interface FoundList {
  /** The best first; at most 50 are shown. */
  items: readonly Found[];
  /** Of so many, where it is known. */
  total?: number | undefined;
}

export type Search = (text: string) => Promise<FoundList>;

const MOST = 50;

/** What a finder has found for the newest text. Answers to older ones are dropped; while one is on its way, only the newest text waits. */
export class FinderState {
  items = $state.raw<readonly Found[]>([]);
  total = $state(0);
  /** The text that `items` answer. */
  answered = $state<string>();
  hasFailed = $state(false);
  #search: () => Search;
  #asking: Promise<void> | undefined;
  #text = "";

  constructor(search: () => Search) {
    this.#search = search;
  }

  /** Asks for a text; settles when `items` answer the newest one. */
  find(text: string): Promise<void> {
    this.#text = text;
    this.#asking ??= this.#run().finally(() => (this.#asking = undefined));
    return this.#asking;
  }

  /** Forgets what was found. */
  forget(): void {
    this.items = [];
    this.answered = undefined;
  }

  async #run(): Promise<void> {
    let asked: string;
    do {
      asked = this.#text;
      await this.#ask(asked);
    } while (this.#text !== asked);
  }

  async #ask(text: string): Promise<void> {
    try {
      const found = await this.#search()(text);
      this.items = found.items.slice(0, MOST);
      this.total = found.total ?? found.items.length;
      this.hasFailed = false;
    } catch {
      this.items = [];
      this.hasFailed = true;
    }
    this.answered = text;
  }
}

/** A search through a list that is on the page already: every typed word begins a word of the code or the text. */
export function searchIn(list: readonly Found[]): Search {
  const plain = (text: string): string[] => text.normalize("NFD").replace(/\p{M}/gu, "").toLocaleLowerCase().split(/[^\p{L}\p{N}.]+/u).filter(Boolean);
  const known = list.map((found) => ({ found, words: plain(`${found.code} ${found.text} ${found.why ?? ""}`) }));
  return (text) => {
    const typed = plain(text);
    const items = known.filter(({ words }) => typed.every((word) => words.some((other) => other.startsWith(word)))).map(({ found }) => found);
    return Promise.resolve({ items, total: items.length });
  };
}
