import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { clear, one, press, settle, show, texts, type } from "$lib/kit/testing";
import { commands } from "$lib/commands";
import { toasts } from "$lib/kit";
import { navigation } from "$lib/navigation";
import type { ListPayersResponse, ListPricesResponse, PayerFields } from "$lib/wire";
import { OfficeScreen } from ".";
import { PriceEdits } from "./priceEdits.svelte";

const call = vi.hoisted(() => vi.fn());
vi.mock("$lib/wire/call", async (original) => ({ ...(await original<object>()), call }));

const fields: PayerFields = {
  name: "Ridgeway Senior", payer_id: "RSA01", filing_indicator: "CI", timely_filing_days: "95", appeal_days: "",
  address: { line1: "", line2: "", city: "Fernhill", state: "OR", zip: "" },
};
const payers: ListPayersResponse = { items: [{ id: "pay-1", fields }, { id: "pay-2", fields: { ...fields, name: "Blue Larch", payer_id: "LRC01" } }], filing_indicators: [{ code: "CI", label: "Commercial" }] };
const prices: ListPricesResponse = {
  items: [{
    payer: null, payer_name: "", code: "99213", modifiers: "", description: "", is_current: true,
    shown: { id: "fee-1", amount_cents: 12_501, from: null, to: null }, history: [{ id: "fee-1", amount_cents: 12_501, from: null, to: null }],
    flags: [{ flag: "gap", from: "2026-06-01", to: "2026-06-30" }],
  }],
  more: 0, flagged: 1,
};

let answers: Record<string, unknown>;
beforeEach(() => {
  answers = { list_payers: payers, list_prices: prices, list_providers: { providers: [], billing_providers: [], facilities: [] } };
  call.mockReset();
  call.mockImplementation((name: string) => Promise.resolve(answers[name]));
  navigation.begin({ screen: "office" });
  commands.allow(["read_reference", "change_reference"]);
});
afterEach(clear);

async function open(tab: string): Promise<void> {
  navigation.begin({ screen: "office", tab });
  show(OfficeScreen, { place: navigation.place });
  await settle();
}

describe("payers", () => {
  it("are found by typing, and the first opens with Enter", async () => {
    await open("payers");
    expect(texts("[role=gridcell]:first-child")).toEqual(["Ridgeway Senior", "Blue Larch"]);
    await type(one<HTMLInputElement>("#search"), "lrc");
    expect(texts("[role=gridcell]:first-child")).toEqual(["Blue Larch"]);
    await press("Enter");
    expect(one<HTMLInputElement>("dialog [data-field=payer_id]")?.value).toBe("LRC01");
  });

  it("are saved, told, and put back by undo", async () => {
    await open("payers");
    answers["save_payer"] = { outcome: "saved", id: "pay-1" };
    await press("Enter");
    await type(one<HTMLInputElement>("dialog [data-field=name]"), "Ridgeway");
    commands.run("mainAction");
    await settle();
    expect(call).toHaveBeenCalledWith("save_payer", { id: "pay-1", fields: { ...fields, name: "Ridgeway" } });
    expect(one("dialog")).toBeNull();
    await toasts.undoLast();
    expect(call).toHaveBeenCalledWith("save_payer", { id: "pay-1", fields });
  });

  it("say beside each field what is wrong, and keep what was typed", async () => {
    await open("payers");
    answers["save_payer"] = { outcome: "refused", problems: [{ field: "payer_id", problem: "taken" }] };
    commands.run("newReference");
    await settle();
    await type(one<HTMLInputElement>("dialog [data-field=payer_id]"), "RSA01");
    commands.run("mainAction");
    await settle();
    expect(one("dialog [data-field=payer_id]")?.getAttribute("aria-invalid")).toBe("true");
    expect(one<HTMLInputElement>("dialog [data-field=payer_id]")?.value).toBe("RSA01");
    expect(document.activeElement?.textContent).toContain("Payer id");
  });

  it("are read only for whoever may not change them", async () => {
    commands.allow(["read_reference"]);
    await open("payers");
    commands.run("newReference");
    await settle();
    expect(one("dialog")).toBeNull();
    await press("Enter");
    expect(one("dialog [data-field=name]")?.hasAttribute("readonly")).toBe(true);
    expect(document.body.textContent).toContain("Supervisor and administrator change this.");
  });
});

describe("prices", () => {
  it("show gaps, and the days of the line under the cursor", async () => {
    await open("charges");
    expect(document.body.textContent).toContain("1 with a gap or overlap");
    await press("ArrowDown");
    expect(document.body.textContent).toContain("No price from 06/01/2026 to 06/30/2026");
  });

  it("of a new code are typed with Tab from cell to cell", async () => {
    answers["list_prices"] = { items: [], more: 0, flagged: 0 };
    await open("charges");
    commands.run("newReference");
    await settle();
    await press("Enter");
    for (const text of ["99213", "25", "125.5"]) {
      expect(document.activeElement?.tagName).toBe("INPUT");
      await type(document.activeElement as HTMLInputElement, text);
      await press("Tab");
    }
    expect(texts("[role=gridcell]").slice(0, 2)).toEqual(["99213", "25"]);
    expect(document.body.textContent).toContain("1 price changed");
  });

  it("are sent with their day all at once, and a refused one names its line", async () => {
    call.mockResolvedValue({ outcome: "refused", problems: [{ field: "rows.1.amount", problem: "taken" }] });
    const edits = new PriceEdits();
    edits.show(prices.items);
    edits.add();
    const [added, there] = edits.lines;
    if (!added || !there) throw new Error("no lines");
    edits.type(added, "code", "99214");
    edits.type(there, "amount", "130");
    edits.from = "10/1";
    await edits.publish("charge", null);
    expect(call).toHaveBeenCalledWith("publish_prices", {
      kind: "charge", payer: null, from: "10/1",
      rows: [{ code: "99214", modifiers: "", amount: "" }, { code: "99213", modifiers: "", amount: "130" }],
    });
    expect(edits.toneOf(there, "amount")).toBe("stop");
    expect(edits.placeOf("rows.1.amount")?.line.code).toBe("99213");
    expect(edits.changed).toHaveLength(2);
  });
});
