import { on } from "svelte/events";
import type { FieldProblemName, FieldProblemView, Saved } from "$lib/wire";
import { messages } from "$messages";

/** What is wrong with a field: a problem that the messages have words for, or the words themselves. */
export type FieldProblem = FieldProblemName | (string & {});

/** What every field takes. */
export interface FieldProps {
  label: string;
  /** The field as the request names it; the form's summary finds it by this. */
  name?: string | undefined;
  hint?: string | undefined;
  problem?: FieldProblem | undefined;
  isRequired?: boolean;
  isReadOnly?: boolean;
}

/** What a control gets from its field: spread it onto the input. */
export interface ControlAttributes {
  id: string;
  "data-field": string | undefined;
  "aria-invalid": "true" | undefined;
  "aria-required": "true" | undefined;
  "aria-describedby": string | undefined;
}

/** The words for a problem. */
export function problemText(problem: FieldProblem): string {
  return problem in messages.problems ? messages.problems[problem as FieldProblemName] : String(problem);
}

/** What was refused of a form; empty when nothing was. */
export class FormProblems {
  readonly list: readonly FieldProblemView[];

  constructor(list: readonly FieldProblemView[] = []) {
    this.list = list;
  }

  get isEmpty(): boolean {
    return this.list.length === 0;
  }

  /** What is wrong with a field, as its `problem`. */
  of(field: string): FieldProblemName | undefined {
    return this.list.find((problem) => problem.field === field)?.problem;
  }
}

/** What was refused of a form that was sent to be saved. */
export function problemsOf(saved: Saved): FormProblems {
  return new FormProblems(saved.outcome === "refused" ? saved.problems : []);
}

const ENTERABLE = 'input:not([type="checkbox"], [type="radio"]), select, textarea, [role="combobox"]';

/** Every place of a form where something can be entered, in order. */
function places(form: HTMLElement): HTMLElement[] {
  return [...form.querySelectorAll<HTMLElement>(ENTERABLE)].filter(
    (place) => !place.matches('[readonly], [disabled], [aria-disabled="true"]') && !place.closest("[hidden], [inert]"),
  );
}

/**
 * Attachment of a form: Enter in a field goes to the next one, and past the last calls `ondone`. A field that used the key
 * itself (it chose from its list and stays) has prevented it.
 */
export function enterMovesOn(ondone?: () => void): (form: HTMLElement) => () => void {
  return (form) => {
    const onkeydown = (event: KeyboardEvent): void => {
      const target = event.target as HTMLElement;
      const isPlain = event.key === "Enter" && !event.ctrlKey && !event.metaKey && !event.altKey;
      if (!isPlain || event.defaultPrevented || target.matches("textarea, button, a")) return;
      const all = places(form);
      const at = all.indexOf(target);
      if (at < 0) return;
      event.preventDefault();
      const next = all[at + (event.shiftKey ? -1 : 1)];
      if (next) focusOn(next);
      else if (!event.shiftKey) ondone?.();
    };
    // Not `addEventListener`: that would run before the handlers of the fields inside.
    return on(form, "keydown", onkeydown);
  };
}

/** Focuses a place of entry, with what is in it selected. */
export function focusOn(place: HTMLElement): void {
  place.focus();
  if (place instanceof HTMLInputElement) place.select();
}

/** The place of entry of a field that a request names; a list's row as `lines.2.charge`. */
export function findField(name: string, within: ParentNode = document): HTMLElement | undefined {
  const found = within.querySelector<HTMLElement>(`[data-field="${CSS.escape(name)}"]`);
  return found?.matches(`${ENTERABLE}, [type="checkbox"], [type="radio"]`) ? found : (found?.querySelector<HTMLElement>("input, select, textarea, button") ?? undefined);
}
