import { describe, expect, it } from "vitest";
import { clamp, moveBy, visibleRows } from "./grid";

const extent = { rows: 100, columns: 4, pageRows: 20 };
const press = (key: string, at = { row: 10, column: 1 }, ctrlKey = false) =>
  moveBy({ key, ctrlKey, metaKey: false, altKey: false }, at, extent);

describe("keys of the grid", () => {
  it.each([
    ["ArrowDown", 11, 1],
    ["ArrowUp", 9, 1],
    ["j", 11, 1],
    ["k", 9, 1],
    ["ArrowRight", 10, 2],
    ["ArrowLeft", 10, 0],
    ["Home", 10, 0],
    ["End", 10, 3],
    ["PageDown", 30, 1],
    ["PageUp", 0, 1],
  ])("%s leads to row %d, column %d", (key, row, column) => expect(press(key)).toEqual({ row, column }));

  it("Ctrl+Home and Ctrl+End lead to the grid's ends", () => {
    expect(press("Home", undefined, true)).toEqual({ row: 0, column: 0 });
    expect(press("End", undefined, true)).toEqual({ row: 99, column: 3 });
  });

  it("stays inside", () => {
    expect(press("ArrowUp", { row: 0, column: 0 })).toEqual({ row: 0, column: 0 });
    expect(press("ArrowRight", { row: 99, column: 3 })).toEqual({ row: 99, column: 3 });
    expect(clamp({ row: 500, column: 9 }, { ...extent, rows: 3 })).toEqual({ row: 2, column: 3 });
  });

  it("leaves other keys alone, also with Alt", () => {
    expect(press("x")).toBeUndefined();
    expect(moveBy({ key: "ArrowLeft", ctrlKey: false, metaKey: false, altKey: true }, { row: 1, column: 1 }, extent)).toBeUndefined();
    expect(press("j", undefined, true)).toBeUndefined();
  });
});

describe("virtual rows", () => {
  it("renders what is in view and a few around", () => {
    expect(visibleRows({ top: 2800, height: 560, rowHeight: 28, rows: 1_000_000 })).toEqual({ first: 92, last: 128 });
    expect(visibleRows({ top: 0, height: 560, rowHeight: 28, rows: 5 })).toEqual({ first: 0, last: 5 });
  });
});
