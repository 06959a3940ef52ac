import { flushSync, mount, tick, unmount } from "svelte";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { commands } from "$lib/commands";
import { toasts } from "$lib/kit";
import { navigation } from "$lib/navigation";
import type { DuplicateView, LedgerView } from "$lib/wire";
import { patientFile, patientRow } from "./fixtures";
import { NoteDialog, PatientFileScreen, PatientListScreen } from ".";

const call = vi.hoisted(() => vi.fn());
vi.mock("$lib/wire/call", async (original) => ({ ...(await original<object>()), call }));

type Answers = Record<string, unknown>;
const mounted: Record<string, unknown>[] = [];

function answer(answers: Answers): void {
  const all: Answers = { show_patient: patientFile, read_draft: { content: null }, dropped_files: new Promise(() => undefined), ...answers };
  call.mockImplementation((name: string) => Promise.resolve(name in all ? all[name] : {}));
}

const asked = (name: string): unknown[] => call.mock.calls.filter(([command]) => command === name).map(([, request]) => request);

beforeEach(() => {
  call.mockReset();
  commands.allow(["read_patient", "write_patient", "work_claim", "read_audit"]);
  navigation.begin({ screen: "patients" });
});
afterEach(() => {
  for (const one of mounted.splice(0)) void unmount(one);
  document.body.replaceChildren();
});

async function settle(): Promise<string> {
  for (let turn = 0; turn < 3; turn += 1) {
    await new Promise((resolve) => setTimeout(resolve, 10));
    await tick();
    flushSync();
  }
  return document.body.textContent.replace(/\s+/g, " ");
}

async function show(tab: string | undefined, id?: string): Promise<string> {
  const place = { screen: "patient" as const, ...(id === undefined ? {} : { id }), ...(tab === undefined ? {} : { tab }) };
  mounted.push(mount(PatientFileScreen, { target: document.body, props: { place } }));
  return settle();
}

function type(field: string, text: string): void {
  const input = document.querySelector<HTMLInputElement>(`[data-field="${field}"]`);
  if (!input) throw new Error(`no field ${field}`);
  input.value = text;
  input.dispatchEvent(new Event("input", { bubbles: true }));
}

const other: DuplicateView = { patient: patientRow, sex: "female", phone: "(555) 010-0142", address: "12 Elm Street, Fernhill", alike: ["birth_date_and_name"] };

describe("registering a patient", () => {
  it("saves what was typed with Ctrl+Enter and goes on to the coverage", async () => {
    answer({ find_duplicates: { items: [] }, save_patient: { outcome: "saved", id: "pat-9" } });
    await show("new");
    type("last_name", "Okonjo");
    type("birth_date", "1/2/80");
    commands.run("mainAction");
    await settle();
    expect(asked("save_patient")).toMatchObject([{ patient_id: null, fields: { last_name: "Okonjo", birth_date: "1/2/80", ssn: "" } }]);
    expect(navigation.place).toEqual({ screen: "patient", id: "pat-9", tab: "coverage" });
  });

  it("is taken back by Undo as long as nothing else was changed", async () => {
    answer({ find_duplicates: { items: [] }, save_patient: { outcome: "saved", id: "pat-9" }, undo_last: { patient_id: "pat-9" } });
    await show("new");
    type("last_name", "Okonjo");
    type("birth_date", "1/2/80");
    commands.run("mainAction");
    await settle();
    const undo = toasts.history[0]?.undo;
    await undo?.();
    expect(asked("undo_last")).toEqual([{}]);
    expect(navigation.place).toEqual({ screen: "patients" });
    await expect(undo?.()).rejects.toThrow("bad_value");
    expect(asked("undo_last")).toHaveLength(1);
  });

  it("shows who it may be side by side, and saves a new one only when asked again", async () => {
    answer({ find_duplicates: { items: [other] }, save_patient: { outcome: "saved", id: "pat-9" } });
    await show("new");
    type("last_name", "Smith");
    commands.run("mainAction");
    const text = await settle();
    expect(text).toContain("Is this somebody you have?");
    expect(text).toContain("Same birth date, similar name");
    expect(asked("save_patient")).toHaveLength(0);
    commands.run("mainAction");
    await settle();
    expect(asked("save_patient")).toHaveLength(1);
  });

  it("takes the person on file instead", async () => {
    answer({ find_duplicates: { items: [other] } });
    await show("new");
    commands.run("mainAction");
    await settle();
    [...document.querySelectorAll("button")].find((button) => button.textContent.includes("It is this one"))?.click();
    await settle();
    expect(navigation.place).toEqual({ screen: "patient", id: "pat-1" });
    expect(asked("save_patient")).toHaveLength(0);
  });

  it("names what was refused, on top and at the field, and keeps what was typed", async () => {
    answer({ find_duplicates: { items: [] }, save_patient: { outcome: "refused", problems: [{ field: "zip", problem: "bad_shape" }] } });
    await show("new");
    type("zip", "802");
    commands.run("mainAction");
    const text = await settle();
    expect(text).toContain("One field needs you");
    expect(document.querySelector('[data-field="zip"]')?.getAttribute("aria-invalid")).toBe("true");
    expect(document.querySelector<HTMLInputElement>('[data-field="zip"]')?.value).toBe("802");
  });

  it("puts a draft back", async () => {
    answer({ read_draft: { content: '{"last_name":"Okonj"}' } });
    await show("new");
    expect(document.querySelector<HTMLInputElement>('[data-field="last_name"]')?.value).toBe("Okonj");
  });

  it("shows a sealed number as sealed and sends none", async () => {
    const fields = { last_name: "Okonjo", first_name: "", middle_name: "", suffix: "", birth_date: "", deceased_on: "", sex: "F", line1: "", line2: "", city: "", state: "", zip: "", phone: "", email: "", account_number: "1", ssn: null };
    answer({ read_patient_form: fields, save_patient: { outcome: "saved", id: "pat-1" } });
    const text = await show("edit", "pat-1");
    expect(text).toContain("Sealed: identifiers");
    commands.run("mainAction");
    await settle();
    expect(asked("save_patient")).toMatchObject([{ patient_id: "pat-1", fields: { ssn: null } }]);
    expect(asked("find_duplicates")).toHaveLength(0);
  });
});

const ledger: LedgerView = {
  groups: [
    {
      claim_id: "clm-1",
      line: 1,
      service_on: "2026-05-13",
      words: { procedure: "99213", detail: "I10 · Achterberg" },
      charge_cents: 14500,
      paid_cents: -6840,
      adjusted_cents: -4660,
      balance_cents: 3000,
      standing: "patient_share_due",
      entries: [
        { posted_on: "2026-06-02", kind: "payer_payment", is_reversal: false, falls_to: "insurer", reasons: [], trace: "EFT 81140227", payer_name: "Ridgeway Senior", paid_cents: -6840, adjusted_cents: null, moved_cents: null, balance_cents: 7660 },
        { posted_on: "2026-06-02", kind: "contractual", is_reversal: false, falls_to: "practice", reasons: ["CO-45"], trace: "EFT 81140227", payer_name: "Ridgeway Senior", paid_cents: null, adjusted_cents: -4660, moved_cents: null, balance_cents: 3000 },
      ],
    },
  ],
  owed: [{ payer_name: null, is_denied: false, amount_cents: 3000 }],
  charge_cents: 14500,
  paid_cents: -6840,
  adjusted_cents: -4660,
  balance_cents: 3000,
  credit_cents: 0,
};

describe("the tabs of a file", () => {
  it("show the ledger by service line with running balances and who owes", async () => {
    answer({ read_ledger: { ledger } });
    const text = await show("ledger", "pat-1");
    for (const told of ["99213", "Payment, EFT 81140227", "−68.40", "Contractual CO-45", "−46.60", "76.60", "Patient share due", "Account, 1 service line", "Unapplied credit"]) {
      expect(text).toContain(told);
    }
  });

  it("show a ledger, a note and a document of a class that the role lacks as sealed", async () => {
    answer({
      read_ledger: { ledger: { sealed: "financial" } },
      list_notes: { items: [{ note_id: "not-1", content: { sealed: "clinical" } }] },
      list_documents: { items: [{ document_id: "doc-1", content: { sealed: "identifiers" } }], kinds: [] },
    });
    expect(await show("ledger", "pat-1")).toContain("Sealed: financial");
    expect(await show("notes", "pat-1")).toContain("Sealed: clinical");
    expect(await show("documents", "pat-1")).toContain("Sealed: identifiers");
  });

  it("show the access history to who may read it, and to nobody else", async () => {
    const row = { sequence: 7, at: { date: "2026-07-28", time: "10:42" }, actor: "Mira Okafor", role: "biller", action: "patient.show" };
    answer({ read_access: { items: [row], has_more: false } });
    expect(await show("access", "pat-1")).toMatch(/07\/28\/2026 10:42.*Mira Okafor.*Opened the file/);
    commands.allow(["read_patient"]);
    call.mockClear();
    expect(await show("access", "pat-1")).toContain("for auditors and supervisors");
    expect(asked("read_access")).toHaveLength(0);
  });

  it("mark a gap between two policies on the line of days", async () => {
    const gap = { sequence: 1, from: "2026-01-01", to: "2026-01-31", days: 31, at: 500, width: 40 };
    const line = patientFile.timeline;
    if (line === null || !("spans" in line)) throw new Error("the fixture has a line");
    answer({ show_patient: { ...patientFile, timeline: { ...line, gaps: [gap] } } });
    expect(await show("coverage", "pat-1")).toContain("gap 31 d");
    expect(document.querySelector('svg[role="img"]')?.getAttribute("aria-label")).toContain("01/01/2026 to 01/31/2026");
  });
});

describe("documents", () => {
  const image = { document_id: "doc-1", content: { kind: "insurance_card", title: "Card, front", is_image: true, size_kb: 12, at: { date: "2026-07-28", time: "10:42" }, by: "fred", removed_at: null } };

  it("are chosen by token, never by path, and called by what they are", async () => {
    answer({ list_documents: { items: [], kinds: ["insurance_card"] }, pick_files: { files: [{ token: "7", name: "scan.png", size_bytes: 9 }], refused: [] }, attach_document: { outcome: "saved", id: "doc-2" } });
    await show("documents", "pat-1");
    commands.run("mainAction");
    await settle();
    [...document.querySelectorAll("button")].find((button) => button.textContent.includes("Choose file"))?.click();
    expect(await settle()).toContain("Chosen: scan.png");
    commands.run("mainAction");
    await settle();
    expect(asked("attach_document")).toEqual([{ token: "7", patient_id: "pat-1", kind: "insurance_card", title: "Insurance card" }]);
  });

  it("are shown once from their own address", async () => {
    const images: HTMLImageElement[] = [];
    vi.stubGlobal("Image", function make() {
      images.push(document.createElement("img"));
      return images.at(-1);
    });
    answer({ list_documents: { items: [image], kinds: [] }, open_document: { address: "ckdoc://localhost/abc" } });
    await show("documents", "pat-1");
    [...document.querySelectorAll<HTMLButtonElement>(".bar button")].find((button) => button.textContent.startsWith("Open"))?.click();
    await settle();
    // Loaded before it is put into the page: there it would be asked for again.
    expect(images.map((image) => image.src)).toEqual(["ckdoc://localhost/abc"]);
    expect(document.querySelector("img")).toBeNull();
    images[0]?.onload?.(new Event("load"));
    expect(document.querySelector("img")?.alt).toBe("Image of Card, front");
    vi.unstubAllGlobals();
  });
});

describe("a note", () => {
  it("is about the patient of the claim, in a kind that the role may write", async () => {
    answer({ describe_note: { patient_id: "pat-1", kinds: ["account"] }, add_note: { outcome: "saved", id: "not-1" } });
    const onclose = vi.fn();
    mounted.push(mount(NoteDialog, { target: document.body, props: { patientId: undefined, claimId: "clm-1", onclose } }));
    await settle();
    const area = document.querySelector("textarea");
    if (!area) throw new Error("no text area");
    area.value = "Called.";
    area.dispatchEvent(new Event("input", { bubbles: true }));
    commands.run("mainAction");
    await settle();
    expect(asked("add_note")).toEqual([{ patient_id: "pat-1", claim_id: "clm-1", kind: "account", text: "Called." }]);
    expect(onclose).toHaveBeenCalled();
  });
});

describe("a visit", () => {
  it("is registered from the patient’s file, by key, and waits for its coder", async () => {
    commands.allow(["read_patient", "code_visit"]);
    answer({
      show_patient: patientFile, open_encounter: { outcome: "saved", id: "enc-1" },
      list_providers: { providers: [{ id: "prv-1", fields: { npi: "1234567893", last_name: "Achterberg", first_name: "Lena", taxonomy: "" }, taxonomy_label: "" }], billing_providers: [], facilities: [] },
    });
    await show("summary", "pat-1");
    commands.run("openVisit");
    expect(await settle()).toContain("Register a visit");
    type("date", "t-1");
    const area = document.querySelector("textarea");
    if (!area) throw new Error("no text area");
    area.value = "Left knee.";
    area.dispatchEvent(new Event("input", { bubbles: true }));
    commands.run("mainAction");
    await settle();
    expect(asked("open_encounter")).toEqual([{ patient_id: "pat-1", date: "t-1", rendering_provider: "", reason: "Left knee." }]);
    expect(document.querySelector("dialog[open]")).toBeNull();
  });

  it("is not offered to who may not code", async () => {
    commands.allow(["read_patient"]);
    answer({ show_patient: patientFile });
    expect(await show("summary", "pat-1")).not.toContain("Register visit");
  });
});

describe("the front desk", () => {
  it("begins with the patients of the day and whether they are covered", async () => {
    commands.allow(["read_patient", "write_patient"]);
    answer({ list_day: { day: "2026-07-28", items: [{ patient: patientRow, because: "new", covered_by: null }] }, find_patients: { items: [], has_more: false } });
    mounted.push(mount(PatientListScreen, { target: document.body, props: { place: { screen: "patients" } } }));
    const text = await settle();
    expect(text).toMatch(/SMITH-JONES, Mary Ann.*Registered.*Not covered/);
  });
});
