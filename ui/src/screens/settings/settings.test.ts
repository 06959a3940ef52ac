import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { commands, refuseKey } from "$lib/commands";
import { clear, one, press, settle, show, texts } from "$lib/kit/testing";
import { toasts } from "$lib/kit";
import { preferences } from "$lib/preferences";
import type { PreferencesView } from "$lib/wire";
import { SettingsScreen } from ".";

const call = vi.hoisted(() => vi.fn());
vi.mock("$lib/wire/call", async (original) => ({ ...(await original<object>()), call }));

const own: PreferencesView = { row_height: 28, theme: "system", language: "system", idle_minutes: 5, keys: [] };
const saves = (): PreferencesView[] => call.mock.calls.filter(([name]) => name === "save_preferences").map(([, request]) => request as PreferencesView);

beforeEach(() => {
  vi.stubGlobal("ResizeObserver", class { observe = vi.fn(); disconnect = vi.fn(); });
  call.mockReset().mockResolvedValue({ outcome: "saved", id: "prf-1" });
  preferences.take(own);
  preferences.restart = vi.fn();
});
afterEach(() => {
  clear();
  preferences.take(own);
});

function radio(text: string): HTMLElement | undefined {
  return [...document.querySelectorAll<HTMLElement>('[role="radio"]')].find((button) => button.textContent === text);
}

async function openKeys(command: string): Promise<void> {
  const search = one<HTMLInputElement>("#key-search");
  if (!search) throw new Error("no search");
  search.value = command;
  search.dispatchEvent(new Event("input", { bubbles: true }));
  search.focus();
  await settle();
  await press("ArrowDown");
  await press("Enter");
  await settle();
}

describe("my settings", () => {
  it("apply theme and row height at once, and can be undone", async () => {
    show(SettingsScreen, { place: { screen: "settings" } });
    radio("Dark")?.click();
    await settle();
    expect(document.documentElement.dataset["theme"]).toBe("dark");
    radio("40 Roomy")?.click();
    await settle();
    expect(document.documentElement.dataset["density"]).toBe("40");
    expect(saves().at(-1)).toEqual({ ...own, theme: "dark", row_height: 40 });
    await toasts.undoLast();
    await settle();
    expect(document.documentElement.dataset["density"]).toBeUndefined();
    expect(preferences.own.theme).toBe("dark");
  });

  it("start the window anew for another language", async () => {
    show(SettingsScreen, { place: { screen: "settings" } });
    radio("Español")?.click();
    await settle();
    expect(document.documentElement.dataset["language"]).toBe("es");
    expect(preferences.restart).toHaveBeenCalledOnce();
  });

  it("keep what was before when Rust refuses", async () => {
    call.mockResolvedValue({ outcome: "refused", problems: [{ field: "row_height", problem: "not_a_number" }] });
    show(SettingsScreen, { place: { screen: "settings" } });
    radio("32 Medium")?.click();
    await settle();
    expect(preferences.own.row_height).toBe(28);
    expect(one(".note.stop")).not.toBeNull();
  });
});

describe("keys of commands", () => {
  it("are changed by pressing new ones", async () => {
    show(SettingsScreen, { place: { screen: "settings" } });
    await openKeys("help");
    await press("Shift", { shiftKey: true });
    await press("h", { ctrlKey: true, shiftKey: true });
    expect(saves().at(-1)?.keys).toEqual([{ command: "help", chords: ["Ctrl+Shift+H"] }]);
    expect(commands.keysOf("help")).toEqual(["Ctrl+Shift+H"]);
    expect(one("dialog")).toBeNull();
    expect(texts(".vrow").join()).toContain("you");
  });

  it("are refused in words when another command has them, or fields need them", async () => {
    show(SettingsScreen, { place: { screen: "settings" } });
    await openKeys("help");
    await press("k", { ctrlKey: true });
    expect(one('[role="alert"]')?.textContent).toMatch(/Ctrl\+K runs “Find, go, do”/);
    await press("Enter");
    expect(one('[role="alert"]')?.textContent).toContain("every field");
    await press("q");
    expect(one('[role="alert"]')?.textContent).toContain("typed into fields");
    await press("Escape");
    expect(one("dialog")).toBeNull();
    expect(saves()).toEqual([]);
  });

  it("come back with R, and go with Delete; the lock keeps its key", async () => {
    show(SettingsScreen, { place: { screen: "settings" } });
    await openKeys("help");
    await press("F9");
    await press("Delete");
    expect(saves().at(-1)?.keys).toEqual([{ command: "help", chords: [] }]);
    await press("r");
    expect(saves().at(-1)?.keys).toEqual([]);
    expect(commands.keysOf("help")).toEqual(["F1"]);
    await openKeys("switch user");
    await press("Escape");
    const count = saves().length;
    await press("Delete");
    expect(saves()).toHaveLength(count);
  });

  it("meet only where the screens do", () => {
    expect(refuseKey("help", "F3")).toEqual({ why: "other", other: "findPatient" });
    expect(refuseKey("help", "Ctrl+C")).toEqual({ why: "clipboard" });
    expect(refuseKey("help", "F5")).toEqual({ why: "webview" });
    expect(refuseKey("help", "Alt+H")).toBeUndefined();
    expect(refuseKey("help", "F1")).toBeUndefined();
    commands.remap({ findPatient: ["F1"] });
    expect(refuseKey("help", "F1")).toEqual({ why: "other", other: "findPatient" });
  });
});
