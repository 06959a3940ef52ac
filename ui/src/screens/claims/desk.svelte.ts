import { commands, type Offers } from "$lib/commands";
import { navigation } from "$lib/navigation";
import { call, type ActionName, type FilesView, type HeldClaimView, type QueueRowView, type QueueTabName } from "$lib/wire";
import { messages } from "$messages";
import { complain, finish, handOver, pickAcknowledgments, scrub, send, step, takeAcknowledgments, type AcknowledgmentFiles, type HandOverStopped } from "./acts";
import type { ClaimQueue } from "./claimQueue.svelte";

const words = messages.claims;

/** What is asked or told above the queue. */
export type Asked =
  | { name: "send" }
  | { name: "hold"; ids: readonly string[] }
  | { name: "void"; ids: readonly string[]; chargeCents: number }
  | { name: "held"; held: readonly HeldClaimView[] }
  | { name: "stopped"; stopped: HandOverStopped }
  | { name: "acknowledged"; files: AcknowledgmentFiles };

/** What a person does at the queue: on what is selected, else on the row under the cursor. */
export class QueueDesk {
  readonly queue: ClaimQueue;
  cursor = $state.raw<QueueRowView>();
  asked = $state.raw<Asked>();
  isBusy = $state(false);

  constructor(queue: ClaimQueue) {
    this.queue = queue;
  }

  /** The claims that an act is about. */
  get targets(): readonly string[] {
    if (this.queue.selection.size > 0) return this.queue.selection.ids;
    return this.cursor && this.queue.isCurrent ? [this.cursor.claim_id] : [];
  }

  /** The number of a claim, where the list knows it. */
  numberOf(claimId: string): string {
    const number = this.queue.answer?.rows.find((row) => row.claim_id === claimId)?.patient_control_number;
    return typeof number === "string" ? number : claimId;
  }

  /** What Ctrl+Enter does in each tab, and what it needs. */
  get main(): { label: string; action: ActionName; blocked: string | undefined; run: () => Promise<void> } {
    const { queue, targets } = this;
    const count = targets.length;
    const all = queue.isCurrent ? (queue.answer?.total ?? 0) : 0;
    const some = count > 0 ? undefined : words.pick;
    const any = all > 0 ? undefined : words.nothingHere;
    const outbox = queue.batches?.filter((view) => view.batch.state === "queued").length ?? 0;
    const mains: Record<QueueTabName, QueueDesk["main"]> = {
      ready: { label: words.actions.approve(count), action: "work_claim", blocked: some, run: () => this.#approve() },
      on_hold: { label: words.actions.release(count), action: "work_claim", blocked: some, run: () => this.#release() },
      approved: { label: words.actions.send(all), action: "transmit", blocked: any, run: async () => this.#ask({ name: "send" }) },
      outbox: { label: words.actions.handOver(outbox), action: "transmit", blocked: any, run: () => this.handOver(false) },
      sent: { label: words.actions.acknowledgments, action: "transmit", blocked: undefined, run: () => this.pickAcknowledgments() },
      rejected: { label: words.actions.fix, action: "work_claim", blocked: some, run: () => this.#fix() },
    };
    return mains[queue.tab];
  }

  /** Why the main action cannot be run. */
  get blocked(): string | undefined {
    const { action, blocked } = this.main;
    return commands.may(action) ? blocked : messages.commands.notAllowed;
  }

  /** What the keys do. */
  offers(): Offers {
    const picked = (): string | undefined => (this.targets.length > 0 ? undefined : words.pick);
    const inTab = (...tabs: QueueTabName[]) => () => (tabs.includes(this.queue.tab) ? picked() : words.nothingHere);
    const sent = (): string | undefined => (this.cursor?.batch_id ? undefined : words.nothingHere);
    return {
      mainAction: { run: () => void this.run(() => this.main.run()), blocked: () => this.blocked },
      takeAcknowledgments: () => void this.run(() => this.pickAcknowledgments()),
      scrubClaims: { run: () => void this.run(() => scrub(this.queue, this.targets)), blocked: inTab("ready", "approved") },
      holdClaims: { run: () => this.#ask({ name: "hold", ids: this.targets }), blocked: inTab("ready", "approved") },
      withdrawApprovals: { run: () => void this.run(() => this.#step("withdraw_approval")), blocked: inTab("approved") },
      voidClaims: { run: () => void this.run(() => this.#askVoid()), blocked: inTab("ready", "on_hold", "approved", "rejected") },
      openBatch: { run: () => this.#openBatch(), blocked: sent },
      rawView: { run: () => this.#openBatch("raw"), blocked: sent },
    };
  }

  /** One act at a time. */
  async run(act: () => Promise<unknown>): Promise<void> {
    if (this.isBusy) return;
    this.isBusy = true;
    try {
      await act();
    } catch (thrown) {
      complain(thrown);
    } finally {
      this.isBusy = false;
    }
  }

  close(): void {
    this.asked = undefined;
  }

  #ask(asked: Asked): void {
    this.asked = asked;
  }

  #tell(held: readonly HeldClaimView[]): void {
    if (held.length > 0) this.#ask({ name: "held", held });
  }

  async #step(name: "withdraw_approval" | "approve"): Promise<void> {
    this.#tell(await step(this.queue, this.targets, { name }));
  }

  /** What was not scrubbed since it changed is scrubbed first. */
  async #approve(): Promise<void> {
    const targets = this.targets;
    const chosen: ReadonlySet<string> = new Set(targets); // eslint-disable-line svelte/prefer-svelte-reactivity -- it lives for one act
    const stale = this.queue.rows.filter((row) => chosen.has(row.claim_id) && isStale(row)).map((row) => row.claim_id);
    if (stale.length > 0 && !(await finish({ kind: "scrub_claims", claim_ids: stale }))) return;
    this.#tell(await step(this.queue, targets, { name: "approve" }));
  }

  async #release(): Promise<void> {
    const targets = this.targets;
    const held = await step(this.queue, targets, { name: "release" });
    this.#tell(held);
    const stayed = held.map((claim) => claim.claim_id);
    await finish({ kind: "scrub_claims", claim_ids: targets.filter((id) => !stayed.includes(id)) });
    await this.queue.reload();
  }

  /** A rejected claim was never adjudicated: a new version, an original, opens in the editor. */
  async #fix(): Promise<void> {
    const [id] = this.targets;
    if (id === undefined) return;
    const held = await step(this.queue, [id], { name: "correct" });
    if (held.length > 0) this.#tell(held);
    else navigation.go({ screen: "charge", id });
  }

  async #askVoid(): Promise<void> {
    const ids = this.targets;
    const totals = await call("total_claims", { claim_ids: [...ids] });
    this.#ask({ name: "void", ids, chargeCents: totals.charge_cents });
  }

  #openBatch(tab?: string): void {
    const row = this.cursor;
    if (!row?.batch_id) return;
    this.queue.opened = row.claim_id;
    navigation.go({ screen: "batch", id: row.batch_id, of: row.claim_id, ...(tab ? { tab } : {}) });
  }

  async hold(ids: readonly string[], reason: string): Promise<void> {
    this.close();
    this.#tell(await step(this.queue, ids, { name: "hold", reason }));
  }

  async void(ids: readonly string[]): Promise<void> {
    this.close();
    this.#tell(await step(this.queue, ids, { name: "void" }));
  }

  async send(): Promise<void> {
    this.close();
    const { held, stopped } = await send(this.queue, this.queue.payerId);
    if (stopped) this.#ask({ name: "stopped", stopped });
    else this.#tell(held);
  }

  async handOver(choosesFolder: boolean): Promise<void> {
    this.close();
    const stopped = await handOver(this.queue, choosesFolder);
    if (stopped) this.#ask({ name: "stopped", stopped });
  }

  async pickAcknowledgments(): Promise<void> {
    const chosen = await pickAcknowledgments();
    if (chosen) await this.takeAcknowledgments(chosen);
  }

  async takeAcknowledgments(chosen: FilesView): Promise<void> {
    const files = await takeAcknowledgments(this.queue, chosen);
    if (files) this.#ask({ name: "acknowledged", files });
  }
}

function isStale(row: QueueRowView): boolean {
  return row.scrub !== null && "is_fresh" in row.scrub && !row.scrub.is_fresh;
}
