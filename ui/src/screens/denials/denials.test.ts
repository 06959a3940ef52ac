import { flushSync, mount, tick, unmount } from "svelte";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { commands } from "$lib/commands";
import { toasts } from "$lib/kit";
import { navigation } from "$lib/navigation";
import type { DenialView } from "$lib/wire";
import { denialView, offersOf } from "./fixtures";
import { denialList, DenialListScreen, DenialScreen } from ".";

const call = vi.hoisted(() => vi.fn());
vi.mock("$lib/wire/call", async (original) => ({ ...(await original<object>()), call }));

const noWork = { queues: [], mine: 0, team: 0, snoozed: 0, rows: [], total: 0, amount_cents: 0, first_limit_days: null, next_due_on: null };

let mounted: Record<string, unknown> | undefined;
beforeEach(() => {
  call.mockReset();
  navigation.begin({ screen: "denials" });
  navigation.go({ screen: "denial", id: "clm-2" }, ["clm-2", "clm-3"]);
  commands.allow(["work", "approve_write_off"]);
  Object.assign(denialList, { list: undefined, error: undefined });
});
afterEach(() => {
  if (mounted) void unmount(mounted);
  mounted = undefined;
  document.body.replaceChildren();
});

async function settle(): Promise<string> {
  await new Promise((resolve) => setTimeout(resolve, 10));
  await tick();
  flushSync();
  return document.body.textContent.replace(/\s+/g, " ");
}

async function show(file: DenialView, answers: Record<string, unknown> = {}): Promise<string> {
  const all: Record<string, unknown> = { open_worklist: noWork, open_denial: file, ...answers };
  call.mockImplementation((name: string) => Promise.resolve(all[name]));
  mounted = mount(DenialScreen, { target: document.body, props: { place: { screen: "denial", id: "clm-2" } } });
  return settle();
}

async function press(key: string, init: KeyboardEventInit = {}): Promise<void> {
  const event = new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true, ...init });
  const target = document.activeElement ?? document.body;
  target.dispatchEvent(event);
  Object.defineProperty(event, "target", { value: target });
  commands.onkey(event);
  await settle();
}

async function type(field: string, text: string): Promise<void> {
  const place = document.querySelector<HTMLInputElement>(`[data-field="${field}"]`);
  if (!place) throw new Error(`no field ${field}`);
  place.value = text;
  place.dispatchEvent(new Event("input", { bubbles: true }));
  await settle();
}

const acts = () => call.mock.calls.filter(([name]) => name === "act_on_denial").map(([, request]) => (request as { act: object }).act);

describe("the denial workbench", () => {
  it("says what was denied and why, what was sent and answered, and the way it took", async () => {
    const text = await show(denialView);
    for (const words of ["CO-197", "No prior authorization", "N54", "The practice may not bill this to the patient.", "LINDQVIST, Freja", "Sep 4, 2026 (38 d)", "4Q881077A", "file 000000012", "File accepted Jul 6, 2026"]) {
      expect(text).toContain(words);
    }
    expect(document.querySelector("tr.differs")).not.toBeNull();
    expect(document.querySelector('[aria-selected="true"]#act-appeal')).not.toBeNull();
  });

  it("chooses with a digit, fills, does it with Ctrl+Enter and opens the next one", async () => {
    await show(denialView, { act_on_denial: { outcome: "done", claim_id: "clm-2", undo_row_id: "wrk-9" }, read_date: { date: "2026-09-01" }, undo_work: { outcome: "done", row_ids: [] } });
    expect(document.activeElement?.getAttribute("role")).toBe("listbox");
    await press("6");
    expect(document.activeElement?.getAttribute("data-field")).toBe("until");
    await type("until", "t+14");
    await type("why", "asked by phone");
    await press("Enter", { ctrlKey: true });
    expect(acts()[0]).toMatchObject({ action: "wait", why: "asked by phone" });
    expect(navigation.place).toEqual({ screen: "denial", id: "clm-3" });
    await toasts.undoLast();
    expect(call).toHaveBeenCalledWith("undo_work", { row_ids: ["wrk-9"] });
  });

  it("says why an action is blocked and does nothing", async () => {
    const said = vi.fn();
    commands.onblocked = said;
    expect(await show(denialView)).toContain("Not allowed for this group");
    await press("4");
    expect(said).toHaveBeenCalledWith("Not allowed for this group");
    expect(acts()).toEqual([]);
  });

  it("shows a refused field with its reason", async () => {
    await show(denialView, { act_on_denial: { outcome: "refused", problems: [{ field: "amount", problem: "too_much" }] }, read_amount: { amount_cents: 1 } });
    await press("5");
    await press("Enter", { ctrlKey: true });
    expect(await settle()).toContain("More than is open");
    expect(acts()[0]).toEqual({ action: "write_off", amount: "295.00", why: "" });
    expect(navigation.place.id).toBe("clm-2");
  });

  it("goes to the claim editor after a correction", async () => {
    await show(denialView, { act_on_denial: { outcome: "done", claim_id: "clm-2", undo_row_id: null } });
    await press("1");
    await press("Enter", { ctrlKey: true });
    expect(navigation.place).toEqual({ screen: "charge", id: "clm-2" });
  });

  it("tells a rejection from a denial, and a deadline that has passed", async () => {
    const text = await show({
      ...denialView,
      standing: "rejected",
      state: { name: "payer_rejected", tone: "stop" },
      state_reason: "A7:164 Subscriber ID not found",
      decision: null,
      denied: [],
      offers: offersOf({ appeal: "never_adjudicated", next_payer: "never_adjudicated", patient: "never_adjudicated" }),
      suggested: ["correct"],
      deadline: { due_on: "2026-07-01", days_left: -5, left_percent: 0, urgency: "now" },
    });
    expect(text).toContain("Never adjudicated. Fix and send as original.");
    expect(text).toContain("Subscriber ID not found");
    expect(text).toContain("The deadline passed 5 d ago.");
  });

  it("lets a supervisor decide, and nobody on his own request", async () => {
    const write_off = { row_id: "wrk-7", asked_by: "mira", asked_on: "2026-07-20", amount_cents: 29500, reason: "too late", may_decide: true, is_own: false };
    const asked: DenialView = { ...denialView, standing: "write_off_asked", offers: offersOf(Object.fromEntries(denialView.offers.map((offer) => [offer.action, "write_off_asked"]))), write_off };
    await show(asked, { decide_write_off: { outcome: "done", claim_id: "clm-2" } });
    await press("y");
    expect(call).toHaveBeenCalledWith("decide_write_off", { row_id: "wrk-7", return_why: null });
    if (mounted) void unmount(mounted);
    document.body.replaceChildren();
    expect(await show({ ...asked, write_off: { ...write_off, may_decide: false, is_own: true } })).toContain("Someone else must review.");
  });
});

describe("the list of denials", () => {
  it("is empty with what to expect", async () => {
    call.mockResolvedValue(noWork);
    mounted = mount(DenialListScreen, { target: document.body, props: { place: { screen: "denials" } } });
    expect(await settle()).toContain("No open denials");
  });
});
