import { beforeEach, describe, expect, it, vi } from "vitest";
import { CallError, type JobView } from "$lib/wire";
import { jobs } from ".";

const call = vi.hoisted(() => vi.fn());
vi.mock("$lib/wire/call", async (original) => ({ ...(await original<object>()), call }));

const running: JobView = { job_id: "7", step: "scrub", done: 1, total: 4, percent: 25, file: 0, files: 0, status: { name: "running" } };
const result = { kind: "scrub_claims", clean: 4, held_claim_ids: [] } as const;

/** Answers each command with the next of its answers, the last again and again. */
function answer(answers: Record<string, unknown[]>): void {
  call.mockImplementation((name: string) => {
    const left = answers[name] ?? [];
    const next = left.length > 1 ? left.shift() : left[0];
    return next instanceof Error ? Promise.reject(next) : Promise.resolve(next);
  });
}

beforeEach(() => {
  call.mockReset();
});

describe("long work", () => {
  it("is watched until it is done, and is gone from the list then", async () => {
    answer({ start_job: [{ job_id: "7" }], describe_job: [running, { ...running, status: { name: "done", result } }] });
    const { job, ended } = jobs.start({ kind: "scrub_claims", claim_ids: [] });
    expect(jobs.running).toEqual([job]);
    await vi.waitFor(() => expect(job.view.percent).toBe(25));
    expect(await ended).toEqual({ name: "done", result });
    expect(jobs.running).toEqual([]);
    expect(job.end).toEqual({ name: "done", result });
  });

  it("is cancelled once, also before it has a name", async () => {
    answer({ start_job: [{ job_id: "7" }], cancel_job: [running], describe_job: [running, { ...running, status: { name: "cancelled" } }] });
    const { job, ended } = jobs.start({ kind: "create_batches", payer_id: null });
    await job.cancel();
    await job.cancel();
    expect(await ended).toEqual({ name: "cancelled" });
    expect(call.mock.calls.filter(([name]) => name === "cancel_job")).toHaveLength(1);
  });

  it("says why it could not start, and that a lock has ended it", async () => {
    answer({ start_job: [new CallError("not_permitted")] });
    expect(await jobs.start({ kind: "create_batches", payer_id: null }).ended).toEqual({ name: "failed", code: "not_permitted" });
    answer({ start_job: [{ job_id: "7" }], describe_job: [{ ...running, status: { name: "unknown" } }] });
    expect(await jobs.start({ kind: "create_batches", payer_id: null }).ended).toEqual({ name: "failed", code: "locked" });
    expect(jobs.running).toEqual([]);
  });
});
