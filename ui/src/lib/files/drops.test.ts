import { beforeEach, describe, expect, it, vi } from "vitest";
import type { DroppedFilesResponse } from "$lib/wire";
import { drops } from ".";

const call = vi.hoisted(() => vi.fn());
vi.mock("$lib/wire/call", async (original) => ({ ...(await original<object>()), call }));

const nothing = { files: [], refused: [] };
const one = { files: [{ token: "1", name: "999.x12", size_bytes: 4 }], refused: [] };

beforeEach(() => {
  call.mockReset();
});

describe("files dropped onto the window", () => {
  it("go to the newest screen that takes files; nobody asks when none does", async () => {
    const answers: ((seen: DroppedFilesResponse) => void)[] = [];
    call.mockImplementation(() => new Promise((resolve) => answers.push(resolve)));
    const [below, above] = [vi.fn(), vi.fn()];
    const leaveBelow = drops.take(below);
    const leaveAbove = drops.take(above);
    expect(call).toHaveBeenCalledTimes(1);
    answers[0]?.({ is_over: true, dropped: nothing });
    await vi.waitFor(() => expect(drops.isOver).toBe(true));
    await vi.waitFor(() => expect(call).toHaveBeenLastCalledWith("dropped_files", { is_over: true }));
    answers[1]?.({ is_over: false, dropped: one });
    await vi.waitFor(() => expect(above).toHaveBeenCalledWith(one));
    expect(below).not.toHaveBeenCalled();
    leaveAbove();
    leaveBelow();
    await vi.waitFor(() => expect(answers).toHaveLength(3));
    answers[2]?.({ is_over: false, dropped: one });
    await vi.waitFor(() => expect(call).toHaveBeenLastCalledWith("forget_files", { tokens: ["1"] }));
    expect(drops.isTaken).toBe(false);
    expect(call).toHaveBeenCalledTimes(4);
  });
});
