import { FormProblems } from "$lib/kit";
import {
  call,
  CallError,
  type ActedView,
  type ActionBlockName,
  type DenialActionName,
  type DenialActRequest,
  type DenialView,
  type ErrorCode,
  type WorklistView,
  type WorkOrderName,
  type WorkRowView,
} from "$lib/wire";
import { messages } from "$messages";

/** The open denials, in an order. Kept while one of them is open. */
class DenialList {
  order = $state<WorkOrderName>("deadline");
  list = $state.raw<WorklistView>();
  error = $state<ErrorCode>();
  /** The claim that was opened last: the cursor comes back to it. */
  opened: string | undefined;

  /** The rows that have a claim to open: all of them. */
  get rows(): readonly WorkRowView[] {
    return (this.list?.rows ?? []).filter((row) => row.claim_id !== null);
  }

  get ids(): string[] {
    return this.rows.flatMap((row) => (row.claim_id === null ? [] : [row.claim_id])).filter((id, at, all) => all.indexOf(id) === at);
  }

  async load(order: WorkOrderName = this.order): Promise<void> {
    this.order = order;
    try {
      this.list = await call("open_worklist", { queue: "denials", scope: "mine", order });
      this.error = undefined;
    } catch (thrown) {
      this.error = thrown instanceof CallError ? thrown.code : "io";
    }
  }
}

export const denialList = new DenialList();

/** What a row says of its reason: as the payer did. */
export function saidOf(row: WorkRowView): string {
  return row.reason.why === "said" ? row.reason.text : "";
}

/** What is typed beside an action. */
export interface ActionForm {
  answer_by: string;
  note: string;
  amount: string;
  why: string;
  until: string;
}

const EMPTY: ActionForm = { answer_by: "", note: "", amount: "", why: "", until: "" };

/** One denial on the workbench: what is known of it, what is about to be done. */
export class DenialCase {
  file = $state.raw<DenialView>();
  error = $state<ErrorCode>();
  action = $state<DenialActionName>();
  form = $state<ActionForm>({ ...EMPTY });
  problems = $state.raw(new FormProblems());
  isBusy = $state(false);
  #asked = "";

  /** Opens a claim or item; what was typed for another one is forgotten. */
  async load(id: string): Promise<void> {
    this.#asked = id;
    try {
      const file = await call("open_denial", { id });
      if (this.#asked !== id) return;
      this.file = file;
      this.error = undefined;
      this.problems = new FormProblems();
      this.form = { ...EMPTY, amount: file.write_off_amount };
      this.action = file.suggested[0];
    } catch (thrown) {
      if (this.#asked === id) this.error = thrown instanceof CallError ? thrown.code : "io";
    }
  }

  blockOf(action: DenialActionName): ActionBlockName | undefined {
    return this.file?.offers.find((offer) => offer.action === action)?.block ?? undefined;
  }

  /** Why nothing can be done now, in words. */
  get hindrance(): string | undefined {
    if (!this.file || !this.action) return messages.denials.chooseFirst;
    const block = this.blockOf(this.action);
    return block && messages.denials.blocks[block];
  }

  #request(action: DenialActionName): DenialActRequest {
    const { answer_by, note, amount, why, until } = this.form;
    switch (action) {
      case "appeal":
        return { action, answer_by, note };
      case "write_off":
        return { action, amount, why };
      case "wait":
        return { action, until, why };
      case "correct":
      case "next_payer":
      case "patient":
        return { action };
    }
  }

  /** Does the chosen action; `undefined` when it was refused, and the fields say why. */
  async act(): Promise<Extract<ActedView, { outcome: "done" | "blocked" }> | undefined> {
    const { file, action } = this;
    if (!file || !action || this.isBusy) return undefined;
    this.isBusy = true;
    try {
      const acted = await call("act_on_denial", { id: file.claim_id, act: this.#request(action) });
      if (acted.outcome !== "refused") return acted;
      this.problems = new FormProblems(acted.problems);
      return undefined;
    } finally {
      this.isBusy = false;
    }
  }
}
