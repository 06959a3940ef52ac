import type { PatientFile, PatientRow } from "$lib/wire";

/** A row for tests. */
export const patientRow: PatientRow = {
  patient_id: "pat-1",
  name: { family: "SMITH-JONES", given: "Mary Ann" },
  birth_date: "1945-07-14",
  account_number: "004817",
  balance_cents: 40715,
};

/** A file for tests, every field open. */
export const patientFile: PatientFile = {
  patient_id: "pat-1",
  name: { family: "SMITH-JONES", given: "Mary Ann" },
  birth: { date: "1945-07-14", age_years: 81 },
  deceased_on: null,
  sex: "female",
  account_number: "004817",
  phone: "(555) 010-0142",
  email: "mary@example.com",
  address_lines: ["12 Elm Street", "Fernhill, OR 97000"],
  coverages: [
    {
      coverage_id: "cov-1",
      sequence: 1,
      payer_name: "Ridgeway Senior Advantage",
      member_id: "RSA4471009306",
      group_number: "",
      relationship: "oneself",
      effective_on: "2026-02-01",
      ends_on: null,
      is_active: true,
    },
  ],
  timeline: {
    from: "2025-01-01",
    to: "2026-11-25",
    today_at: 827,
    years: [{ year: 2026, at: 527 }],
    spans: [{ coverage_id: "cov-1", sequence: 1, at: 572, width: 428, is_active: true }],
    gaps: [],
    overlaps: [],
  },
  note_count: 2,
  document_count: 1,
  attention: [{ what: "denied", count: 1, from: null, to: null }],
  merged_into: null,
  balances: { insurance_cents: 32300, patient_cents: 8415, total_cents: 40715 },
  claims: [
    {
      claim_id: "clm-1",
      patient_control_number: "CK00001-1",
      date_of_service: "2026-05-13",
      payer_name: "Ridgeway Senior Advantage",
      state: { name: "denied", tone: "warn" },
      charge_cents: 9500,
      paid_cents: 0,
      adjustment_cents: 0,
      balance_cents: 9500,
    },
  ],
};
