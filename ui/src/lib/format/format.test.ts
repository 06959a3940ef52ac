import { describe, expect, it } from "vitest";
import { formatCents, formatDay, formatDayInWords, formatDayOfMoment, formatMoment } from ".";

describe("amounts", () => {
  it.each([
    [0, "0.00"],
    [5, "0.05"],
    [-1200, "−12.00"],
    [124000, "1,240.00"],
    [-100000000, "−1,000,000.00"],
    [Number.MAX_SAFE_INTEGER, "90,071,992,547,409.91"],
  ])("%d cents are %s", (cents, shown) => expect(formatCents(cents)).toBe(shown));
});

describe("days", () => {
  it("are written as claims write them in grids", () => expect(formatDay("1945-07-14")).toBe("07/14/1945"));
  it("are spelled out in banners, whatever the machine's time zone", () =>
    expect(formatDayInWords("2026-01-01")).toBe("Jan 1, 2026"));
  it("have a moment beside them where that matters", () => expect(formatMoment("2026-07-27T16:10")).toBe("Jul 27, 16:10"));
  it("are short where a moment has no room", () => expect(formatDayOfMoment("2026-07-27T16:10")).toBe("Jul 27"));
  it("stay as they came when they are none", () => expect(formatDay("soon")).toBe("soon"));
});
