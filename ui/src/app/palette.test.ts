import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { commands, type Offers } from "$lib/commands";
import { clear, one, press, show, texts, type } from "$lib/kit/testing";
import { navigation } from "$lib/navigation";
import Palette from "./Palette.svelte";

const call = vi.hoisted(() => vi.fn());
vi.mock("$lib/wire/call", async (original) => ({ ...(await original<object>()), call }));

const patient = { patient_id: "pat-1", name: { family: "LOCKWOOD", given: "Ivor" }, birth_date: "1961-02-09", account_number: "1", balance_cents: 0 };
const onclose = vi.fn();
const stops: (() => void)[] = [];

beforeEach(() => {
  call.mockReset().mockResolvedValue({ items: [patient], has_more: false });
  navigation.begin({ screen: "patients" });
  commands.allow(["read_patient"]);
  commands.remap({});
  onclose.mockReset();
});
afterEach(() => {
  clear();
  for (const stop of stops.splice(0)) stop();
});

function open(offers: Offers): void {
  stops.push(commands.offer(offers));
  show(Palette, { onclose });
}
const box = (): HTMLInputElement | null => one<HTMLInputElement>('[role="combobox"]');
const marked = (): string => one('[aria-selected="true"]')?.textContent.replace(/\s+/g, " ").trim() ?? "";

describe("the palette", () => {
  it("starts in its box with what can be done here, each with its key", () => {
    open({ lock: vi.fn<() => void>(), goPatients: vi.fn<() => void>() });
    expect(document.activeElement).toBe(box());
    expect(texts('[role="option"]').join("|")).toMatch(/Lock.*Ctrl\+Shift\+L/);
    expect(texts(".sec")).toEqual(["Do", "Go"]);
  });

  it("runs the marked command when it has closed", async () => {
    const [lock, help] = [vi.fn(), vi.fn()];
    open({ lock, help });
    await type(box(), "switch");
    expect(marked()).toContain("Lock, switch user");
    onclose.mockImplementation(() => expect(lock).not.toHaveBeenCalled());
    await press("Enter");
    expect(onclose).toHaveBeenCalledOnce();
    expect(lock).toHaveBeenCalledOnce();
  });

  it("keeps what cannot be run, with the reason, and does not run it", async () => {
    call.mockResolvedValue({ items: [], has_more: false });
    const run = vi.fn();
    open({ goClaims: run, saveDraft: { run, blocked: () => "Nothing was changed." } });
    await type(box(), "save");
    expect(marked()).toContain("Nothing was changed.");
    await press("Enter");
    await type(box(), "claims");
    expect(marked()).toMatch(/Go to claims.*Your role does not allow this/);
    await press("Enter");
    await type(box(), "next rec");
    expect(marked()).toContain("Not on this screen.");
    expect(run).not.toHaveBeenCalled();
    expect(onclose).not.toHaveBeenCalled();
  });

  it("finds patients, and opens one", async () => {
    open({ lock: vi.fn<() => void>() });
    await type(box(), "lock");
    expect(call).toHaveBeenCalledWith("find_patients", { text: "lock" });
    expect(texts(".sec")).toEqual(["Do", "Find"]);
    expect(marked()).toContain("Lock, switch user");
    await press("ArrowUp");
    expect(marked()).toContain("LOCKWOOD, Ivor");
    await press("Enter");
    expect(navigation.place).toEqual({ screen: "patient", id: "pat-1" });
  });

  it("marks the first that can be run", async () => {
    open({ saveDraft: { run: vi.fn<() => void>(), blocked: () => "Nothing was changed." } });
    await type(box(), "save");
    expect(marked()).toContain("LOCKWOOD, Ivor");
  });

  it("asks for no patient where the role may not read them", async () => {
    commands.allow([]);
    open({ lock: vi.fn<() => void>() });
    await type(box(), "lock");
    expect(call).not.toHaveBeenCalled();
  });

  it("goes away with Esc and with Ctrl+K", async () => {
    open({ lock: vi.fn<() => void>() });
    await press("Escape");
    await press("k", { ctrlKey: true });
    expect(onclose).toHaveBeenCalledTimes(2);
  });
});

describe("under a dialog", () => {
  it("no command is run by its key, except the lock", async () => {
    const [lock, help] = [vi.fn(), vi.fn()];
    open({ lock, help });
    const onkey = (event: KeyboardEvent): void => commands.onkey(event);
    window.addEventListener("keydown", onkey);
    await press("F3");
    one('[role="combobox"]')?.dispatchEvent(new KeyboardEvent("keydown", { key: "L", ctrlKey: true, shiftKey: true, bubbles: true, cancelable: true }));
    window.removeEventListener("keydown", onkey);
    expect(lock).toHaveBeenCalledOnce();
    expect(help).not.toHaveBeenCalled();
  });
});
