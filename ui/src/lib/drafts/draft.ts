import { call } from "$lib/wire";

const SAVE_EVERY_MS = 5000;

/** The drafts of the forms that are open, so that a lock can save them first. */
const open = new Set<Draft>();

const LOCK_WAITS_MS = 1000;

/** Saves what is typed in every open form, as far as a moment allows. For before the desk locks. */
export async function saveOpenDrafts(): Promise<void> {
  const moment = new Promise<void>((resolve) => setTimeout(resolve, LOCK_WAITS_MS));
  await Promise.race([Promise.all([...open].map((draft) => draft.save())), moment]);
}

/** How a form gives what is typed in it, and takes it back. */
export interface DraftedForm {
  /** The form's name, `snake_case`. */
  form: string;
  /** The record's id; empty for a new one. */
  subject: string;
  /** What is typed, as plain data. */
  read: () => unknown;
  /** Puts it back. */
  restore: (content: unknown) => void;
  /** Is told when an earlier draft was put back. */
  onrestored?: (draft: Draft) => void;
}

/** What is typed in one form, kept sealed in the store until the form is saved or given up. */
export class Draft {
  readonly #of: DraftedForm;
  #untouched = "";
  #kept: string | undefined;
  #restored: string | undefined;
  #isOver = false;
  #work: Promise<void> = Promise.resolve();

  constructor(of: DraftedForm) {
    this.#of = of;
  }

  /** Whether nothing was typed since an earlier draft was put back. */
  get isAsRestored(): boolean {
    return this.#restored !== undefined && this.#restored === this.#typed();
  }

  /** Puts an earlier draft back and begins to keep this one. Returns what ends it. */
  start(): () => void {
    this.#untouched = this.#typed();
    this.#work = this.#restore();
    open.add(this);
    const timer = setInterval(() => void this.save(), SAVE_EVERY_MS);
    const onleave = () => void this.save();
    window.addEventListener("blur", onleave);
    document.addEventListener("visibilitychange", onleave);
    return () => {
      clearInterval(timer);
      window.removeEventListener("blur", onleave);
      document.removeEventListener("visibilitychange", onleave);
      open.delete(this);
      void this.save();
    };
  }

  /** Keeps what is typed now, where it differs from what is kept. Done when it is durable. */
  save(): Promise<void> {
    this.#work = this.#work.then(() => this.#keep()).catch(() => undefined);
    return this.#work;
  }

  /** The form was saved: its draft goes, and nothing more is kept. */
  finish(): Promise<void> {
    this.#isOver = true;
    this.#work = this.#work.then(() => this.#drop()).catch(() => undefined);
    return this.#work;
  }

  /** The person does not want the draft: the form is as it was when it opened. */
  discard(): Promise<void> {
    this.#of.restore(JSON.parse(this.#untouched));
    this.#work = this.#work.then(() => this.#drop()).catch(() => undefined);
    return this.#work;
  }

  #typed(): string {
    return JSON.stringify(this.#of.read());
  }

  async #restore(): Promise<void> {
    const { form, subject, restore, onrestored } = this.#of;
    const { content } = await call("read_draft", { form, subject }).catch(() => ({ content: null }));
    if (content === null || this.#isOver) return;
    this.#kept = content;
    // What the person has typed meanwhile is newer than the draft.
    if (content === this.#untouched || this.#typed() !== this.#untouched) return;
    restore(JSON.parse(content));
    this.#restored = this.#typed();
    onrestored?.(this);
  }

  async #keep(): Promise<void> {
    const content = this.#typed();
    if (this.#isOver || content === (this.#kept ?? this.#untouched)) return;
    if (content === this.#untouched) return this.#drop();
    await call("save_draft", { form: this.#of.form, subject: this.#of.subject, content });
    this.#kept = content;
  }

  async #drop(): Promise<void> {
    if (this.#kept === undefined) return;
    this.#kept = undefined;
    await call("discard_draft", { form: this.#of.form, subject: this.#of.subject });
  }
}
