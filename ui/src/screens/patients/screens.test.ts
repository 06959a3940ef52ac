import { flushSync, mount, tick, unmount } from "svelte";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { CallError, type PatientFile } from "$lib/wire";
import { patientFile, patientRow } from "./fixtures";
import { commands } from "$lib/commands";
import { navigation } from "$lib/navigation";
import { PatientFileScreen, patientList, PatientListScreen } from ".";

const call = vi.hoisted(() => vi.fn());
vi.mock("$lib/wire/call", async (original) => ({ ...(await original<object>()), call }));

let mounted: Record<string, unknown> | undefined;
beforeEach(() => {
  call.mockReset();
  navigation.begin({ screen: "patients" });
  Object.assign(patientList, { text: "", rows: [], answered: undefined, error: undefined, opened: undefined });
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

async function showFile(file: PatientFile): Promise<string> {
  call.mockResolvedValue(file);
  const props = { place: { screen: "patient" as const, id: "pat-1" } };
  mounted = mount(PatientFileScreen, { target: document.body, props });
  return settle();
}

describe("the patient file", () => {
  it("shows who, who pays, who owes, and the claims", async () => {
    const text = await showFile(patientFile);
    expect(text).toContain("SMITH-JONES, Mary Ann");
    expect(text).toContain("Jul 14, 1945 (81 y)");
    expect(text).toContain("Ridgeway Senior Advantage");
    expect(text).toMatch(/With insurers ?323\.00/);
    expect(text).toContain("Denied");
    expect(text).toContain("05/13/2026");
  });

  it("marks a field that the role has no key for, and never leaves it blank", async () => {
    const sealed = { sealed: "financial" } as const;
    const text = await showFile({ ...patientFile, balances: sealed, claims: sealed });
    expect(text.match(/Sealed: financial/g)?.length).toBeGreaterThanOrEqual(3);
    expect(text).not.toContain("323.00");
  });

  it("marks a damaged field as damaged, not as sealed", async () => {
    const text = await showFile({ ...patientFile, coverages: { damaged: "coverage" } });
    expect(text).toContain("Damaged: coverage");
    expect(text).not.toContain("Sealed");
  });

  it("says what failed and offers to try again", async () => {
    call.mockRejectedValueOnce(new CallError("disk_full"));
    const props = { place: { screen: "patient" as const, id: "pat-1" } };
    mounted = mount(PatientFileScreen, { target: document.body, props });
    expect(await settle()).toContain("The disk is full");
    call.mockResolvedValue(patientFile);
    document.querySelector<HTMLButtonElement>('[role="alert"] button')?.click();
    expect(await settle()).toContain("SMITH-JONES");
  });

  it("shows the coverages with Ctrl+2", async () => {
    await showFile(patientFile);
    commands.onkey(new KeyboardEvent("keydown", { key: "2", ctrlKey: true }));
    await settle();
    expect(navigation.place).toEqual({ screen: "patient", id: "pat-1", tab: "coverage" });
  });
});

describe("the patient list", () => {
  async function showList(items: unknown[]) {
    call.mockResolvedValue({ items, has_more: false });
    mounted = mount(PatientListScreen, { target: document.body, props: { place: { screen: "patients" } } });
    return { list: patientList, text: await settle() };
  }

  it("starts in the search box; Enter opens the first row of the newest answer", async () => {
    await showList([patientRow]);
    const input = document.querySelector<HTMLInputElement>("#search");
    expect(document.activeElement).toBe(input);
    input?.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", bubbles: true, cancelable: true }));
    await settle();
    expect(navigation.place).toEqual({ screen: "patient", id: patientRow.patient_id });
  });

  it("goes down into the grid, opens with Enter and comes back with /", async () => {
    await showList([patientRow, { ...patientRow, patient_id: "pat-2" }]);
    document.querySelector("#search")?.dispatchEvent(new KeyboardEvent("keydown", { key: "ArrowDown", bubbles: true, cancelable: true }));
    await settle();
    const cell = document.activeElement;
    expect(cell?.getAttribute("role")).toBe("gridcell");
    for (const key of ["j", "Enter"]) document.activeElement?.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));
    await settle();
    expect(navigation.place.id).toBe("pat-2");
    expect(navigation.position).toBe(2);
    document.activeElement?.dispatchEvent(new KeyboardEvent("keydown", { key: "/", bubbles: true, cancelable: true }));
    expect(document.activeElement?.id).toBe("search");
  });

  it("tells an empty practice from a search without a match", async () => {
    const { list, text } = await showList([]);
    expect(text).toContain("No patients yet");
    await list.find("zzz");
    expect(await settle()).toContain("Nobody matches “zzz”");
  });

  it("shows a balance that is sealed as sealed", async () => {
    const { text } = await showList([{ ...patientRow, balance_cents: { sealed: "financial" } }]);
    expect(text).toContain("Sealed: financial");
  });
});
