import { flushSync, mount, tick, unmount } from "svelte";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { commands } from "$lib/commands";
import { toasts } from "$lib/kit";
import { navigation } from "$lib/navigation";
import { CallError, type WorkRowView } from "$lib/wire";
import { workRow, worklistOf } from "./fixtures";
import { placeOf, reasonOf, trailOf } from "./worklist.svelte";
import { worklistStore, WorklistScreen } from ".";

const call = vi.hoisted(() => vi.fn());
vi.mock("$lib/wire/call", async (original) => ({ ...(await original<object>()), call }));

let mounted: Record<string, unknown> | undefined;
beforeEach(() => {
  call.mockReset();
  navigation.begin({ screen: "worklist" });
  commands.allow(["work", "approve_write_off"]);
  Object.assign(worklistStore, { queue: "all", scope: "mine", order: "deadline", list: undefined, error: undefined, at: undefined });
  worklistStore.selection.clear();
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

async function show(answers: Record<string, unknown>): Promise<string> {
  call.mockImplementation((name: string) => (answers[name] instanceof Error ? Promise.reject(answers[name]) : Promise.resolve(answers[name])));
  mounted = mount(WorklistScreen, { target: document.body, props: { place: { screen: "worklist" } } });
  return settle();
}

async function press(key: string, init: KeyboardEventInit = {}): Promise<void> {
  const event = new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true, ...init });
  const target = document.activeElement ?? document.body;
  target.dispatchEvent(event);
  // The window's listener is the frame's.
  Object.defineProperty(event, "target", { value: target });
  commands.onkey(event);
  await settle();
}

const denial: WorkRowView = { ...workRow, row_id: "wrk-2", kind: "denial", tone: "warn", claim_id: "clm-2", reason: { why: "said", text: "CO-197 No prior authorization" } };

describe("the worklist", () => {
  it("shows queues, rows with words and days left, and the row under the cursor in full", async () => {
    const text = await show({ open_worklist: worklistOf([workRow, denial]) });
    expect(text).toContain("HOLLOWAY, Desmond");
    expect(text).toContain("The billing provider has no taxonomy code.");
    expect(text).toContain("Filing limit ≤ 15 days");
    expect(text).toContain("2 items · 212.00 at risk · 3 days to the first limit");
    expect(text).toContain("There is nothing to appeal.");
    expect(document.activeElement?.getAttribute("role")).toBe("gridcell");
  });

  it("opens a row with Enter in the screen where it is worked, with the rows of that screen to walk through", async () => {
    await show({ open_worklist: worklistOf([workRow, denial, { ...denial, row_id: "wrk-3", claim_id: "clm-3" }]) });
    await press("j");
    await press("Enter");
    expect(navigation.place).toEqual({ screen: "denial", id: "clm-2" });
    expect(navigation.trail).toEqual(["clm-2", "clm-3"]);
  });

  it("puts the selected rows aside with Z, and takes that back", async () => {
    await show({ open_worklist: worklistOf([workRow, denial]), snooze_work: { outcome: "done", row_ids: ["wrk-1", "wrk-2"] }, read_date: { date: "2026-08-04" }, undo_work: { outcome: "done", row_ids: [] } });
    await press("x");
    await press("j");
    await press("x");
    await press("z");
    const input = document.querySelector<HTMLInputElement>("dialog input");
    expect(input).toBe(document.activeElement);
    if (input) input.value = "t+7";
    input?.dispatchEvent(new Event("input", { bubbles: true }));
    await settle();
    await press("Enter");
    expect(call.mock.calls.find(([name]) => name === "snooze_work")?.[1]).toMatchObject({ row_ids: ["wrk-1", "wrk-2"] });
    expect(document.querySelector("dialog")).toBeNull();
    await toasts.undoLast();
    expect(call).toHaveBeenCalledWith("undo_work", { row_ids: ["wrk-1", "wrk-2"] });
  });

  it("keeps the dialog open with the reason beside a refused day", async () => {
    await show({ open_worklist: worklistOf([workRow]), snooze_work: { outcome: "refused", problems: [{ field: "until", problem: "in_past" }] }, read_date: { date: "2026-01-01" } });
    await press("z");
    await press("Enter", { ctrlKey: true });
    expect(await settle()).toContain("This day has passed");
    expect(document.querySelector("dialog")).not.toBeNull();
  });

  it("gives rows to one of those who may have them", async () => {
    await show({ open_worklist: worklistOf([workRow]), list_work_people: { people: [{ name: "sven", role: "supervisor" }] }, assign_work: { outcome: "done", row_ids: ["wrk-1"] } });
    await press("a");
    document.querySelector<HTMLButtonElement>("dialog .btn.go")?.click();
    await settle();
    expect(call).toHaveBeenCalledWith("assign_work", { row_ids: ["wrk-1"], owner: "sven" });
  });

  it("decides on a write-off of somebody else, and says why not on another row", async () => {
    const asked: WorkRowView = { ...denial, kind: "write_off", may_decide: true, may_finish: false, reason: { why: "write_off", asked_by: "mira", text: "too late" } };
    const said = vi.fn();
    commands.onblocked = said;
    await show({ open_worklist: worklistOf([asked, workRow]), decide_write_off: { outcome: "done", claim_id: "clm-2" } });
    await press("y");
    expect(call).toHaveBeenCalledWith("decide_write_off", { row_id: "wrk-2", return_why: null });
    await press("j");
    await press("y");
    expect(said).toHaveBeenCalledWith("Only a write-off that somebody else asked for is decided here.");
  });

  it("shows another queue by arrows, and asks for it once", async () => {
    await show({ open_worklist: worklistOf([workRow]) });
    document.querySelector<HTMLElement>('[role="listbox"]')?.focus();
    await press("ArrowDown");
    expect(call).toHaveBeenLastCalledWith("open_worklist", { queue: "rejections", scope: "mine", order: "deadline" });
  });

  it("says when the next thing comes back where nothing is due, and what failed", async () => {
    expect(await show({ open_worklist: worklistOf([], { next_due_on: "2026-10-01" }) })).toContain("Nothing due. Next: Thursday, Oct 1.");
    if (mounted) void unmount(mounted);
    worklistStore.list = undefined;
    expect(await show({ open_worklist: new CallError("disk_full") })).toContain("The disk is full");
  });
});

describe("a row", () => {
  it("leads to the screen of its kind", () => {
    expect(placeOf(workRow)).toEqual({ screen: "charge", id: "clm-1" });
    expect(placeOf({ ...workRow, kind: "remittance_exception", claim_id: null, remittance_id: "era-4" })).toEqual({ screen: "remittances", id: "era-4" });
    expect(placeOf({ ...workRow, kind: "no_response" })?.screen).toBe("claim");
    expect(trailOf([workRow, denial, workRow], { screen: "charge", id: "clm-1" })).toEqual(["clm-1"]);
  });

  it("says its reason in words", () => {
    expect(reasonOf({ ...workRow, reason: { why: "scrub", said: { text: "Line {} has no units.", parts: ["2"] } } })).toBe("Line 2 has no units.");
    expect(reasonOf({ ...workRow, reason: { why: "no_answer", days: 34 } })).toBe("No answer for 34 days");
    expect(reasonOf({ ...workRow, reason: { why: "next_payer", payer: "Alder Mutual" } })).toBe("Not billed: Alder Mutual");
    expect(reasonOf({ ...workRow, reason: { why: "next_payer", payer: { sealed: "coverage" } } })).toBe("The next payer is not billed");
  });
});
