import type { Tone } from "$lib/wire";
import { messages } from "$messages";

/** A short message that floats and goes by itself. */
export interface Toast {
  id: number;
  tone: Tone;
  text: string;
  /** Takes the act back; called at most once. */
  undo: (() => void | Promise<void>) | undefined;
}

const SHOWN_MS = 8000;
const UNDO_MS = 20_000;
const KEPT = 50;

class Toasts {
  shown = $state.raw<readonly Toast[]>([]);
  /** What was said since the desk was opened, newest first. */
  history = $state.raw<readonly Toast[]>([]);
  #next = 1;
  #timers = new Map<number, ReturnType<typeof setTimeout>>();

  /**
   * Shows a message for a while; with `undo` longer, with a button and Ctrl+Z. What was done overtakes what was only told before:
   * "Nothing is posted yet" does not stand beside "Posted". Gives the message's number.
   */
  say(tone: Tone, text: string, undo?: () => void | Promise<void>): number {
    const toast: Toast = { id: this.#next++, tone, text, undo };
    const before = undo ? this.shown.filter((shown) => shown.undo !== undefined || shown.tone === "stop") : this.shown;
    this.shown = [...before.slice(-3), toast];
    this.history = [toast, ...this.history].slice(0, KEPT);
    this.resume(toast.id);
    return toast.id;
  }

  /** What was done can no longer be taken back: the message goes, and Ctrl+Z passes it over. */
  withdraw(id: number): void {
    this.history = this.history.map((said) => (said.id === id ? { ...said, undo: undefined } : said));
    this.dismiss(id);
  }

  dismiss(id: number): void {
    this.hold(id);
    this.shown = this.shown.filter((toast) => toast.id !== id);
  }

  /** Keeps a message while the pointer or the focus is on it. */
  hold(id: number): void {
    clearTimeout(this.#timers.get(id));
    this.#timers.delete(id);
  }

  /** Lets a message go by itself again. */
  resume(id: number): void {
    const toast = this.shown.find((shown) => shown.id === id);
    if (!toast) return;
    this.hold(id);
    this.#timers.set(id, setTimeout(() => this.dismiss(id), toast.undo ? UNDO_MS : SHOWN_MS));
  }

  /** Whether Ctrl+Z has something to take back. */
  get canUndo(): boolean {
    return this.history.some((toast) => toast.undo);
  }

  /** Takes the newest act back that can be. */
  async undoLast(): Promise<void> {
    const toast = this.history.find((said) => said.undo);
    if (toast) await this.undo(toast.id);
  }

  /** Takes one act back and says so. */
  async undo(id: number): Promise<void> {
    const toast = this.history.find((said) => said.id === id);
    const undo = toast?.undo;
    if (!undo) return;
    this.withdraw(id);
    try {
      await undo();
      this.say("ok", messages.kit.toasts.undone);
    } catch {
      this.say("stop", messages.kit.toasts.undoFailed);
    }
  }
}

export const toasts = new Toasts();
