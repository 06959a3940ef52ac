import type { FoundCode, LineForm, VisitCheck, VisitFinding, VisitForm, VisitSheet } from "$lib/wire";

/** A charge form and its answers for tests. */
export const line = (code = ""): LineForm => ({
  from_line: null, date: "07/22/2026", date_to: "", place_of_service: "11", code, modifiers: "", pointers: "", units: "1", charge: "", description: "", ndc: "", ndc_quantity: "", ndc_unit: "",
});

export const form: VisitForm = {
  patient_id: "pat-1", encounter_id: "", claim_id: "", coverage_id: "", billing_provider: "", rendering_provider: "prv-1", referring_provider: "", ordering_provider: "",
  supervising_provider: "", facility: "", place_of_service: "11", prior_authorization: "", referral_number: "", accident: "", accident_state: "", accident_date: "", onset_date: "",
  admission_date: "", note: "", diagnoses: [""], lines: [line()], patient_paid: "", overrides: [],
};

export const sheet: VisitSheet = {
  form, state: "to_code", claim: null, read_only: null, queries: [], may_bill: true, today: "2026-07-22",
  choices: {
    policies: [{ coverage_id: "cov-1", sequence: "P", payer_name: "Ridgeway Senior", member_id: "RSA4471009306", covers: true }],
    providers: [{ value: "prv-1", label: "Achterberg, Lena", detail: "1234567893" }],
    facilities: [], billing_providers: [], places: [],
  },
};

export const finding: VisitFinding = {
  severity: "warn", rule: "CON-080", about: "line 2 procedure code", message: { text: "Line {} repeats line {}: {} on the same day.", parts: ["2", "1", "99213"] }, remedy: { text: "Add the units to one line, or modifier 76, 77, 91, 59 or X{EPSU}.", parts: [] }, pack: "", field: "lines.1.code", place: "form",
  fix: null, may_override: true, override_reason: null,
};

export const check: VisitCheck = {
  problems: [], findings: [], rules_passed: 90, tested_at: "10:41", diagnoses: [], lines: [], coverage_id: "cov-1", policies: sheet.choices.policies, charge_cents: 0, expected_cents: null,
  patient_paid_cents: null, filing_limit_on: null, filing_days_left: null,
};

export const found = (code: string, text: string, marks: [number, number][] = []): FoundCode => ({
  code, text, marks, billable: true, valid_from: null, valid_to: null, matched: marks.length > 0 ? "all_words" : "code", has_fee: false,
});
