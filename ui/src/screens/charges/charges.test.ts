import axe from "axe-core";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { commands } from "$lib/commands";
import { clear, one, press, settle, show, texts, type } from "$lib/kit/testing";
import { navigation } from "$lib/navigation";
import type { VisitForm, VisitOutcome, VisitSheet } from "$lib/wire";
import { patientFile } from "../patients/fixtures";
import { ChargeScreen, ChargesScreen, ScrubScreen } from ".";
import { check, finding, form, found, line, sheet } from "./fixtures";

const call = vi.hoisted(() => vi.fn());
vi.mock("$lib/wire/call", async (original) => ({ ...(await original<object>()), call }));

type Answers = Record<string, (request: never) => unknown>;
let answers: Answers;
const asked = (name: string): { form: VisitForm }[] => call.mock.calls.filter(([called]) => called === name).map(([, request]) => request as { form: VisitForm });

beforeEach(() => {
  answers = {
    start_visit: () => sheet, open_visit: () => sheet, show_patient: () => patientFile, check_visit: () => check, find_codes: () => ({ items: [], on: "2026-07-22" }),
    read_draft: () => ({ content: null }), save_draft: () => ({}), discard_draft: () => ({}),
  };
  call.mockReset();
  call.mockImplementation((name: string, request: never) => {
    const answer = answers[name];
    return answer ? Promise.resolve(answer(request)) : Promise.reject(new Error(name));
  });
  commands.allow(["code_visit", "scrub_claim", "work_claim"]);
  navigation.begin({ screen: "charge", of: "pat-1" });
  vi.useFakeTimers({ toFake: ["setInterval"] });
});
afterEach(() => {
  clear();
  vi.useRealTimers();
});

const field = (name: string) => one<HTMLInputElement>(`[data-field="${name}"]`);
const here = () => (document.activeElement as HTMLElement | null)?.dataset["field"];
const chord = (key: string, init: KeyboardEventInit = {}) => {
  commands.onkey(new KeyboardEvent("keydown", { key, ctrlKey: true, cancelable: true, ...init }));
  return settle();
};
async function open(shown: VisitSheet = sheet): Promise<void> {
  answers["start_visit"] = () => shown;
  show(ChargeScreen, { place: { screen: "charge" as const, of: "pat-1" } });
  await settle();
  await settle();
}
const saved = (): VisitOutcome => ({
  outcome: "saved", encounter_id: "enc-1", claim_id: "clm-1", state: "claim", claim_state: { name: "ready", tone: "wait" }, is_clean: true, findings: [],
});

describe("the claim editor", () => {
  it("says that a code is none once its field is left", async () => {
    answers["check_visit"] = () => ({
      ...check, diagnoses: [{ at: 0, code: "E1", text: "", validity: "not_valid" }],
      findings: [{ ...finding, rule: "COD-002", about: "diagnosis 1", message: { text: "{} is no ICD-10-CM code.", parts: ["E1"] }, field: "diagnoses.0", may_override: false }],
    });
    await open();
    const box = field("diagnoses.0");
    if (!box) throw new Error("no field");
    box.value = "E1";
    box.dispatchEvent(new Event("input", { bubbles: true }));
    await new Promise((done) => setTimeout(done, 200));
    await settle();
    expect(document.body.textContent).not.toContain("No such code");
    expect(document.body.textContent).not.toContain("is no ICD-10-CM code");
    box.blur();
    await settle();
    expect(document.body.textContent).toContain("No such code");
    expect(document.body.textContent).toContain("E1 is no ICD-10-CM code.");
  });

  it("goes from diagnosis to line to ready with Enter alone", async () => {
    await open();
    expect(here()).toBe("diagnoses.0");
    await type(field("diagnoses.0"), "E11.9");
    await press("Enter");
    expect(here()).toBe("diagnoses.1");
    await press("Enter");
    expect(here()).toBe("lines.0.code");
    await type(field("lines.0.code"), "99213");
    for (const next of ["modifiers", "pointers", "units", "charge"]) {
      await press("Enter");
      expect(here()).toBe(`lines.0.${next}`);
    }
    await press("Enter");
    expect(here()).toBe("lines.1.code");
    answers["mark_ready"] = saved;
    const claim = { claim_id: "clm-1", patient_control_number: "CK1", state: { name: "ready", tone: "wait" }, version: 1, frequency: "1", can_correct: false, can_void: false, voids_at_payer: false } as const;
    answers["open_visit"] = () => ({ ...sheet, form: { ...form, claim_id: "clm-1", encounter_id: "enc-1", diagnoses: ["E11.9"], lines: [line("99213")] }, state: "claim", claim });
    await chord("Enter");
    const sent = asked("mark_ready")[0]?.form;
    expect(sent?.diagnoses).toEqual(["E11.9", ""]);
    expect(sent?.lines[0]?.code).toBe("99213");
    expect(texts("h1")).toEqual(["Claim CK1"]);
    answers["approve_visit"] = () => ({ state: { name: "approved", tone: "wait" }, held: [] });
    await settle();
    await chord("Enter");
    expect(call).toHaveBeenCalledWith("approve_visit", { claim_id: "clm-1" });
  });

  it("finds a code by words, and Enter takes it and moves on", async () => {
    answers["find_codes"] = () => ({ items: [found("N18.30", "Chronic kidney disease", [[0, 5], [8, 11]]), found("N18.31", "Chronic kidney disease, stage 3a", [[0, 5]])], on: "2026-07-22" });
    await open();
    await type(field("diagnoses.0"), "chron kid");
    expect(texts('[role="option"] .code')).toEqual(["N18.30", "N18.31"]);
    expect(texts("mark").slice(0, 2)).toEqual(["Chron", "kid"]);
    await press("ArrowDown");
    expect(field("diagnoses.0")?.getAttribute("aria-activedescendant")).toBe(one('[aria-selected="true"][role="option"]')?.id);
    await press("Enter");
    await settle();
    expect(field("diagnoses.0")?.value).toBe("N18.31");
    expect(here()).toBe("diagnoses.1");
  });

  it("takes the words that Enter overtook as soon as they are found", async () => {
    let answer: (value: unknown) => void = () => undefined;
    answers["find_codes"] = () => new Promise((resolve) => (answer = resolve));
    await open();
    await type(field("diagnoses.0"), "gout");
    await press("Enter");
    answer({ items: [found("M10.9", "Gout, unspecified", [[0, 4]])], on: "2026-07-22" });
    await settle();
    expect(field("diagnoses.0")?.value).toBe("M10.9");
    expect(one('[role="listbox"]')).toBeNull();
  });

  it("leaves the cursor, and what is typed, with the person who goes on while it is saved", async () => {
    let answer: (outcome: VisitOutcome) => void = () => undefined;
    answers["mark_ready"] = () => new Promise((resolve) => (answer = resolve));
    answers["open_visit"] = () => ({ ...sheet, form: { ...form, claim_id: "clm-1", encounter_id: "enc-1", diagnoses: ["E11"], lines: [{ ...line("99213"), from_line: 1 }] }, state: "claim" });
    answers["check_visit"] = () => ({ ...check, findings: [finding] });
    await open({ ...sheet, form: { ...form, diagnoses: ["E11"], lines: [line("99213")] } });
    field("lines.0.code")?.focus();
    await chord("Enter");
    field("diagnoses.1")?.focus();
    await type(field("diagnoses.1"), "I10");
    answer({ ...saved(), is_clean: false } as VisitOutcome);
    await settle();
    await settle();
    expect(here()).toBe("diagnoses.1");
    expect(field("diagnoses.1")?.value).toBe("I10");
    await chord("s");
    const sent = asked("save_visit")[0]?.form;
    expect([sent?.claim_id, sent?.lines[0]?.from_line, sent?.diagnoses.slice(0, 2)]).toEqual(["clm-1", 1, ["E11", "I10"]]);
  });

  it("names each refused field, and the summary leads to it", async () => {
    await open({ ...sheet, form: { ...form, lines: [line("99213")] } });
    answers["save_visit"] = () => ({ outcome: "refused", problems: [{ field: "lines.0.charge", problem: "required" }] });
    await chord("s");
    expect(field("lines.0.charge")?.getAttribute("aria-invalid")).toBe("true");
    const link = one<HTMLAnchorElement>('[href="#lines.0.charge"]');
    expect(link?.textContent).toContain("Line 1, Charge");
    link?.click();
    await settle();
    expect(here()).toBe("lines.0.charge");
  });

  it("copies the line above with Ctrl+D and removes one with Ctrl+Delete", async () => {
    await open({ ...sheet, form: { ...form, diagnoses: ["I10"], lines: [line("99213")] } });
    await chord("d");
    expect(field("lines.1.code")?.value).toBe("99213");
    expect(here()).toBe("lines.1.code");
    await chord("Delete");
    expect(field("lines.1.code")?.value).toBe("");
  });

  it("overrides a warning with a reason and sends it with the form", async () => {
    answers["check_visit"] = () => ({ ...check, findings: [finding] });
    await open({ ...sheet, form: { ...form, diagnoses: ["I10"], lines: [line("99213"), line("99213")] } });
    one("[data-finding]")?.focus();
    await press("o");
    commands.run("overrideFinding");
    await settle();
    await type(one<HTMLTextAreaElement>("textarea[data-field=text]"), "two visits");
    await press("Enter");
    await new Promise((resolve) => setTimeout(resolve, 150));
    expect(asked("check_visit").at(-1)?.form.overrides).toEqual([{ rule: "CON-080", field: "line 2 procedure code", reason: "two visits" }]);
  });

  it("applies a fix and jumps to the field of a finding", async () => {
    const fix = { field: "diagnoses.0", value: "U09.9", label: "U09.9" };
    answers["check_visit"] = () => ({ ...check, findings: [{ ...finding, field: "diagnoses.0", severity: "stop", fix, may_override: false }] });
    await open({ ...sheet, form: { ...form, diagnoses: ["U09"], lines: [line("99213")] } });
    one<HTMLButtonElement>("[data-finding]")?.click();
    expect(here()).toBe("diagnoses.0");
    commands.run("applyFix");
    await settle();
    expect(field("diagnoses.0")?.value).toBe("U09.9");
  });

  it("keeps a sent claim as it is and offers a corrected version", async () => {
    const claim = { claim_id: "clm-1", patient_control_number: "CK1", state: { name: "denied", tone: "warn" }, version: 1, frequency: "1", can_correct: true, can_void: false, voids_at_payer: false } as const;
    await open({ ...sheet, form: { ...form, claim_id: "clm-1", diagnoses: ["I10"], lines: [line("99213")] }, state: "claim", claim, read_only: "sent" });
    expect(field("lines.0.code")?.readOnly).toBe(true);
    expect(texts(".warnstrip")[0]).toContain("Correct (7)");
    answers["correct_claim"] = () => ({ state: { name: "draft", tone: "wait" }, held: [] });
    await chord("Enter");
    expect(call).toHaveBeenCalledWith("correct_claim", { claim_id: "clm-1" });
    await chord("s");
  });

  it("has no finding of axe", async () => {
    answers["check_visit"] = () => ({ ...check, findings: [finding] });
    await open({ ...sheet, form: { ...form, diagnoses: ["I10"], lines: [line("99213")] } });
    const result = await axe.run(document.body, { rules: { "color-contrast": { enabled: false }, region: { enabled: false }, "page-has-heading-one": { enabled: false } } });
    expect(result.violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.html).join(" | ")}`)).toEqual([]);
  });
});

const encounter = { encounter_id: "enc-1", patient_id: "pat-1", patient_name: { family: "CHO", given: "Cleo" }, account_number: "A002", day: "2026-07-18", rendering_provider: "Achterberg, Lena",
  note: "knee", state: "to_code", lag_days: 4, charge_cents: null, question: null } as const;

describe("the charges list", () => {
  it("shows what waits, by state, with its charge lag", async () => {
    const coded = { ...encounter, encounter_id: "enc-2", state: "coded", charge_cents: 12500, lag_days: 9 } as const;
    answers["list_encounters"] = () => ({ items: [encounter, coded], coded_cents: 12500 });
    navigation.begin({ screen: "charges" });
    show(ChargesScreen, { place: { screen: "charges" as const } });
    await settle();
    expect(document.body.textContent).toContain("2 unbilled, 125.00 coded, oldest 9 d");
    expect(texts('[role="tab"]')).toEqual(["To code1", "Asked the provider0", "Coded, not billed1"]);
    expect(document.body.textContent).toContain("CHO");
    await press("Enter");
    expect(navigation.place).toEqual({ screen: "charge", id: "enc-1" });
  });
});

describe("scrub results", () => {
  it("scrubs all as work that is seen and can be cancelled, and lists what was found", async () => {
    let listed = 0;
    answers["list_scrub_results"] = () => ({ items: [], held: 0, clean: (listed += 1), overridden: 0, is_stale: false });
    answers["start_job"] = () => ({ job_id: "7" });
    answers["describe_job"] = () => ({ job_id: "7", step: "scrub", done: 2, total: 2, percent: 100, file: 0, files: 0, status: { name: "done", result: { kind: "scrub_claims", clean: 2, held_claim_ids: [] } } });
    show(ScrubScreen, { place: { screen: "scrub" as const } });
    await settle();
    commands.run("mainAction");
    await settle();
    await settle();
    expect(call).toHaveBeenCalledWith("start_job", { work: { kind: "scrub_claims", claim_ids: [] } });
    expect(document.body.textContent).toContain("0 to look at, 2 clean");
    answers["describe_job"] = () => ({ job_id: "7", step: "scrub", done: 1, total: 2, percent: 50, file: 0, files: 0, status: { name: "cancelled" } });
    commands.run("mainAction");
    await settle();
    await settle();
    expect(listed).toBe(2);
  });

  const claim = { claim_id: "clm-1", patient_control_number: "CK1", patient_name: { family: "CHO", given: "Cleo" }, payer_name: "Ridgeway", date_of_service: "2026-07-18", charge_cents: 12500,
    state: { name: "needs_correction", tone: "warn" }, tested_at: "2026-07-22T10:00:00Z", packs: ["icd10cm-2026"], findings: [finding, { ...finding, rule: "COD-001", severity: "stop", field: "diagnoses.0" }], is_clean: false, is_changed: true } as const;

  it("walks the findings with J and K, opens the field with Enter, overrides with O", async () => {
    answers["list_scrub_results"] = () => ({ items: [claim], held: 1, clean: 3, overridden: 0, is_stale: true });
    answers["override_finding"] = () => ({ outcome: "saved", id: "clm-1" });
    navigation.begin({ screen: "scrub" });
    show(ScrubScreen, { place: { screen: "scrub" as const } });
    await settle();
    expect(document.body.textContent).toContain("1 to look at, 3 clean, 0 overridden");
    expect(texts(".warnstrip")[0]).toContain("older than the day");
    expect(document.body.textContent).toContain("The visit was changed since the scrub.");
    commands.run("overrideFinding");
    await settle();
    await type(one<HTMLTextAreaElement>("textarea[data-field=text]"), "twice");
    await press("Enter");
    expect(call).toHaveBeenCalledWith("override_finding", { claim_id: "clm-1", rule: "CON-080", about: "line 2 procedure code", reason: "twice" });
    one("[data-finding]")?.focus();
    await press("j");
    one<HTMLButtonElement>("[data-finding][aria-current]")?.click();
    expect(navigation.place).toEqual({ screen: "charge", id: "clm-1", tab: "diagnoses.0" });
  });
});
