import { beforeEach, describe, expect, it, vi } from "vitest";
import { CallError } from "$lib/wire";
import { patientRow } from "./fixtures";
import { PatientList } from "./patientList.svelte";

const call = vi.hoisted(() => vi.fn());
vi.mock("$lib/wire/call", async (original) => ({ ...(await original<object>()), call }));

beforeEach(() => {
  call.mockReset();
});

describe("the list of patients", () => {
  it("asks only for the newest text while an answer is on its way", async () => {
    const answers: ((found: unknown) => void)[] = [];
    call.mockImplementation(() => new Promise((resolve) => answers.push(resolve)));
    const list = new PatientList();
    const done = list.find("s");
    void list.find("sm");
    void list.find("smi");
    answers[0]?.({ items: [], has_more: false });
    await vi.waitFor(() => expect(answers).toHaveLength(2));
    answers[1]?.({ items: [patientRow], has_more: false });
    await done;
    expect(call.mock.calls.map(([, request]) => request)).toEqual([{ text: "s" }, { text: "smi" }]);
    expect(list.rows).toEqual([patientRow]);
    expect(list.answered).toBe("smi");
  });

  it("keeps the last rows when asking fails, and says why", async () => {
    call.mockResolvedValueOnce({ items: [patientRow], has_more: true }).mockRejectedValueOnce(new CallError("disk_full"));
    const list = new PatientList();
    await list.find("");
    await list.find("x");
    expect(list.error).toBe("disk_full");
    expect(list.rows).toEqual([patientRow]);
  });
});
