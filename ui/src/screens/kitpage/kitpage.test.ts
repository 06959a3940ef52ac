import axe from "axe-core";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { all, clear, one, press, settle, show, type } from "$lib/kit/testing";
import KitPage from "./KitPage.svelte";

beforeEach(() => {
  vi.stubGlobal("ResizeObserver", class { observe = vi.fn(); disconnect = vi.fn(); });
  document.documentElement.lang = "en";
  document.title = "Components";
});
afterEach(clear);

/** What axe finds. Without layout it cannot judge contrast and sizes, which the window's own tests do; the page has each landmark twice. */
async function findings(): Promise<string[]> {
  const rules = Object.fromEntries(["color-contrast", "target-size", "scrollable-region-focusable", "landmark-unique"].map((name) => [name, { enabled: false }]));
  const { violations } = await axe.run(document, { rules, runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] });
  return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html.slice(0, 200)} ${node.failureSummary ?? ""}`));
}

describe("the kit", () => {
  it("has nothing that axe finds, in any state", async () => {
    show(KitPage, {});
    await settle();
    expect(await findings()).toEqual([]);
  }, 60_000);

  it("nor with a list, a menu or a dialog open", async () => {
    show(KitPage, {});
    await settle();
    one('[role="combobox"][aria-haspopup="listbox"]')?.focus();
    await press("ArrowDown");
    expect(one('[role="listbox"]')).not.toBeNull();
    expect(await findings()).toEqual([]);
    await press("Escape");
    const finder = one<HTMLInputElement>('input[role="combobox"]');
    await type(finder, "chron");
    expect(all('[role="option"]').length).toBeGreaterThan(2);
    expect(await findings()).toEqual([]);
    await press("Escape");
    one('[aria-haspopup="menu"]')?.focus();
    await press("ArrowDown");
    expect(one('[role="menu"]')).not.toBeNull();
    expect(await findings()).toEqual([]);
    await press("Escape");
    all(".btn").find((button) => button.textContent === "Open question")?.click();
    await settle();
    expect(one("dialog")).not.toBeNull();
    expect(await findings()).toEqual([]);
  }, 60_000);
});
