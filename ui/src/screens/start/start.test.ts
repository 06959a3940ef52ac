import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { clear, one, settle, show, texts } from "$lib/kit/testing";
import { commands } from "$lib/commands";
import { navigation } from "$lib/navigation";
import type { CsvForeseen, CsvGlanceView, JobFile, JobWork } from "$lib/wire";
import { StartScreen } from ".";
import { BringIn } from "./bringIn.svelte";

const call = vi.hoisted(() => vi.fn());
vi.mock("$lib/wire/call", async (original) => ({ ...(await original<object>()), call }));

const glance: CsvGlanceView = {
  header: ["Chart #", "Last", "Kind"], rows: [["A1", "Doe", "F"]], count: 1,
  columns: [{ name: "account_number", is_needed: true, place: 0 }, { name: "last_name", is_needed: true, place: 1 }, { name: "sex", is_needed: true, place: null }],
};
const foreseen = (bad: number): JobFile<CsvForeseen> => ({
  token: "1", name: "patients.csv", outcome: "rehearsed", taken: { rows: 3, rows_new: 3 - bad, rows_changed: 0, rows_same: 0, rows_bad: bad },
  findings: bad ? [{ severity: "error", code: "bad_csv", message: "not a date", remedy: "correct the field", segment: null, position: "birth_date", line: 4 }] : [],
});

let works: JobWork[];
let result: unknown;
beforeEach(() => {
  works = [];
  result = { kind: "bring_in", files: [foreseen(1)] };
  call.mockReset();
  call.mockImplementation((name: string, request: { work?: JobWork }) => {
    if (request.work) works.push(request.work);
    const answers: Record<string, unknown> = {
      pick_files: { files: [{ token: "1", name: "patients.csv", size_bytes: 9 }], refused: [] }, glance_csv: glance, start_job: { job_id: "7" }, forget_files: {},
      describe_job: { job_id: "7", step: "patients", done: 1, total: 1, percent: 100, file: 1, files: 1, status: { name: "done", result } },
    };
    return name === "dropped_files" ? new Promise(() => undefined) : Promise.resolve(answers[name]);
  });
  commands.allow(["write_patient", "write_claim", "read_reference"]);
  navigation.begin({ screen: "start", tab: "patients", of: "new" });
});
afterEach(clear);

describe("bringing in", () => {
  it("guesses the columns, says what would come, and takes it once", async () => {
    const desk = new BringIn();
    desk.kind = "patients";
    await desk.choose();
    expect(works).toEqual([{ kind: "bring_in", token: "1", csv_kind: "patients", places: [{ column: "account_number", place: 0 }, { column: "last_name", place: 1 }], update: true, from: "", rehearse: true }]);
    await desk.place("sex", "2");
    expect(works[1]).toMatchObject({ places: [{ column: "account_number" }, { column: "last_name" }, { column: "sex", place: 2 }], rehearse: true });
    expect(desk.isReady).toBe(true);
    expect(await desk.accept()).toBe(2);
    expect(works[2]).toMatchObject({ rehearse: false });
    expect(desk.files).toEqual([]);
    expect(await desk.accept()).toBeUndefined();
  });

  it("takes nothing of a file that brings nothing", async () => {
    result = { kind: "bring_in", files: [foreseen(3)] };
    const desk = new BringIn();
    await desk.choose();
    expect(desk.isReady).toBe(false);
    await desk.accept();
    expect(works.filter((work) => work.kind === "bring_in" && !work.rehearse)).toEqual([]);
  });

  it("greets an empty practice, and shows rows that are left out with their remedy", async () => {
    show(StartScreen, { place: navigation.place });
    await settle();
    expect(document.body.textContent).toContain("This practice has no patients yet");
    commands.run("chooseFile");
    await settle();
    expect(texts("tbody th").map((text) => text.replace(/\s+/g, " "))).toEqual(["Account number needed", "Family name needed", "Sex needed"]);
    expect(document.body.textContent).toContain("Line 4, Birth date: not a date. correct the field.");
    expect(texts("dd")).toEqual(["2", "0", "0", "1"]);
    expect(one("[role=radio][data-value=payers]")?.getAttribute("aria-disabled")).toBe("true");
  });
});
