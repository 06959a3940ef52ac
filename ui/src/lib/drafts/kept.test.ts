import { beforeEach, expect, it, vi } from "vitest";
import { keptDrafts, namesOfDrafts, placeOfDraft } from "./kept";

const call = vi.hoisted(() => vi.fn());
vi.mock("$lib/wire/call", async (original) => ({ ...(await original<object>()), call }));

const draft = (form: string, subject: string) => ({ form, subject, saved_at: "2026-07-28T10:00:00Z" });

beforeEach(() => call.mockReset());

it("a draft leads to the form that it was typed in", () => {
  expect(placeOfDraft(draft("patient", ""))).toEqual({ screen: "patient", tab: "new" });
  expect(placeOfDraft(draft("patient", "pat-1"))).toEqual({ screen: "patient", id: "pat-1", tab: "edit" });
  expect(placeOfDraft(draft("charge", "pat-1"))).toEqual({ screen: "charge", of: "pat-1" });
  expect(placeOfDraft(draft("charge", "enc-1"))).toEqual({ screen: "charge", id: "enc-1" });
  expect(placeOfDraft(draft("coverage", "pat-1"))).toEqual({ screen: "patient", id: "pat-1", tab: "coverage" });
  expect(placeOfDraft(draft("open_encounter", "pat-1"))).toEqual({ screen: "patient", id: "pat-1" });
  expect(placeOfDraft(draft("coverage", "cov-1"))).toBeUndefined();
});

it("names the forms, each once, and nobody in them", () => {
  const drafts = [draft("charge", "pat-1"), draft("charge", "enc-2"), draft("patient", ""), draft("patient", "pat-1"), draft("newer_form", "x")];
  expect(namesOfDrafts(drafts)).toBe("charge, new patient, patient, another form");
});

it("has none where they cannot be read", async () => {
  call.mockResolvedValueOnce({ items: [draft("note", "pat-1")] });
  expect(await keptDrafts()).toHaveLength(1);
  call.mockRejectedValueOnce(new Error("locked"));
  expect(await keptDrafts()).toEqual([]);
});
