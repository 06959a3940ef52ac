import { FormProblems } from "$lib/kit";
import { call, type PriceFields, type PriceKindName, type PriceRow, type PublishAnswer } from "$lib/wire";

/** A line of the grid: a price that is there, or a new one, with what was typed. */
export interface PriceLine {
  id: string;
  row: PriceRow | undefined;
  code: string;
  modifiers: string;
  /** The new price as typed; empty for none. */
  amount: string;
}

/** What was typed into the grid of prices and is not published yet. Rust reads it all at once. */
export class PriceEdits {
  #rows = $state.raw<readonly PriceRow[]>([]);
  #typed = $state.raw<Readonly<Record<string, string>>>({});
  #added = $state.raw<readonly PriceLine[]>([]);
  from = $state("");
  problems = $state.raw(new FormProblems());
  #sent: readonly PriceLine[] = [];
  #next = 1;

  /** The prices that are there. */
  show(rows: readonly PriceRow[]): void {
    this.#rows = rows;
  }

  /** New lines first, then the prices that are there. */
  get lines(): readonly PriceLine[] {
    const there = this.#rows.map((row) => ({ id: row.shown.id, row, code: row.code, modifiers: row.modifiers, amount: this.#typed[row.shown.id] ?? "" }));
    return [...this.#added, ...there];
  }

  /** The lines that have a new price, or are new. */
  get changed(): readonly PriceLine[] {
    return this.lines.filter((line) => (line.row ? line.amount.trim() !== "" : [line.code, line.modifiers, line.amount].some((text) => text.trim() !== "")));
  }

  /** A new line on top. */
  add(): void {
    this.#added = [{ id: `new-${this.#next++}`, row: undefined, code: "", modifiers: "", amount: "" }, ...this.#added];
  }

  /** Takes what was typed into a cell. */
  type(line: PriceLine, field: keyof PriceFields, text: string): void {
    if (line.row) this.#typed = { ...this.#typed, [line.id]: text };
    else this.#added = this.#added.map((other) => (other.id === line.id ? { ...other, [field]: text } : other));
    this.problems = new FormProblems();
  }

  /** Forgets what was typed. */
  discard(): void {
    this.#typed = {};
    this.#added = [];
    this.problems = new FormProblems();
  }

  async publish(kind: PriceKindName, payer: string | null): Promise<PublishAnswer> {
    this.#sent = this.changed;
    const rows = this.#sent.map(({ code, modifiers, amount }) => ({ code, modifiers, amount }));
    const answer = await call("publish_prices", { kind, payer, from: this.from, rows });
    this.problems = new FormProblems(answer.outcome === "refused" ? answer.problems : []);
    if (answer.outcome === "published") this.discard();
    return answer;
  }

  /** What is wrong with a cell. */
  toneOf(line: PriceLine, field: keyof PriceFields): "stop" | undefined {
    const at = this.#sent.findIndex((sent) => sent.id === line.id);
    return at >= 0 && this.problems.of(`rows.${at}.${field}`) ? "stop" : undefined;
  }

  /** The line and the field that a problem is about. */
  placeOf(field: string): { line: PriceLine; field: string } | undefined {
    const [, at, name] = /^rows\.(\d+)\.(\w+)$/.exec(field) ?? [];
    const line = this.#sent[Number(at)];
    return line && name ? { line, field: name } : undefined;
  }
}
