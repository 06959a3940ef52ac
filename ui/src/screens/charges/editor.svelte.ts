import { tick } from "svelte";
import { findField, focusOn, FormProblems } from "$lib/kit";
import { call, CallError, type ErrorCode, type LineForm, type VisitCheck, type VisitFinding, type VisitForm, type VisitOutcome, type VisitSheet } from "$lib/wire";

const CHECK_AFTER_MS = 120;

/** The fields of a service line that stand in the grid, in the order of the keyboard. */
export const LINE_FIELDS = ["date", "place_of_service", "code", "modifiers", "pointers", "units", "charge"] as const;

/** The charge form while it is typed: what is in it, what Rust says of it, and what can be done with it. */
export class Editor {
  sheet = $state.raw<VisitSheet>({} as VisitSheet);
  form = $state<VisitForm>({} as VisitForm);
  check = $state.raw<VisitCheck>();
  problems = $state.raw(new FormProblems());
  /** The code of an act that failed as a whole. */
  error = $state<ErrorCode>();
  isBusy = $state(false);
  /** When it was last saved, as the check's clock tells; empty before. */
  savedAt = $state("");
  /** The finding that F and O are about. */
  at = $state(0);
  /** The field whose code is being typed: nothing is said of it until it is left or taken. */
  typing = $state<string>();
  /** The line whose details are shown. */
  line = $state(0);
  /** The form as it stands in the store. */
  #stored = $state("");
  #timer: ReturnType<typeof setTimeout> | undefined;
  #asked = 0;

  constructor(sheet: VisitSheet) {
    this.take(sheet);
  }

  /** Shows another sheet: a saved claim, a new version. */
  take(sheet: VisitSheet): void {
    this.sheet = sheet;
    this.form = structuredClone(sheet.form);
    this.problems = new FormProblems();
    this.tidy();
    this.#stored = JSON.stringify(this.form);
    void this.recheck();
  }

  /** Whether something is typed that is not stored yet. */
  get hasChanges(): boolean {
    return JSON.stringify(this.form) !== this.#stored;
  }

  get isReadOnly(): boolean {
    return this.sheet.read_only !== null;
  }

  get findings(): readonly VisitFinding[] {
    const found = this.check?.findings ?? [];
    return this.typing === undefined ? found : found.filter((one) => one.field !== this.typing);
  }

  /** What is wrong with a field: what a save refused, else what the check cannot read once the person has left the field. */
  problem(field: string): FormProblems["list"][number]["problem"] | undefined {
    return this.problems.of(field);
  }

  /** Puts a draft or a copied visit into the form. */
  fill(form: VisitForm): void {
    const { patient_id, encounter_id, claim_id } = this.form;
    this.form = { ...structuredClone(form), patient_id, encounter_id, claim_id };
    this.tidy();
    this.changed();
  }

  /** There is always an empty place to type in, and not two. */
  tidy(): void {
    const { form } = this;
    if (this.isReadOnly) return;
    while (form.diagnoses.length > 1 && form.diagnoses.at(-1)?.trim() === "" && form.diagnoses.at(-2)?.trim() === "") form.diagnoses.pop();
    if (form.diagnoses.at(-1)?.trim() !== "" && form.diagnoses.length < 12) form.diagnoses.push("");
    const last = form.lines.at(-1);
    if ((!last || isTouched(last)) && form.lines.length < 50) form.lines.push(this.#newLine(last));
  }

  #newLine(above: LineForm | undefined): LineForm {
    return {
      from_line: null, date: above?.date ?? this.sheet.today, date_to: "", place_of_service: above?.place_of_service ?? this.form.place_of_service, code: "", modifiers: "",
      pointers: "", units: "1", charge: "", description: "", ndc: "", ndc_quantity: "", ndc_unit: "",
    };
  }

  /** Whether a field's code is being typed. */
  type(field: string, isTyping: boolean): void {
    if (isTyping) this.typing = field;
    else if (this.typing === field) this.typing = undefined;
  }

  /** Something was typed: it is judged a moment later. */
  changed(): void {
    this.tidy();
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.recheck(), CHECK_AFTER_MS);
  }

  /** Asks Rust what is to be said of the form. An answer that a newer question has overtaken is dropped. */
  async recheck(): Promise<void> {
    clearTimeout(this.#timer);
    const asked = (this.#asked += 1);
    try {
      const check = await call("check_visit", { form: $state.snapshot(this.form) });
      if (asked !== this.#asked) return;
      this.check = check;
      this.at = Math.min(this.at, Math.max(0, check.findings.length - 1));
      if (!this.problems.isEmpty) this.problems = new FormProblems(check.problems);
    } catch (thrown) {
      if (asked === this.#asked) this.error = codeOf(thrown);
    }
  }

  /** Saves as a draft, or scrubs and marks ready. `undefined` when it was refused or failed. */
  async save(how: "save_visit" | "mark_ready"): Promise<VisitOutcome | undefined> {
    if (this.isBusy || this.isReadOnly) return undefined;
    this.isBusy = true;
    this.error = undefined;
    try {
      const sent = $state.snapshot(this.form);
      const outcome = await call(how, { form: sent });
      if (outcome.outcome === "refused") this.problems = new FormProblems(outcome.problems);
      else {
        this.problems = new FormProblems();
        await this.reopen(outcome.claim_id ?? outcome.encounter_id, sent);
        this.savedAt = this.check?.tested_at ?? "";
      }
      return outcome;
    } catch (thrown) {
      this.error = codeOf(thrown);
      return undefined;
    } finally {
      this.isBusy = false;
    }
  }

  /** Opens the stored form again: it has its claim now. What was typed since `sent` left the page stays. */
  async reopen(id: string | null, sent?: VisitForm): Promise<void> {
    if (id === null) return;
    // A coder's visit is opened as a visit: where its claim stands is not his to see.
    const known = this.sheet.may_bill || this.form.encounter_id === "" ? id : this.form.encounter_id;
    const sheet = await call("open_visit", { id: known });
    this.sheet = sheet;
    const typed = $state.snapshot(this.form);
    const overridden = this.form.overrides;
    this.form = { ...structuredClone(sheet.form), overrides: sheet.form.overrides.length > 0 ? sheet.form.overrides : overridden };
    this.tidy();
    this.#stored = JSON.stringify(this.form);
    if (sent) this.form = carryOver(sent, typed, $state.snapshot(this.form)) as VisitForm;
    this.tidy();
    await this.recheck();
  }

  /** Does one thing to the claim and shows where it stands then. Gives the reasons when it was held. */
  async step(how: "approve_visit" | "correct_claim" | "void_claim"): Promise<readonly string[] | undefined> {
    const id = this.sheet.claim?.claim_id;
    if (id === undefined || this.isBusy) return undefined;
    this.isBusy = true;
    this.error = undefined;
    try {
      const moved = await call(how, { claim_id: id });
      await this.reopen(id);
      return moved.held;
    } catch (thrown) {
      this.error = codeOf(thrown);
      return undefined;
    } finally {
      this.isBusy = false;
    }
  }

  /** Applies the fix that a finding offers. */
  fix(finding: VisitFinding): void {
    const { fix } = finding;
    if (!fix || this.isReadOnly) return;
    const [head, place, part] = fix.field.split(".");
    const index = Number(place);
    if (head === "diagnoses") this.form.diagnoses[index] = fix.value;
    else if (head === "lines" && part !== undefined) {
      const line = this.form.lines[index];
      if (line) Object.assign(line, { [part]: fix.value });
    } else Object.assign(this.form, { [fix.field]: fix.value });
    this.changed();
  }

  /** Takes a warning upon oneself; it is kept when the form is saved. */
  override(finding: VisitFinding, reason: string): void {
    const others = this.form.overrides.filter((one) => one.rule !== finding.rule || one.field !== finding.about);
    this.form.overrides = [...others, { rule: finding.rule, field: finding.about, reason }];
    this.changed();
  }

  /** The line above again, without what makes it another line of the store. */
  async copyLine(): Promise<void> {
    const from = this.form.lines[this.line];
    const source = from && isTouched(from) ? this.line : this.line - 1;
    const above = this.form.lines[source];
    if (!above || this.isReadOnly || this.form.lines.length >= 50) return;
    const copy = { ...$state.snapshot(above), from_line: null };
    const here = this.form.lines[source + 1];
    this.form.lines.splice(source + 1, here && !isTouched(here) ? 1 : 0, copy);
    this.changed();
    await tick();
    this.focus(`lines.${source + 1}.code`);
  }

  async removeLine(): Promise<void> {
    if (this.isReadOnly) return;
    this.form.lines.splice(this.line, 1);
    this.line = Math.max(0, Math.min(this.line, this.form.lines.length - 1));
    this.changed();
    await tick();
    this.focus(`lines.${this.line}.code`);
  }

  /** Puts the cursor into a field of the form. */
  focus(field: string): void {
    const place = findField(field);
    if (place) focusOn(place);
  }

  /** What leaves the page leaves no timer behind. */
  stop(): void {
    clearTimeout(this.#timer);
    this.#asked += 1;
  }
}

/** Whether a line has more in it than the form itself puts there. */
export function isTouched(line: LineForm): boolean {
  return [line.code, line.modifiers, line.charge, line.description, line.ndc].some((text) => text.trim() !== "");
}

/** What came back for a form that was sent, with what was typed into it meanwhile. */
export function carryOver(sent: unknown, typed: unknown, stored: unknown): unknown {
  if (JSON.stringify(sent) === JSON.stringify(typed)) return stored ?? typed;
  if (!isParts(sent) || !isParts(typed) || !isParts(stored)) return typed;
  const parts = Object.entries(typed).map(([key, part]) => [key, carryOver(sent[key], part, stored[key])] as const);
  return Array.isArray(typed) ? parts.map(([, part]) => part) : Object.fromEntries(parts);
}

const isParts = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === "object" && value !== null;

export function codeOf(thrown: unknown): ErrorCode {
  return thrown instanceof CallError ? thrown.code : "io";
}

/** The letter of a diagnosis. */
export const letterOf = (index: number): string => String.fromCharCode(65 + index);

/** The field before or after one, of those that can be typed in now. */
export function fieldAfter(form: HTMLElement, from: HTMLElement, step: 1 | -1): HTMLElement | undefined {
  const fields = [...form.querySelectorAll<HTMLElement>("[data-field]")].filter((field) => !field.matches("[readonly]") && !field.closest("[inert], details:not([open])"));
  return fields[fields.indexOf(from) + step];
}
