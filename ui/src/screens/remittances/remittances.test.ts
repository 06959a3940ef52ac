import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { commands } from "$lib/commands";
import { toasts } from "$lib/kit";
import { all, clear, one, press, settle, show, type } from "$lib/kit/testing";
import { navigation } from "$lib/navigation";
import { CallError, type RemittanceView } from "$lib/wire";
import { RemittancesScreen } from ".";
import { nextException, remittanceDesk } from "./desk.svelte";
import { listed, matched, posted, unmatched, view } from "./fixtures";

const call = vi.hoisted(() => vi.fn());
vi.mock("$lib/wire/call", async (original) => ({ ...(await original<object>()), call }));

type Answers = Record<string, unknown>;
const listPlace = { screen: "remittances" as const };
const never = new Promise(() => undefined);
const candidate = {
  claim_id: "clm-9",
  patient_control_number: "26-03998",
  patient_name: { family: "ELLINGSEN", given: "Marit" },
  date_of_service: "2026-06-11",
  payer_name: "Ridgeway Senior",
  charge_cents: 19000,
  balance_cents: 19000,
  state: { name: "payer_accepted", tone: "wait" },
  alike: ["charge", "name"],
  lines: [{ number: 1, procedure: { code: "99214", modifiers: ["25"] }, charge_cents: 19000 }],
};

function answer(answers: Answers): void {
  const known: Answers = { list_remittances: { items: [listed] }, open_remittance: view, dropped_files: never, find_claim_candidates: { items: [candidate] }, ...answers };
  call.mockImplementation((name: string) => {
    const told = known[name];
    return told instanceof Error ? Promise.reject(told) : Promise.resolve(told);
  });
}

const asked = (name: string) => call.mock.calls.filter(([command]) => command === name).map(([, request]) => request as unknown);
const text = () => document.body.textContent.replace(/\s+/g, " ");

async function open(answers: Answers = {}): Promise<void> {
  answer(answers);
  navigation.begin({ screen: "remittance", id: "era-1" });
  show(RemittancesScreen, { place: { screen: "remittance" as const, id: "era-1" } });
  await settle();
  await settle();
}

async function run(key: string, init: KeyboardEventInit = {}): Promise<void> {
  one('[role="grid"] [data-cell][tabindex="0"]')?.focus();
  await press(key, init);
  await settle();
}

let stop: () => void;
beforeEach(() => {
  call.mockReset();
  Object.assign(remittanceDesk, { rows: undefined, view: undefined, openId: undefined, listError: undefined, viewError: undefined, tab: "recent", isBusy: false });
  commands.allow(["post_remittance", "undo_remittance"]);
  const onkey = (event: KeyboardEvent) => commands.onkey(event);
  window.addEventListener("keydown", onkey);
  stop = () => window.removeEventListener("keydown", onkey);
});
afterEach(() => {
  clear();
  stop();
  toasts.shown = [];
  toasts.history = [];
});

describe("an open remittance", () => {
  it("shows that payment = posted + unposted − PLB, and says what was withheld", async () => {
    await open();
    expect(text()).toMatch(/EFT received ?500\.00 ?= ?Posts ?118\.60 ?\+ ?Unposted ?425\.40 ?− ?PLB withheld ?44\.00/);
    expect(text()).toContain("Balances to the cent");
    expect(text()).toContain("44.00 withheld: an overpayment is taken back.");
    expect(text()).toContain("No deposit yet: postable, unreconciled");
    expect(asked("open_remittance")).toHaveLength(1);
  });

  it("says what the payer tells beside the money", async () => {
    await open();
    expect(text()).toContain("Received 06/26/2026 · Ask: HELP, 8005550100");
    expect(text()).toContain("Payer’s policy: LCD L35036");
  });

  it("shows a difference instead of hiding it, and does not post", async () => {
    const off = { ...view, listed: { ...listed, state: "held" as const }, money: { ...view.money, is_balanced: false, difference_cents: 700 }, post_hindrance: { why: "out_of_balance" as const } };
    await open({ open_remittance: off });
    expect(text()).toContain("Does not balance: 7.00 is unexplained");
    expect(text()).toMatch(/Difference ?7\.00/);
    await run("Enter", { ctrlKey: true });
    expect(asked("post_remittance")).toHaveLength(0);
  });

  it("puts the cursor on the first exception and explains it beside its lines", async () => {
    await open();
    expect(document.activeElement?.closest('[role="row"]')?.textContent).toContain("ELLINGSEN");
    expect(text()).toContain("No claim of ours has this number");
    expect(text()).toMatch(/190\.00 ?− ?41\.40 ?− ?30\.00 ?− ?0\.00 ?− ?0\.00 ?= ?118\.60/);
    expect(nextException(view, 1)).toBe(1);
    expect(nextException({ ...view, groups: [{ name: "posts", paid_cents: 1, payments: [matched] }] }, 0)).toBeUndefined();
  });

  it("posts with Ctrl+Enter and offers to undo it", async () => {
    await open({ post_remittance: posted, undo_remittance: view });
    await run("Enter", { ctrlKey: true });
    expect(asked("post_remittance")).toEqual([{ remittance_id: "era-1" }]);
    expect(toasts.shown.at(-1)?.text).toBe("Posted 118.60 to 1 claim.");
    await toasts.undoLast();
    expect(asked("undo_remittance")).toEqual([{ remittance_id: "era-1" }]);
  });

  it("asks before U undoes a posting, with amounts; Enter keeps it", async () => {
    await open({ open_remittance: posted, undo_remittance: view });
    await run("u");
    expect(one("dialog")?.textContent).toContain("Ridgeway Senior 81188304, payment 500.00: what it did to 1 claim");
    expect(document.activeElement?.textContent).toContain("Cancel");
    all("dialog button").at(-1)?.click();
    await settle();
    expect(asked("undo_remittance")).toHaveLength(1);
    expect(one("dialog")).toBeNull();
  });

  it("says why it cannot be undone above the limit", async () => {
    const reasons: string[] = [];
    commands.onblocked = (reason) => reasons.push(reason);
    await open({ open_remittance: { ...posted, undo_hindrance: { why: "above_limit" } } });
    await run("u");
    expect(reasons).toEqual(["Its payment is above what your role may undo. Ask a supervisor."]);
  });

  it("leads from a duplicate to the one that is posted", async () => {
    await open({ open_remittance: { ...view, post_hindrance: { why: "duplicate", remittance_id: "era-0" } } });
    expect(text()).toContain("is posted already as another remittance");
    all("button").find((button) => button.textContent === "Open that one")?.click();
    await settle();
    expect(asked("open_remittance").at(-1)).toEqual({ remittance_id: "era-0" });
    expect(navigation.place.id).toBe("era-0");
  });
});

describe("an exception", () => {
  const cleared: RemittanceView = { ...view, listed: { ...listed, needs_you: 0 }, groups: [{ name: "posts", paid_cents: 23720, payments: [matched, { ...unmatched, state: "matched" }] }] };

  it("is matched with M, Enter: the likeliest claim with why", async () => {
    await open({ decide_claim_payment: cleared });
    await run("m");
    expect(one("dialog")?.textContent).toMatch(/26-03998[\s\S]*charge, name/);
    await press("Enter");
    await settle();
    expect(asked("decide_claim_payment")).toEqual([{ remittance_id: "era-1", position: 1, decision: { decision: "match", claim_id: "clm-9" } }]);
    expect(one("dialog")).toBeNull();
    expect(text()).not.toContain("Needs you");
  });

  it("is looked for by what is typed", async () => {
    await open();
    await run("m");
    await type(one<HTMLInputElement>("dialog #search"), "ellin");
    expect(asked("find_claim_candidates").at(-1)).toEqual({ remittance_id: "era-1", position: 1, text: "ellin" });
    await press("Escape");
    await press("Escape");
    await settle();
    expect(asked("decide_claim_payment")).toHaveLength(0);
  });

  it("is kept out with D, and taken back in by Undo", async () => {
    await open({ decide_claim_payment: cleared });
    await run("d");
    await toasts.undoLast();
    expect(asked("decide_claim_payment")).toEqual([
      { remittance_id: "era-1", position: 1, decision: { decision: "detach" } },
      { remittance_id: "era-1", position: 1, decision: { decision: "rematch" } },
    ]);
  });

  it("offers no Undo of a match any more once it is posted, nor of the posting once that is undone", async () => {
    await open({ decide_claim_payment: cleared, post_remittance: posted, undo_remittance: view });
    await run("m");
    await press("Enter");
    await settle();
    expect(toasts.shown.at(-1)?.text).toBe("Matched with 26-03998.");
    await run("Enter", { ctrlKey: true });
    expect(toasts.shown.map((toast) => toast.text)).toEqual(["Posted 118.60 to 1 claim."]);
    await run("u");
    all("dialog button").at(-1)?.click();
    await settle();
    expect(toasts.shown.some((toast) => toast.undo)).toBe(false);
    expect(toasts.canUndo).toBe(false);
  });

  it("is taken back in where it belongs, though another remittance is open meanwhile", async () => {
    const other = { ...view, listed: { ...listed, remittance_id: "era-2" } };
    await open({ decide_claim_payment: cleared });
    await run("d");
    answer({ open_remittance: other, decide_claim_payment: view });
    await remittanceDesk.open("era-2");
    await toasts.undoLast();
    expect(asked("decide_claim_payment").at(-1)).toMatchObject({ remittance_id: "era-1", position: 1 });
    expect(remittanceDesk.view?.listed.remittance_id).toBe("era-2");
  });

  it("is split with S: each line goes to a line of a claim, and a refusal is told", async () => {
    await open({ decide_claim_payment: new CallError("bad_value") });
    await run("s");
    await press("ArrowDown");
    await press("Enter");
    await press("Enter", { ctrlKey: true });
    await settle();
    expect(asked("decide_claim_payment")).toEqual([{ remittance_id: "era-1", position: 1, decision: { decision: "split", places: [{ claim_id: "clm-9", line: 1 }] } }]);
    expect(one("dialog")?.textContent).toContain("It cannot be divided so");
  });

  it("is no longer decided about once it is posted", async () => {
    await open({ open_remittance: { ...posted, groups: [{ name: "needs_you", paid_cents: 1, payments: [{ ...unmatched, may_decide: false, next: "stands_aside" }] }] } });
    expect(text()).toContain("Not posted");
    await run("m");
    expect(one("dialog")).toBeNull();
  });
});

describe("files", () => {
  it("are received as a job; what came before is told and opened", async () => {
    const file = { token: "1", name: "ridgeway.835", size_bytes: 9 };
    const taken = { remittances: [{ remittance_id: "era-1", is_known: true, state: "posted" }], left_out: 0 };
    const result = { kind: "receive_remittances", files: [{ token: "1", name: "ridgeway.835", outcome: "duplicate", findings: [], taken }] };
    await open({ pick_files: { files: [file], refused: [] }, start_job: { job_id: "7" }, describe_job: { job_id: "7", step: "remittances", done: 1, total: 1, percent: 100, file: 1, files: 1, status: { name: "done", result } } });
    await run("o", { ctrlKey: true });
    await settle();
    expect(asked("start_job")).toEqual([{ work: { kind: "receive_remittances", tokens: ["1"] } }]);
    expect(toasts.shown.map((toast) => toast.text)).toContain("ridgeway.835 came before. Its remittance is open: posted.");
    expect(asked("open_remittance").length).toBeGreaterThan(1);
  });
});

describe("the list", () => {
  it("is narrowed to what is to post; nothing there says so", async () => {
    await open({ list_remittances: { items: [{ ...listed, state: "posted", is_to_post: false }] }, open_remittance: posted });
    one<HTMLButtonElement>("#tab-to_post")?.click();
    await settle();
    expect(text()).toContain("Everything that came in is posted.");
  });

  it("says what to do first when nothing has come in, and what failed", async () => {
    answer({ list_remittances: { items: [] } });
    navigation.begin({ screen: "remittances" });
    show(RemittancesScreen, { place: listPlace });
    await settle();
    expect(text()).toContain("No remittances yet");
    clear();
    Object.assign(remittanceDesk, { rows: undefined });
    answer({ list_remittances: new CallError("disk_full") });
    show(RemittancesScreen, { place: listPlace });
    await settle();
    expect(text()).toContain("The disk is full");
  });

  it("shows the newest on entry; the arrows walk, Enter opens another", async () => {
    answer({ list_remittances: { items: [listed, { ...listed, remittance_id: "era-2", payer_name: "Kestrel" }] } });
    navigation.begin({ screen: "remittances" });
    show(RemittancesScreen, { place: listPlace });
    await settle();
    await settle();
    expect(asked("open_remittance")).toEqual([{ remittance_id: "era-1" }]);
    expect(document.activeElement?.getAttribute("role")).toBe("listbox");
    expect(text()).toContain("No claim of ours has this number");
    await press("ArrowDown");
    await press("Enter");
    expect(asked("open_remittance").at(-1)).toEqual({ remittance_id: "era-2" });
  });

  it("keeps a deposit that was told, and shows what is wrong with it beside its field", async () => {
    await open({ record_deposit: { outcome: "refused", problems: [{ field: "on", problem: "in_future" }] }, read_date: { date: "2026-07-28" }, read_amount: { amount_cents: 50000 } });
    await run("b");
    await type(one<HTMLInputElement>('dialog [data-field="on"]'), "t");
    all("dialog button").at(-1)?.click();
    await settle();
    expect(asked("record_deposit")).toEqual([{ remittance_id: "era-1", on: "t", amount: "500.00" }]);
    expect(one("dialog")?.textContent).toContain("This day has not come yet");
  });
});
