import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Column } from "./column.svelte";
import Grid from "./Grid.svelte";
import { Selection } from "./selection.svelte";
import { all, clear, one, press, settle, show, textSnippet, texts } from "./testing";

interface Line {
  id: string;
  code: string;
  units: string;
}
const lines: Line[] = [
  { id: "a", code: "99213", units: "1" },
  { id: "b", code: "93000", units: "2" },
  { id: "c", code: "80053", units: "3" },
];
const rowId = (line: Line): string => line.id;
const columns: Column<Line>[] = [
  { key: "code", head: "Code", width: "6rem", cell: textSnippet((line: Line) => line.code), isSortable: true },
  { key: "units", head: "Units", width: "4rem", isNumber: true, cell: textSnippet((line: Line) => line.units) },
];

beforeEach(() => vi.stubGlobal("ResizeObserver", class { observe = vi.fn(); disconnect = vi.fn(); }));
afterEach(clear);

const cell = (): string => document.activeElement?.textContent.trim() ?? "";

describe("a grid that is read", () => {
  it("has one tab stop, counts its rows and says where it is", async () => {
    const oncursor = vi.fn();
    const grid = show(Grid<Line>, { label: "Lines", rows: lines, columns, rowId, oncursor });
    expect(one('[role="grid"]')?.getAttribute("aria-rowcount")).toBe("4");
    expect(all('[role="gridcell"][tabindex="0"]')).toHaveLength(1);
    await grid.focus(0);
    await press("ArrowDown");
    await press("ArrowRight");
    expect(cell()).toBe("2");
    expect(document.activeElement?.closest('[role="row"]')?.getAttribute("aria-rowindex")).toBe("3");
    expect(oncursor).toHaveBeenLastCalledWith(lines[1], 1);
    expect(all('[role="gridcell"][tabindex="0"]')).toHaveLength(1);
  });

  it("selects with X, Shift+Space, Shift+↓ and Ctrl+A; what cannot be selected stays", async () => {
    const selection = new Selection();
    const grid = show(Grid<Line>, { label: "Lines", rows: lines, columns, rowId, selection, isSelectable: (line: Line) => line.id !== "b" });
    await grid.focus(0);
    await press("x");
    expect(selection.ids).toEqual(["a"]);
    expect(all('[role="row"][aria-selected="true"]')).toHaveLength(1);
    await press(" ", { shiftKey: true });
    expect(selection.ids).toEqual([]);
    await press("j");
    await press("x");
    expect(selection.ids).toEqual([]);
    await press("a", { ctrlKey: true });
    expect(selection.ids).toEqual(["a", "c"]);
    await press("a", { ctrlKey: true });
    expect(selection.size).toBe(0);
    await grid.focus(0);
    await press("ArrowDown", { shiftKey: true });
    await press("ArrowDown", { shiftKey: true });
    expect(selection.ids).toEqual(["a", "c"]);
    expect(one('[role="grid"]')?.getAttribute("aria-multiselectable")).toBe("true");
  });

  it("asks for sorting from its heads, and shows what it is sorted by", async () => {
    const onsort = vi.fn();
    const grid = show(Grid<Line>, { label: "Lines", rows: lines, columns, rowId, onsort, sort: { key: "code", isDescending: true } });
    expect(one('[aria-sort="descending"]')?.textContent).toContain("Code");
    await grid.focus(0);
    await press("ArrowUp");
    expect(document.activeElement?.getAttribute("role")).toBe("columnheader");
    await press("Enter");
    expect(onsort).toHaveBeenCalledWith("code");
    await press("ArrowRight");
    await press("Enter");
    expect(onsort).toHaveBeenCalledTimes(1);
  });

  it("opens, filters, and hands other letters to its owner", async () => {
    const [onopen, onfilter, onkey] = [vi.fn(), vi.fn(), vi.fn(() => true)];
    const grid = show(Grid<Line>, { label: "Lines", rows: lines, columns, rowId, onopen, onfilter, onkey });
    await grid.focus(1);
    await press("Enter");
    expect(onopen).toHaveBeenCalledWith(lines[1], 1);
    await press("/");
    expect(onfilter).toHaveBeenCalledOnce();
    const event = await press("m");
    expect(onkey).toHaveBeenCalledWith(expect.anything(), lines[1], 1);
    expect(event.defaultPrevented).toBe(true);
  });

  it("opens and closes a group with → and ← in its first column", async () => {
    const onexpand = vi.fn();
    const grid = show(Grid<Line>, { label: "Ledger", rows: lines, columns, rowId, kind: (line: Line) => (line.id === "a" ? "group" : "sub"), isExpanded: (line: Line) => (line.id === "a" ? false : undefined), onexpand });
    expect(one('[role="treegrid"]')).not.toBeNull();
    await grid.focus(0);
    await press("ArrowRight");
    expect(onexpand).toHaveBeenCalledWith(lines[0], true);
    expect(cell()).toBe("99213");
    await press("ArrowLeft");
    expect(onexpand).toHaveBeenCalledTimes(1);
  });

  it("has a footer whose words reach to the first total", () => {
    show(Grid<Line>, { label: "Lines", rows: lines, columns: [columns[0] as Column<Line>, { ...(columns[1] as Column<Line>), foot: "6" }], rowId, foot: "3 lines" });
    expect(texts(".vfoot > *")).toEqual(["3 lines", "6"]);
    expect(one('[role="grid"]')?.getAttribute("aria-rowcount")).toBe("5");
  });

  it("renders what is in view of a hundred thousand rows, and moves within a few milliseconds", async () => {
    const many = Array.from({ length: 100_000 }, (_, index) => ({ id: `r${index}`, code: String(index), units: "1" }));
    const selection = new Selection();
    const grid = show(Grid<Line>, { label: "Many", rows: many, columns, rowId, selection });
    expect(all(".vrow").length).toBeLessThan(60);
    await grid.focus(50_000);
    await press("j");
    expect(cell()).toBe("50001");
    await press("End", { ctrlKey: true });
    await press("Home");
    expect(cell()).toBe("99999");
  });
});

describe("a grid that is edited", () => {
  const commits: [string, string, string][] = [];
  const edited: Column<Line>[] = columns.map((column) => ({
    ...column,
    edit: { text: (line: Line) => line[column.key as "code"], oncommit: (line: Line, text: string) => void commits.push([line.id, column.key, text]), isOpen: (line: Line) => line.id !== "b" },
  }));
  const input = (): HTMLInputElement => document.activeElement as HTMLInputElement;

  async function start(): Promise<void> {
    commits.length = 0;
    const grid = show(Grid<Line>, { label: "Lines", rows: lines, columns: edited, rowId });
    await grid.focus(0);
  }

  async function write(text: string): Promise<void> {
    input().value = text;
    input().dispatchEvent(new Event("input", { bubbles: true }));
    await settle();
  }

  it("edits with Enter and F2; Esc restores, Enter commits and goes down", async () => {
    await start();
    await press("Enter");
    expect(input().value).toBe("99213");
    await write("99214");
    await press("Escape");
    expect(commits).toEqual([]);
    expect(cell()).toBe("99213");
    await press("F2");
    await write("99215");
    await press("Enter");
    expect(commits).toEqual([["a", "code", "99215"]]);
    expect(cell()).toBe("93000");
  });

  it("Tab commits and goes right, past rows that cannot be edited; past the last cell it leaves", async () => {
    await start();
    await press("Enter");
    await write("99215");
    await press("Tab");
    expect(input().value).toBe("1");
    await press("Tab");
    expect(commits).toEqual([["a", "code", "99215"], ["a", "units", "1"]]);
    expect(input().value).toBe("80053");
    await press("Tab");
    const last = await press("Tab");
    expect(last.defaultPrevented).toBe(false);
    expect(document.activeElement?.getAttribute("role")).toBe("gridcell");
    await press("F2");
    await press("Tab", { shiftKey: true });
    expect(input().value).toBe("80053");
  });

  it("starts with the letter that is typed, and leaves a closed cell alone", async () => {
    await start();
    await press("j");
    expect(input().value).toBe("j");
    await press("Escape");
    await press("ArrowDown");
    const event = await press("7");
    expect(event.defaultPrevented).toBe(false);
    expect(cell()).toBe("93000");
  });
});
