import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Draft, saveOpenDrafts } from "./draft";

const call = vi.hoisted(() => vi.fn());
vi.mock("$lib/wire/call", async (original) => ({ ...(await original<object>()), call }));

/** A store of drafts in memory. */
let kept: string | null;
let form: { name: string };
let restored: number;

function draftOf(): Draft {
  return new Draft({
    form: "patient",
    subject: "",
    read: () => form,
    restore: (content) => (form = content as { name: string }),
    onrestored: () => (restored += 1),
  });
}

const asked = (name: string) => call.mock.calls.filter(([command]) => command === name).length;

beforeEach(() => {
  vi.useFakeTimers();
  [kept, form, restored] = [null, { name: "" }, 0];
  call.mockReset().mockImplementation((name: string, request: { content?: string }) => {
    if (name === "save_draft") kept = request.content ?? null;
    if (name === "discard_draft") kept = null;
    return Promise.resolve(name === "read_draft" ? { content: kept } : {});
  });
});
afterEach(() => {
  vi.useRealTimers();
});

describe("a draft", () => {
  it("is kept every five seconds, only when something changed", async () => {
    const stop = draftOf().start();
    await vi.advanceTimersByTimeAsync(5000);
    expect(asked("save_draft")).toBe(0);
    form = { name: "Okonj" };
    await vi.advanceTimersByTimeAsync(15000);
    expect(asked("save_draft")).toBe(1);
    expect(kept).toBe('{"name":"Okonj"}');
    stop();
  });

  it("is put back when the form opens again, but never over what was typed meanwhile", async () => {
    kept = '{"name":"Okonjo"}';
    const stop = draftOf().start();
    await vi.advanceTimersByTimeAsync(0);
    expect(form.name).toBe("Okonjo");
    expect(restored).toBe(1);
    stop();
    form = { name: "" };
    const again = draftOf().start();
    form = { name: "Smith" };
    await vi.advanceTimersByTimeAsync(0);
    expect(form.name).toBe("Smith");
    again();
  });

  it("goes when the form is saved, and is not kept again", async () => {
    const draft = draftOf();
    const stop = draft.start();
    form = { name: "Okonjo" };
    await vi.advanceTimersByTimeAsync(5000);
    await draft.finish();
    expect(kept).toBeNull();
    form = { name: "" };
    stop();
    await vi.advanceTimersByTimeAsync(10000);
    expect(asked("save_draft")).toBe(1);
  });

  it("can be given up: the form is as it was", async () => {
    kept = '{"name":"Okonjo"}';
    const draft = draftOf();
    const stop = draft.start();
    await vi.advanceTimersByTimeAsync(0);
    await draft.discard();
    expect(form.name).toBe("");
    expect(kept).toBeNull();
    stop();
  });

  it("is saved when the window is left, when the form closes, and before a lock", async () => {
    const stop = draftOf().start();
    form = { name: "A" };
    window.dispatchEvent(new Event("blur"));
    await vi.advanceTimersByTimeAsync(0);
    expect(kept).toBe('{"name":"A"}');
    form = { name: "AB" };
    await saveOpenDrafts();
    expect(kept).toBe('{"name":"AB"}');
    form = { name: "ABC" };
    stop();
    await vi.advanceTimersByTimeAsync(0);
    expect(kept).toBe('{"name":"ABC"}');
  });

  it("survives a store that refuses: the next try keeps it", async () => {
    const stop = draftOf().start();
    await vi.advanceTimersByTimeAsync(0);
    call.mockRejectedValueOnce(new Error("disk_full"));
    form = { name: "A" };
    await vi.advanceTimersByTimeAsync(5000);
    expect(kept).toBeNull();
    await vi.advanceTimersByTimeAsync(5000);
    expect(kept).toBe('{"name":"A"}');
    stop();
  });
});
