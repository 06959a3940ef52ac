import { Selection } from "$lib/kit";
import { call, CallError, type BatchView, type ClaimStep, type ClaimTotalsView, type ErrorCode, type ListClaimQueueResponse, type MoveClaimsResponse, type QueueRowView, type QueueTabName } from "$lib/wire";

/** Interchanges beside the queue. */
const BATCHES = 12;

const codeOf = (thrown: unknown): ErrorCode => (thrown instanceof CallError ? thrown.code : "io");

/** The claim queue as it is looked at: a tab, a filter, what is selected, and the interchanges on their way. */
export class ClaimQueue {
  tab = $state<QueueTabName>("ready");
  payerId = $state("");
  text = $state("");
  answer = $state.raw<ListClaimQueueResponse>();
  error = $state<ErrorCode>();
  /** Whether `answer` is of the tab that is chosen. */
  isCurrent = $state(false);
  readonly selection = new Selection();
  totals = $state.raw<ClaimTotalsView>();
  batches = $state.raw<readonly BatchView[]>();
  batchTotal = $state(0);
  batchError = $state<ErrorCode>();
  /** The claim that was opened last: coming back, the cursor is on it. */
  opened: string | undefined;
  #asking: Promise<void> | undefined;
  #asked = 0;
  #counted = 0;

  get rows(): readonly QueueRowView[] {
    return this.isCurrent ? (this.answer?.rows ?? []) : [];
  }

  /** Another tab: what was selected belongs to the one before. */
  async choose(tab: QueueTabName): Promise<void> {
    if (tab === this.tab) return;
    this.tab = tab;
    this.isCurrent = false;
    this.selection.clear();
    this.totals = undefined;
    await this.load();
  }

  /** Asks for what the filter says now. While an answer is on its way only the newest filter waits; all wait for the last answer. */
  load(): Promise<void> {
    this.#asked += 1;
    this.#asking ??= this.#askUntilCurrent().finally(() => (this.#asking = undefined));
    return this.#asking;
  }

  async #askUntilCurrent(): Promise<void> {
    let asked: number;
    do {
      asked = this.#asked;
      await this.#ask();
    } while (asked !== this.#asked);
  }

  async #ask(): Promise<void> {
    const { tab, payerId, text } = this;
    try {
      const answer = await call("list_claim_queue", { tab, payer_id: payerId === "" ? null : payerId, text });
      if (tab !== this.tab) return;
      this.answer = answer;
      this.isCurrent = true;
      this.error = undefined;
      this.selection.keepOnly(answer.rows.map((row) => row.claim_id));
    } catch (thrown) {
      this.error = codeOf(thrown);
    }
  }

  /** Adds up what is selected; the newest selection wins. */
  async count(ids: readonly string[]): Promise<void> {
    this.#counted += 1;
    const counted = this.#counted;
    if (ids.length === 0) {
      this.totals = undefined;
      return;
    }
    const totals = await call("total_claims", { claim_ids: [...ids] }).catch(() => undefined);
    if (counted === this.#counted) this.totals = totals;
  }

  /** Asks for the interchanges. */
  async loadBatches(): Promise<void> {
    try {
      const answer = await call("list_batches", { limit: BATCHES });
      this.batches = answer.batches;
      this.batchTotal = answer.total;
      this.batchError = undefined;
    } catch (thrown) {
      this.batchError = codeOf(thrown);
    }
  }

  /** Everything anew, after something was done. */
  async reload(): Promise<void> {
    await Promise.all([this.load(), this.loadBatches()]);
    await this.count(this.selection.ids);
  }

  /** Takes a step with claims and shows where they went. */
  async move(claimIds: readonly string[], step: ClaimStep): Promise<MoveClaimsResponse> {
    const moved = await call("move_claims", { claim_ids: [...claimIds], step });
    await this.reload();
    return moved;
  }
}

/** One for the window: coming back, it is as it was left. */
export const claimQueue = new ClaimQueue();
