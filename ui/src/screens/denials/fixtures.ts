import type { ActionOfferView, DenialActionName, DenialView } from "$lib/wire";

const actions: DenialActionName[] = ["correct", "appeal", "next_payer", "patient", "write_off", "wait"];

/** The six actions, with those that are blocked. */
export function offersOf(blocked: Partial<Record<DenialActionName, ActionOfferView["block"]>> = {}): ActionOfferView[] {
  return actions.map((action) => ({ action, block: blocked[action] ?? null }));
}

/** A denied line for tests: no authorization, group CO. */
export const denialView: DenialView = {
  claim_id: "clm-2",
  patient_control_number: "CK00002-1",
  patient_id: "pat-2",
  patient_name: { family: "LINDQVIST", given: "Freja" },
  birth: { date: "1979-03-03", age_years: 47 },
  account_number: "011606",
  payer_name: "Oakmere PPO",
  standing: "denied",
  state: { name: "denied", tone: "warn" },
  state_reason: "era-3: CO-197",
  item_kind: "denial",
  owner: null,
  snoozed_until: null,
  item_note: "",
  decision: { remittance_id: "era-3", trace: "37710562", adjudicated_on: "2026-07-16", payer_claim_control_number: "4Q881077A", paid_cents: 0 },
  denied: [
    {
      line: 1,
      reasons: [
        {
          group: "CO",
          carc: { code: "197", label: "No prior authorization" },
          remedy: "authorization",
          remarks: [{ code: "N54", label: "Billed otherwise than approved" }],
          amount_cents: 29500,
        },
      ],
    },
  ],
  lines: [
    {
      line: 1,
      date_of_service: "2026-07-02",
      sent: { procedure: "73721 RT", units: "1", charge_cents: 29500 },
      answered: { procedure: "73720", units: "", charge_cents: 29500 },
      allowed_cents: null,
      contractual_cents: 29500,
      patient_cents: 0,
      other_cents: 0,
      payer_cents: 0,
      paid_cents: 0,
      differs: true,
      is_denied: true,
    },
  ],
  diagnoses: ["M25.561"],
  prior_authorization: "",
  referral_number: "",
  at_risk_cents: 29500,
  write_off_amount: "295.00",
  deadline: { due_on: "2026-09-04", days_left: 38, left_percent: 42, urgency: "later" },
  next_payer: null,
  history: [{ on: "2026-07-06", by: "mira", state: { name: "transmitted", tone: "wait" }, what: "sent" }],
  proof: [{ sent_on: "2026-07-06", patient_control_number: "CK00002-1", frequency: "1", control_number: "000000012", answers: [{ on: "2026-07-06", by: "mira", state: { name: "file_accepted", tone: "wait" }, what: "" }] }],
  offers: offersOf({ next_payer: "no_next_payer", patient: "group_forbids" }),
  suggested: ["appeal", "correct"],
  write_off: null,
};
