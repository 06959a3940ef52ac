import { Selection } from "$lib/kit";
import type { Place } from "$lib/navigation";
import { call, CallError, isOpen, type ErrorCode, type WorklistView, type WorkOrderName, type WorkQueueName, type WorkRowView, type WorkScopeName } from "$lib/wire";
import { messages } from "$messages";

/** The worklist: which queue is shown, its rows, and which of them are chosen. Kept while the person is elsewhere. */
export class WorklistStore {
  queue = $state<WorkQueueName>("all");
  scope = $state<WorkScopeName>("mine");
  order = $state<WorkOrderName>("deadline");
  list = $state.raw<WorklistView>();
  error = $state<ErrorCode>();
  /** The row under the cursor. */
  at = $state<string>();
  readonly selection = new Selection();
  #isAsking = false;
  #isStale = false;

  get rows(): readonly WorkRowView[] {
    return this.list?.rows ?? [];
  }

  get current(): WorkRowView | undefined {
    return this.rows.find((row) => row.row_id === this.at) ?? this.rows[0];
  }

  /** The rows that a step is about: the selected ones, else the one under the cursor. */
  get chosen(): readonly WorkRowView[] {
    const selected = this.rows.filter((row) => this.selection.has(row.row_id));
    return selected.length > 0 ? selected : this.current ? [this.current] : [];
  }

  /** Asks anew. While an answer is on its way only the newest question waits. */
  async load(): Promise<void> {
    this.#isStale = true;
    if (this.#isAsking) return;
    this.#isAsking = true;
    while (this.#isStale) {
      this.#isStale = false;
      try {
        this.list = await call("open_worklist", { queue: this.queue, scope: this.scope, order: this.order });
        this.selection.keepOnly(this.list.rows.map((row) => row.row_id));
        this.error = undefined;
      } catch (thrown) {
        this.error = thrown instanceof CallError ? thrown.code : "io";
      }
    }
    this.#isAsking = false;
  }

  /** Shows something else. */
  async show(what: { queue?: WorkQueueName; scope?: WorkScopeName; order?: WorkOrderName }): Promise<void> {
    Object.assign(this, what);
    await this.load();
  }
}

/** The worklist of this window. */
export const worklistStore = new WorklistStore();

/** Where a row is worked; `undefined` when nothing is left to open. */
export function placeOf(row: WorkRowView): Place | undefined {
  if (row.kind === "remittance_exception") {
    return { screen: "remittances", ...(row.remittance_id === null ? {} : { id: row.remittance_id }) };
  }
  if (row.claim_id === null) return undefined;
  switch (row.kind) {
    case "rejection":
    case "scrub_failure":
    case "filing_limit":
      return { screen: "charge", id: row.claim_id };
    case "denial":
    case "appeal":
    case "write_off":
    case "next_payer":
      return { screen: "denial", id: row.claim_id };
    case "no_response":
    case "follow_up":
      return { screen: "claim", id: row.claim_id };
  }
}

/** The ids that Ctrl+PgDn walks through from a place: those of the rows that are worked in the same screen. */
export function trailOf(rows: readonly WorkRowView[], place: Place): string[] {
  const ids = rows.map(placeOf).flatMap((other) => (other?.screen === place.screen && other.id !== undefined ? [other.id] : []));
  return ids.filter((id, at) => ids.indexOf(id) === at);
}

/** Why a row is there, in words. */
export function reasonOf(row: WorkRowView): string {
  const words = messages.worklist;
  const { reason } = row;
  switch (reason.why) {
    case "said":
      return reason.text || words.saidNothing;
    case "scrub":
      return messages.findings.said(reason.said) || words.saidNothing;
    case "no_answer":
      return words.noAnswer(reason.days);
    case "not_sent":
      return words.notSent;
    case "next_payer":
      return isOpen(reason.payer) ? words.nextPayer(reason.payer) : words.nextPayerUnknown;
    case "write_off":
      return words.writeOff(reason.asked_by, reason.text);
  }
}
