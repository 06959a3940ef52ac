import { call, CallError, type ErrorCode, type PaymentDecision, type PaymentView, type RemittanceListed, type RemittanceView } from "$lib/wire";

export type ListTab = "recent" | "to_post" | "unreconciled";

/** A row of the grid of claims: the head of a group, or a claim payment. */
export type PaymentGridRow = { group: RemittanceView["groups"][number]; payment?: undefined } | { payment: PaymentView; group?: undefined };

/** The payments of a remittance under the heads of their groups. */
export function gridRows(view: RemittanceView): PaymentGridRow[] {
  return view.groups.flatMap((group) => [{ group }, ...group.payments.map((payment) => ({ payment }))]);
}

const WORTH: Record<string, number> = { needs_you: 2, look: 1 };

/** The row of the next payment that a person should see: one that needs her first, then one worth a look; from a row on, around. */
export function nextException(view: RemittanceView, from: number): number | undefined {
  let worth = 0;
  const rows = gridRows(view).map((row) => {
    if (row.group) worth = WORTH[row.group.name] ?? 0;
    return row.payment ? worth : 0;
  });
  const most = Math.max(0, ...rows);
  if (most === 0) return undefined;
  const wanted = rows.flatMap((value, index) => (value === most ? [index] : []));
  return wanted.find((index) => index > from) ?? wanted[0];
}

function codeOf(thrown: unknown): ErrorCode {
  return thrown instanceof CallError ? thrown.code : "io";
}

/** The remittances of this session: the list, and the one that is open. */
export class RemittanceDesk {
  rows = $state.raw<readonly RemittanceListed[]>();
  listError = $state<ErrorCode>();
  tab = $state<ListTab>("recent");
  view = $state.raw<RemittanceView>();
  /** The remittance that was asked for last. */
  openId = $state<string>();
  viewError = $state<ErrorCode>();
  isBusy = $state(false);

  readonly shown = $derived((this.rows ?? []).filter((row) => this.#isIn(row, this.tab)));

  count(tab: ListTab): number {
    return (this.rows ?? []).filter((row) => this.#isIn(row, tab)).length;
  }

  #isIn(row: RemittanceListed, tab: ListTab): boolean {
    return tab === "recent" || (tab === "to_post" ? row.is_to_post : !row.is_reconciled);
  }

  async list(): Promise<void> {
    try {
      this.rows = (await call("list_remittances", {})).items;
      this.listError = undefined;
    } catch (thrown) {
      this.listError = codeOf(thrown);
    }
  }

  /** Opens a remittance; of answers that overtake each other the last asked for stays. */
  async open(id: string): Promise<void> {
    this.openId = id;
    this.viewError = undefined;
    try {
      const view = await call("open_remittance", { remittance_id: id });
      if (this.openId === id) this.#show(view);
    } catch (thrown) {
      if (this.openId === id) this.viewError = codeOf(thrown);
    }
  }

  /** What a person decides about a claim payment. Throws what Rust refuses. */
  decide(id: string, position: number, decision: PaymentDecision): Promise<RemittanceView> {
    return this.#act(id, () => call("decide_claim_payment", { remittance_id: id, position, decision }));
  }

  post(id: string): Promise<RemittanceView> {
    return this.#act(id, () => call("post_remittance", { remittance_id: id }));
  }

  undo(id: string): Promise<RemittanceView> {
    return this.#act(id, () => call("undo_remittance", { remittance_id: id }));
  }

  /** The remittance is named by who asks: an Undo may come when another one is open. */
  async #act(id: string, run: () => Promise<RemittanceView>): Promise<RemittanceView> {
    this.isBusy = true;
    try {
      const view = await run();
      if (this.openId === id) this.view = view;
      this.rows = this.rows?.map((row) => (row.remittance_id === id ? view.listed : row));
      return view;
    } finally {
      this.isBusy = false;
    }
  }

  #show(view: RemittanceView): void {
    this.view = view;
    this.rows = this.rows?.map((row) => (row.remittance_id === view.listed.remittance_id ? view.listed : row));
  }
}

/** The desk of this session: the list stays as it was while another screen is open. */
export const remittanceDesk = new RemittanceDesk();
