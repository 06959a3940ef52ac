import { untrack } from "svelte";
import { call, type FilesView } from "$lib/wire";

const PAUSE_MS = 2000;

type Taker = (files: FilesView) => void;

/** Files above the window. Rust reads them; the page learns tokens. The newest screen that takes files gets them. */
class Drops {
  isOver = $state(false);
  #takers: readonly Taker[] = [];
  #isWatching = false;

  /** Whether a screen takes files now. */
  get isTaken(): boolean {
    return this.#takers.length > 0;
  }

  /** Takes what is dropped until the returned function is called. For an `$effect`. */
  take(taker: Taker): () => void {
    this.#takers = [...this.#takers, taker];
    // What is above the window is no reason for an effect to run again.
    untrack(() => void this.#watch());
    return () => {
      this.#takers = this.#takers.filter((other) => other !== taker);
    };
  }

  async #watch(): Promise<void> {
    if (this.#isWatching) return;
    this.#isWatching = true;
    while (this.#takers.length > 0) {
      try {
        const seen = await call("dropped_files", { is_over: this.isOver });
        this.isOver = seen.is_over;
        if (seen.dropped.files.length + seen.dropped.refused.length > 0) this.#give(seen.dropped);
      } catch {
        await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
      }
    }
    this.isOver = false;
    this.#isWatching = false;
  }

  #give(files: FilesView): void {
    const taker = this.#takers.at(-1);
    if (taker) taker(files);
    else void call("forget_files", { tokens: files.files.map((file) => file.token) });
  }
}

export const drops = new Drops();
