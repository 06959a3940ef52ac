import { jobs, type JobEnd } from "$lib/jobs";
import { toasts } from "$lib/kit";
import { call, CallError, type ClaimStep, type FilesView, type HandOverBatchesResponse, type HeldClaimView, type JobResult, type JobWork } from "$lib/wire";
import { messages } from "$messages";
import type { ClaimQueue } from "./claimQueue.svelte";

const words = messages.claims;

type ResultOf<Kind extends JobResult["kind"]> = Extract<JobResult, { kind: Kind }>;
export type HandOverStopped = Extract<HandOverBatchesResponse, { outcome: "name_taken" | "not_written" }>;
export type AcknowledgmentFiles = ResultOf<"import_acknowledgments">["files"];

/** Says what failed. */
export function complain(thrown: unknown): void {
  toasts.say("stop", messages.errors[thrown instanceof CallError ? thrown.code : "io"]);
}

/** Runs work to its end and gives its result; says so when there is none. */
export async function finish<Kind extends JobResult["kind"] & JobWork["kind"]>(work: Extract<JobWork, { kind: Kind }>): Promise<ResultOf<Kind> | undefined> {
  const end: JobEnd = await jobs.start(work).ended;
  if (end.name === "done" && end.result.kind === work.kind) return end.result as ResultOf<Kind>;
  if (end.name === "cancelled") toasts.say("warn", messages.jobs.cancelled);
  else if (end.name === "failed") toasts.say("stop", messages.errors[end.code]);
  return undefined;
}

const said: Record<ClaimStep["name"], (count: number) => string> = {
  approve: words.done.approved,
  withdraw_approval: words.done.withdrawn,
  hold: words.done.held,
  release: words.done.released,
  correct: words.done.corrected,
  void: words.done.voided,
};

/** What takes a step back, where that can be done. */
const back: Partial<Record<ClaimStep["name"], ClaimStep>> = { approve: { name: "withdraw_approval" } };

/** Takes a step, says what came of it with Undo where there is one, and gives those that were held back. */
export async function step(queue: ClaimQueue, ids: readonly string[], what: ClaimStep, done = said[what.name]): Promise<readonly HeldClaimView[]> {
  try {
    const { moved_claim_ids: moved, held } = await queue.move(ids, what);
    const takesBack = back[what.name];
    const undo = takesBack && (async () => {
      const { held } = await queue.move(moved, takesBack);
      if (held.length > 0) throw new CallError("bad_value");
    });
    if (moved.length > 0) toasts.say("ok", done(moved.length), undo);
    return held;
  } catch (thrown) {
    complain(thrown);
    return [];
  }
}

/** Scrubs claims and says how many are clean. */
export async function scrub(queue: ClaimQueue, ids: readonly string[]): Promise<void> {
  const result = await finish({ kind: "scrub_claims", claim_ids: [...ids] });
  if (result) toasts.say(result.held_claim_ids.length > 0 ? "warn" : "ok", words.done.scrubbed(result.clean, result.held_claim_ids.length));
  await queue.reload();
}

/** Makes interchanges of what is approved and hands them over. */
export async function send(queue: ClaimQueue, payerId: string): Promise<{ held: readonly HeldClaimView[]; stopped?: HandOverStopped | undefined }> {
  const result = await finish({ kind: "create_batches", payer_id: payerId === "" ? null : payerId });
  if (!result) return { held: [] };
  if (result.batches.length === 0) toasts.say("warn", words.done.nothingMade);
  const stopped = result.batches.length > 0 ? await handOver(queue, false) : undefined;
  await queue.reload();
  return { held: result.held, stopped };
}

/** Hands over what waits; gives what stopped it. */
export async function handOver(queue: ClaimQueue, choosesFolder: boolean): Promise<HandOverStopped | undefined> {
  try {
    const answer = await call("hand_over_batches", { choose_folder: choosesFolder });
    await queue.reload();
    if (answer.outcome === "handed_over") toasts.say("ok", words.done.handedOver(answer.file_names.length, answer.folder_name));
    else if (answer.outcome === "cancelled") toasts.say("warn", words.done.waits);
    else return answer;
  } catch (thrown) {
    complain(thrown);
  }
  return undefined;
}

/** Lets the person choose acknowledgment files. */
export async function pickAcknowledgments(): Promise<FilesView | undefined> {
  try {
    return await call("pick_files", { purpose: "x12", several: true });
  } catch (thrown) {
    complain(thrown);
    return undefined;
  }
}

/** Takes acknowledgment files in. */
export async function takeAcknowledgments(queue: ClaimQueue, chosen: FilesView): Promise<AcknowledgmentFiles | undefined> {
  for (const refused of chosen.refused) toasts.say("stop", messages.jobs.refused(refused.name, refused.reason));
  if (chosen.files.length === 0) return undefined;
  const result = await finish({ kind: "import_acknowledgments", tokens: chosen.files.map((file) => file.token) });
  await queue.reload();
  void call("forget_files", { tokens: chosen.files.map((file) => file.token) });
  return result?.files;
}
