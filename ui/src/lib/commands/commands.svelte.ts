import { untrack } from "svelte";
import { SvelteMap } from "svelte/reactivity";
import { navigation } from "$lib/navigation";
import type { ActionName } from "$lib/wire";
import { messages } from "$messages";
import { chordOf, isBrowserChord, isSingleLetter } from "./chords";
import { commandTable, type CommandId, type CommandSpec } from "./table";

/** What a screen does when a command is run; `blocked` gives the reason why it cannot be run now. */
export interface Offer {
  run: () => void;
  blocked?: () => string | undefined;
}

export type Offers = Partial<Record<CommandId, Offer | (() => void)>>;

/** A command as the palette and the help show it. */
export interface CommandView {
  spec: CommandSpec;
  name: string;
  keys: readonly string[];
  /** Whether something on the screen answers it. */
  isOffered: boolean;
  /** Why it cannot be run. */
  blocked: string | undefined;
}

const specs: readonly CommandSpec[] = commandTable;

/** The commands: who offers what now, which keys run them. One for the window. */
class Commands {
  readonly #offers = new SvelteMap<CommandId, Offer[]>();
  /** What was offered while a dialog was open, by the dialog: its keys work in it. */
  readonly #ofDialogs = new WeakSet<Offer>();
  readonly #keys = new SvelteMap<CommandId, readonly string[]>();
  #allowed = $state.raw<ReadonlySet<ActionName>>(new Set());
  /** Told why a command that was asked for by key is blocked. */
  onblocked: (reason: string) => void = () => undefined;

  /** What the role may do; Rust said so. */
  allow(actions: readonly ActionName[]): void {
    this.#allowed = new Set(actions);
  }

  /** Whether the role may take an action. */
  may(action: ActionName): boolean {
    return this.#allowed.has(action);
  }

  /** Keys that the person chose instead of the table's. */
  remap(chosen: Readonly<Record<string, readonly string[]>>): void {
    this.#keys.clear();
    for (const spec of specs) {
      const keys = chosen[spec.id];
      if (keys) this.#keys.set(spec.id, keys);
    }
  }

  /** Offers commands until the returned function is called: `$effect(() => commands.offer({ … }))`. The newest offer wins. */
  offer(offers: Offers): () => void {
    const added: [CommandId, Offer][] = Object.entries(offers).map(([id, offer]) => [
      id as CommandId,
      typeof offer === "function" ? { run: offer } : offer,
    ]);
    if (isDialogOpen()) for (const [, offer] of added) this.#ofDialogs.add(offer);
    // Inside an effect, what others offer is no reason to run again.
    untrack(() => {
      for (const [id, offer] of added) this.#offers.set(id, [...(this.#offers.get(id) ?? []), offer]);
    });
    return () => {
      for (const [id, offer] of added) {
        const left = (this.#offers.get(id) ?? []).filter((other) => other !== offer);
        if (left.length > 0) this.#offers.set(id, left);
        else this.#offers.delete(id);
      }
    };
  }

  /** The keys that run a command. */
  keysOf(id: CommandId): readonly string[] {
    return this.#keys.get(id) ?? specs.find((spec) => spec.id === id)?.keys ?? [];
  }

  /** Every command that fits the screen, with its key, and whether it can be run. */
  here(): CommandView[] {
    const screen = navigation.place.screen;
    return specs.filter((spec) => spec.screens === "all" || spec.screens.includes(screen)).map((spec) => this.#view(spec));
  }

  /** Every command of the table. */
  all(): CommandView[] {
    return specs.map((spec) => this.#view(spec));
  }

  #view(spec: CommandSpec): CommandView {
    const offer = this.#offers.get(spec.id)?.at(-1);
    return {
      spec,
      name: messages.commands.names[spec.id],
      keys: this.keysOf(spec.id),
      isOffered: offer !== undefined,
      blocked: spec.action && !this.may(spec.action) ? messages.commands.notAllowed : offer?.blocked?.(),
    };
  }

  /** Why a command cannot be run now, if it cannot. */
  blocked(id: CommandId): string | undefined {
    const spec = specs.find((known) => known.id === id);
    return spec && this.#view(spec).blocked;
  }

  /** Runs a command: `false` when nothing here answers it. */
  run(id: CommandId): boolean {
    const offer = this.#offers.get(id)?.at(-1);
    if (!offer) return false;
    const reason = this.blocked(id);
    if (reason === undefined) offer.run();
    else this.onblocked(reason);
    return true;
  }

  #isOfDialog(id: CommandId): boolean {
    const offer = this.#offers.get(id)?.at(-1);
    return offer !== undefined && this.#ofDialogs.has(offer);
  }

  /** Handles a key of the window that no element took. */
  onkey(event: KeyboardEvent): void {
    const chord = chordOf(event);
    if (event.defaultPrevented || isTextUndo(chord, event.target)) return;
    // A dialog is on top: what is under it waits. Only the lock does not.
    const isUnder = (id: CommandId): boolean => id !== "lock" && isDialogOpen() && !this.#isOfDialog(id);
    if (isSingleLetter(chord) && !isInGrid(event.target)) return;
    const ran = specs.some((spec) => this.keysOf(spec.id).includes(chord) && !isUnder(spec.id) && this.run(spec.id));
    if (ran || isBrowserChord(chord)) event.preventDefault();
  }
}

function isDialogOpen(): boolean {
  return document.querySelector("dialog[open]") !== null;
}

/** Whether Ctrl+Z takes back what was typed in a field. */
function isTextUndo(chord: string, target: EventTarget | null): boolean {
  const isField = target instanceof HTMLTextAreaElement || (target instanceof HTMLInputElement && !["checkbox", "radio", "button"].includes(target.type));
  return chord === "Ctrl+Z" && isField && !target.readOnly;
}

/** Whether a key came from a focused grid or list, and not from a field in it. */
function isInGrid(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement) || target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement) return false;
  return target.closest('[role="grid"], [role="treegrid"], [role="listbox"], [role="list"], [data-letters]') !== null;
}

export const commands = new Commands();
