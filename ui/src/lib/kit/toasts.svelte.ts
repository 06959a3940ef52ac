import type { Tone } from "$lib/wire";

/** A short message that floats and goes by itself. */
export interface Toast {
  id: number;
  tone: Tone;
  text: string;
}

const SHOWN_MS = 8000;

class Toasts {
  shown = $state<Toast[]>([]);
  #next = 1;

  /** Shows a message for a while. */
  say(tone: Tone, text: string): void {
    const id = this.#next++;
    this.shown.push({ id, tone, text });
    setTimeout(() => this.dismiss(id), SHOWN_MS);
  }

  dismiss(id: number): void {
    this.shown = this.shown.filter((toast) => toast.id !== id);
  }
}

export const toasts = new Toasts();
