import type { PaymentLineView, PaymentView, RemittanceListed, RemittanceView, SharesView } from "$lib/wire";

/** Amounts for tests: charge less CO and PR is paid. */
export function shares(charge: number, contractual: number, patient: number): SharesView {
  return {
    charge_cents: charge,
    allowed_cents: charge - contractual,
    contractual_cents: contractual,
    patient_cents: patient,
    other_cents: 0,
    payer_initiated_cents: 0,
    paid_cents: charge - contractual - patient,
    difference_cents: 0,
    is_balanced: true,
  };
}

/** A remittance in the list, to be posted, with one payment that needs a person. */
export const listed: RemittanceListed = {
  remittance_id: "era-1",
  payer_name: "Ridgeway Senior",
  trace: "81188304",
  date: "2026-07-27",
  payment_cents: 50000,
  state: "received",
  needs_you: 1,
  is_to_post: true,
  is_reconciled: false,
};

const line: PaymentLineView = {
  position: 0,
  procedure: { code: "99214", modifiers: [] },
  date_of_service: "2026-06-24",
  ours: { claim_id: "clm-1", number: 1, procedure: { code: "99214", modifiers: ["25"] }, charge_cents: 19000 },
  shares: shares(19000, 4140, 3000),
  reasons: [{ group: "CO", carc: "45", label: "Above the fee schedule", amount_cents: 4140, is_denial: false }],
  remarks: [],
  policies: ["LCD L35036"],
  compared: "modifiers_dropped",
};

/** A payment that found its claim. */
export const matched: PaymentView = {
  position: 0,
  patient_name: { family: "SORENSEN", given: "Ida" },
  patient_control_number: "26-04188",
  payer_claim_control_number: "7H2066104",
  date_of_service: "2026-06-24",
  shares: shares(19000, 4140, 3000),
  reasons: [],
  state: "matched",
  is_decided: false,
  may_decide: true,
  claims: [{ claim_id: "clm-1", patient_control_number: "26-04188", patient_name: { family: "SORENSEN", given: "Ida" }, charge_cents: 19000, matched_by: "number" }],
  next: "patient",
  notes: [],
  told: [
    { name: "received_on", text: "", day: "2026-06-26" },
    { name: "contact", text: "HELP, 8005550100", day: null },
  ],
  lines: [line],
};

/** A payment that found none. */
export const unmatched: PaymentView = {
  ...matched,
  position: 1,
  patient_name: { family: "ELLINGSEN", given: "Marit" },
  patient_control_number: "NOT-OURS",
  state: "no_match",
  claims: [],
  next: "decide",
  lines: [{ ...line, ours: null, compared: "no_claim" }],
};

/** An open remittance with both. */
export const view: RemittanceView = {
  listed,
  method: "transfer",
  posted_on: null,
  money: { payment_cents: 50000, posted_cents: 11860, unposted_cents: 42540, provider_adjustment_cents: 4400, difference_cents: 0, is_balanced: true, bar: [200, 725, 75], deposit: null },
  claim_count: 2,
  line_count: 2,
  posting_count: 1,
  posted_claims: 1,
  post_hindrance: null,
  undo_hindrance: { why: "state" },
  provider_adjustments: [{ code: "WO", meaning: "recoupment", reference: "OLD-77", amount_cents: 4400, is_withheld: true }],
  missing_interest_cents: null,
  groups: [
    { name: "needs_you", paid_cents: 11860, payments: [unmatched] },
    { name: "posts", paid_cents: 11860, payments: [matched] },
  ],
};

/** The same, posted. */
export const posted: RemittanceView = {
  ...view,
  listed: { ...listed, state: "posted", is_to_post: false },
  posted_on: "2026-07-28",
  post_hindrance: { why: "state" },
  undo_hindrance: null,
};
