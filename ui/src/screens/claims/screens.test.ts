import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { commands } from "$lib/commands";
import { toasts } from "$lib/kit";
import { clear, one, press, settle, show, texts } from "$lib/kit/testing";
import { navigation } from "$lib/navigation";
import { CallError, type Commands, type QueueRowView } from "$lib/wire";
import { batchView, claimFile, queueAnswer, queueRow } from "./fixtures";
import { BatchScreen, ClaimQueueScreen, ClaimScreen } from ".";
import { claimQueue } from "./claimQueue.svelte";

const call = vi.hoisted(() => vi.fn());
vi.mock("$lib/wire/call", async (original) => ({ ...(await original<object>()), call }));

type Answers = { [Name in keyof Commands]?: (request: Commands[Name]["request"]) => unknown };

let answers: Answers;

function onkey(event: KeyboardEvent): void {
  commands.onkey(event);
}

beforeEach(() => {
  call.mockReset();
  answers = {
    list_batches: () => ({ batches: [batchView], total: 1 }),
    dropped_files: () => new Promise(() => undefined),
    total_claims: ({ claim_ids }) => ({ claims: claim_ids.length, lines: 2 * claim_ids.length, charge_cents: 21000 * claim_ids.length, payers: queueAnswer([]).payers }),
    move_claims: ({ claim_ids }) => ({ moved_claim_ids: claim_ids, held: [] }),
  };
  call.mockImplementation(async (name: keyof Commands, request: never) => {
    const answer = answers[name];
    if (!answer) throw new CallError("io");
    return (answer as (request: never) => unknown)(request);
  });
  commands.allow(["transmit", "work_claim", "scrub_claim", "void_claim", "read_claim"]);
  navigation.begin({ screen: "claims" });
  Object.assign(claimQueue, { tab: "ready", payerId: "", text: "", answer: undefined, isCurrent: false, totals: undefined, opened: undefined });
  claimQueue.selection.clear();
  window.addEventListener("keydown", onkey);
});
afterEach(() => {
  window.removeEventListener("keydown", onkey);
  clear();
});

const asked = <Name extends keyof Commands>(name: Name): Commands[Name]["request"][] =>
  (call.mock.calls as [string, Commands[Name]["request"]][]).filter(([called]) => called === name).map(([, request]) => request);
const page = () => document.body.textContent.replace(/\s+/g, " ");

async function showQueue(rows: QueueRowView[], tab?: string): Promise<void> {
  answers.list_claim_queue = () => queueAnswer(rows);
  show(ClaimQueueScreen, { place: { screen: "claims", ...(tab ? { tab } : {}) } });
  await settle();
  await settle();
}

/** Answers a job that is done at once. */
function jobDone(result: unknown): void {
  answers.start_job = () => ({ job_id: "1" });
  answers.describe_job = () => ({ job_id: "1", step: "scrub", done: 1, total: 1, percent: 100, file: 0, files: 0, status: { name: "done", result } });
}

describe("the claim queue", () => {
  it("shows tabs with counts, the claims, payers with control numbers, and what is on its way", async () => {
    await showQueue([queueRow(1), queueRow(2, { scrub: { is_fresh: true, stops: 1, warnings: 0 } })]);
    expect(texts('[role="tab"]')).toEqual(["Ready2", "On hold4", "Approved2", "Outbox1", "Sent188", "Rejected7"]);
    expect(page()).toContain("ANDRADE, Celia 1");
    expect(page()).toContain("1 stop");
    expect(page()).toContain("control 000000220");
    expect(page()).toContain("Batch 0219");
    expect(page()).toContain("1 rejected");
    expect(document.activeElement?.getAttribute("role")).toBe("gridcell");
  });

  it("approves what X selected with Ctrl+Enter, and takes it back with Undo", async () => {
    await showQueue([queueRow(1), queueRow(2), queueRow(3)]);
    await press("x");
    await press("j");
    await press("x");
    await settle();
    expect(page()).toContain("2 of 3 selected");
    expect(page()).toContain("420.00");
    await press("Enter", { ctrlKey: true });
    await settle();
    expect(asked("move_claims")).toEqual([{ claim_ids: ["clm-1", "clm-2"], step: { name: "approve" } }]);
    await toasts.undoLast();
    expect(asked("move_claims").at(-1)).toEqual({ claim_ids: ["clm-1", "clm-2"], step: { name: "withdraw_approval" } });
  });

  it("scrubs first what was not scrubbed since it changed, and tells what was held back", async () => {
    await showQueue([queueRow(1, { scrub: { is_fresh: false, stops: 0, warnings: 0 } })]);
    jobDone({ kind: "scrub_claims", clean: 0, held_claim_ids: ["clm-1"] });
    answers.move_claims = () => ({ moved_claim_ids: [], held: [{ claim_id: "clm-1", reasons: ["the scrubber stops it"] }] });
    await press("Enter", { ctrlKey: true });
    await settle();
    expect(asked("start_job")).toEqual([{ work: { kind: "scrub_claims", claim_ids: ["clm-1"] } }]);
    expect(page()).toContain("1 claim held back");
    expect(page()).toContain("the scrubber stops it");
  });

  it("asks before files are made, naming claims, amount and effect; Enter there leaves", async () => {
    await showQueue([queueRow(1), queueRow(2)], "approved");
    await press("Enter", { ctrlKey: true });
    expect(page()).toContain("Make 1 file of 2 claims?");
    expect(page()).toContain("420.00 in charges");
    expect(document.activeElement?.textContent).toContain("Cancel");
    jobDone({ kind: "create_batches", batches: [batchView.batch], held: [] });
    answers.hand_over_batches = () => ({ outcome: "name_taken", folder_name: "out", file_name: "837P-000000219.x12", file_names: [] });
    await press("Enter", { ctrlKey: true });
    await settle();
    expect(asked("start_job")).toEqual([{ work: { kind: "create_batches", payer_id: null } }]);
    expect(asked("hand_over_batches")).toEqual([{ choose_folder: false }]);
    expect(page()).toContain("Nothing is overwritten");
  });

  it("takes acknowledgments in and tells which claims they moved", async () => {
    await showQueue([queueRow(1)], "sent");
    answers.pick_files = () => ({ files: [{ token: "9", name: "277.x12", size_bytes: 9 }], refused: [] });
    answers.forget_files = () => ({});
    const moved = { claim_id: "clm-1", patient_control_number: "CK00001-1", from: { name: "file_accepted", tone: "wait" }, to: { name: "payer_rejected", tone: "stop" }, reason: "A7:164:IL" };
    jobDone({ kind: "import_acknowledgments", files: [{ token: "9", name: "277.x12", outcome: "imported", findings: [], taken: { kind: "277CA", moved: [moved], rejected: 1, unmatched: 0 } }] });
    await press("o", { ctrlKey: true });
    await settle();
    expect(asked("start_job")).toEqual([{ work: { kind: "import_acknowledgments", tokens: ["9"] } }]);
    expect(page()).toContain("1 claim rejected: never adjudicated");
    expect(page()).toContain("Payer rejected");
    expect(texts("dialog th")).toContain("Why");
    await press("Escape");
    const accepted = { ...moved, to: { name: "payer_accepted", tone: "wait" }, reason: "" };
    jobDone({ kind: "import_acknowledgments", files: [{ token: "9", name: "277.x12", outcome: "imported", findings: [], taken: { kind: "277CA", moved: [accepted], rejected: 0, unmatched: 0 } }] });
    await press("o", { ctrlKey: true });
    await settle();
    expect(page()).toContain("Payer accepted");
    expect(texts("dialog th")).not.toContain("Why");
  });

  it("fixes a rejected claim as a new original in the editor", async () => {
    await showQueue([queueRow(1, { state: { name: "payer_rejected", tone: "stop" } })], "rejected");
    expect(page()).toContain("Never adjudicated. Fix and send as original.");
    await press("Enter", { ctrlKey: true });
    await settle();
    expect(asked("move_claims")).toEqual([{ claim_ids: ["clm-1"], step: { name: "correct" } }]);
    expect(navigation.place).toEqual({ screen: "charge", id: "clm-1" });
  });

  it("asks before a void, naming object, amount and effect, with Enter on the way back", async () => {
    await showQueue([queueRow(1)]);
    await press("v");
    await settle();
    expect(page()).toContain("Void 1 claim?");
    expect(page()).toContain("210.00 in charges are taken back");
    await press("Enter");
    expect(asked("move_claims")).toEqual([]);
    await press("v");
    await settle();
    await press("v", { altKey: true });
    await settle();
    expect(asked("move_claims")).toEqual([{ claim_ids: ["clm-1"], step: { name: "void" } }]);
  });

  it("says why an action is blocked for the role, and what a tab without claims waits for", async () => {
    commands.allow(["read_claim"]);
    await showQueue([]);
    expect(page()).toContain("Your role does not allow this");
    expect(page()).toContain("Nothing waits for approval");
    expect(one(".btn.go")?.getAttribute("aria-disabled")).toBe("true");
    commands.run("mainAction");
    expect(asked("move_claims")).toEqual([]);
  });

  it("says what failed and keeps the last rows", async () => {
    await showQueue([queueRow(1)]);
    answers.list_claim_queue = () => {
      throw new CallError("busy");
    };
    await claimQueue.load();
    await settle();
    expect(page()).toContain("Long work has the desk");
    expect(page()).toContain("ANDRADE");
  });
});

describe("one claim", () => {
  it("shows what it says, what happened, and the step that its state asks for", async () => {
    answers.show_claim = () => claimFile;
    answers.list_claim_queue = () => queueAnswer([]);
    navigation.begin({ screen: "claim", id: "clm-1" });
    show(ClaimScreen, { place: { screen: "claim", id: "clm-1" } });
    await settle();
    expect(page()).toContain("Never adjudicated. Fix and send as original.");
    expect(page()).toContain("M5450, I10");
    expect(page()).toContain("Jul 28, 09:00 by Mira Okafor");
    await press("Enter", { ctrlKey: true });
    await settle();
    expect(asked("move_claims")).toEqual([{ claim_ids: ["clm-1"], step: { name: "correct" } }]);
    expect(navigation.place.screen).toBe("charge");
  });

  it("begins a void version of what a payer decided on, scrubbed for its approval", async () => {
    const paid = { ...claimFile, state: { name: "paid", tone: "ok" }, steps: { ...claimFile.steps, may_fix: false, may_replace: true, voids_at_payer: true } };
    answers.show_claim = () => paid;
    answers.list_claim_queue = () => queueAnswer([]);
    navigation.begin({ screen: "claim", id: "clm-1" });
    show(ClaimScreen, { place: { screen: "claim", id: "clm-1" } });
    await settle();
    one("h1")?.focus();
    await press("v");
    await settle();
    expect(page()).toContain("A payer has decided on CK00001-1, 210.00. A void version (8)");
    expect(page()).toContain("someone else approves the void");
    await press("Enter");
    expect(asked("move_claims")).toEqual([]);
    await press("v");
    await settle();
    await press("v", { altKey: true });
    await settle();
    expect(asked("move_claims")).toEqual([{ claim_ids: ["clm-1"], step: { name: "void" } }]);
    expect(asked("start_job")).toEqual([{ work: { kind: "scrub_claims", claim_ids: ["clm-1"] } }]);
  });

  it("seals what the role has no key for", async () => {
    const sealed = { sealed: "clinical" } as const;
    answers.show_claim = () => ({ ...claimFile, lines: sealed, diagnoses: sealed, findings: sealed });
    show(ClaimScreen, { place: { screen: "claim", id: "clm-1" } });
    await settle();
    expect(page().match(/Sealed: clinical/g)).toHaveLength(3);
    expect(page()).not.toContain("M5450");
  });

  it("opens its file as text with R, at the claim", async () => {
    answers.show_claim = () => claimFile;
    navigation.begin({ screen: "claim", id: "clm-1" });
    show(ClaimScreen, { place: { screen: "claim", id: "clm-1" } });
    await settle();
    one("h1")?.focus();
    await press("r");
    expect(navigation.place).toEqual({ screen: "batch", id: "bat-1", of: "clm-1", tab: "raw" });
  });
});

describe("an interchange", () => {
  it("shows how far it came and its claims; Ctrl+2 its text with loops", async () => {
    const claims = [{ claim_id: "clm-1", patient_control_number: "CK00001-1", patient_name: { family: "ANDRADE", given: "Celia" }, date_of_service: "2026-07-22", charge_cents: 1, balance_cents: 1, state: { name: "payer_accepted", tone: "wait" }, reason: null }];
    answers.show_batch = () => ({ progress: batchView, reference: "CK000000219", claims, answers: ["2026-07-27 999 A"] });
    answers.read_interchange = ({ from }) => ({ file_name: "x", total: 3, from, segments: [{ number: 1, loop_name: "", text: "ISA*00" }, { number: 2, loop_name: "2300", text: "CLM*CK00001-1*210" }] });
    navigation.begin({ screen: "batch", id: "bat-1", of: "clm-1" });
    show(BatchScreen, { place: navigation.place });
    await settle();
    expect(page()).toContain("Tidewell Plan");
    expect(page()).toContain("Payer accepted");
    expect(page()).toContain("1 rejected");
    await press("2", { ctrlKey: true });
    expect(navigation.place.tab).toBe("raw");
    clear();
    show(BatchScreen, { place: navigation.place });
    await settle();
    await settle();
    expect(asked("read_interchange")).toEqual([{ batch_id: "bat-1", from: 0, claim_id: "clm-1" }]);
    expect(texts('[role="gridcell"]')).toContain("CLM*CK00001-1*210");
    expect(page()).toContain("Segments 1–2 of 3");
  });
});
