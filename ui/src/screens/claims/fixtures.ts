import type { BatchView, ClaimFileView, ListClaimQueueResponse, QueueRowView } from "$lib/wire";

/** A row of the queue for tests. */
export function queueRow(at: number, changes: Partial<QueueRowView> = {}): QueueRowView {
  return {
    claim_id: `clm-${at}`,
    patient_control_number: `CK0000${at}-1`,
    patient_id: `pat-${at}`,
    patient_name: { family: "ANDRADE", given: `Celia ${at}` },
    payer_name: "Ridgeway Senior",
    date_of_service: "2026-07-22",
    lines: 2,
    charge_cents: 21000,
    scrub: { is_fresh: true, stops: 0, warnings: 0 },
    state: { name: "scrubbed", tone: "wait" },
    reason: null,
    filing_limit_on: null,
    batch_id: null,
    ...changes,
  };
}

/** A tab of the queue for tests. */
export function queueAnswer(rows: QueueRowView[], changes: Partial<ListClaimQueueResponse> = {}): ListClaimQueueResponse {
  const counts = { ready: rows.length, on_hold: 4, approved: 2, outbox: 1, sent: 188, rejected: 7 } as const;
  return {
    tabs: (["ready", "on_hold", "approved", "outbox", "sent", "rejected"] as const).map((tab) => ({ tab, claims: counts[tab], charge_cents: 0 })),
    payers: [{ payer_id: "pay-1", name: "Ridgeway Senior", claims: rows.length, charge_cents: 21000 * rows.length, control_number: "000000220" }],
    total: rows.length,
    charge_cents: 21000 * rows.length,
    rows,
    ...changes,
  };
}

/** An interchange for tests: one claim of two was rejected by the payer. */
export const batchView: BatchView = {
  batch: { batch_id: "bat-1", file_name: "837P-000000219.x12", payer_name: "Tidewell Plan", control_number: "000000219", claims: 2, charge_cents: 140200, created_on: "2026-07-27", state: "accepted" },
  steps: [
    { kind: "made", state: "done", passed: 2, refused: 0, at: "2026-07-27T16:09" },
    { kind: "handed_over", state: "done", passed: 2, refused: 0, at: "2026-07-27T16:10" },
    { kind: "acknowledged", state: "done", passed: 2, refused: 0, at: "2026-07-27T16:12" },
    { kind: "accepted", state: "refused", passed: 1, refused: 1, at: "2026-07-28T09:00" },
    { kind: "adjudicated", state: "waiting", passed: 0, refused: 0, at: null },
  ],
  unconfirmed: 0,
  rejected: 1,
};

/** A rejected claim for tests. */
export const claimFile: ClaimFileView = {
  claim_id: "clm-1",
  patient_control_number: "CK00001-1",
  patient_id: "pat-1",
  patient_name: { family: "ANDRADE", given: "Celia" },
  payer_name: "Ridgeway Senior",
  date_of_service: "2026-07-22",
  state: { name: "payer_rejected", tone: "stop" },
  reason: "A7:164:IL",
  version: 1,
  frequency: "1",
  payer_claim_control_number: null,
  filing_limit_on: "2026-10-25",
  charge_cents: 21000,
  paid_cents: 0,
  adjustment_cents: 0,
  patient_responsibility_cents: 0,
  balance_cents: 21000,
  diagnoses: ["M5450", "I10"],
  lines: [{ line: 1, procedure: "99213 25", pointers: "AB", units: "1", date_of_service: "2026-07-22", charge_cents: 21000, insurance_cents: 21000, denied_cents: 0, patient_cents: 0 }],
  findings: [],
  submissions: [{ version: 1, patient_control_number: "CK00001-1", frequency: "1", batch_id: "bat-1", sent_on: "2026-07-27" }],
  outcomes: [],
  history: [{ at: "2026-07-28T09:00", by: "Mira Okafor", state: { name: "payer_rejected", tone: "stop" }, what: "A7:164:IL" }],
  previous_claim_id: null,
  next_claim_id: null,
  steps: { may_approve: false, may_withdraw: false, may_hold: false, may_release: false, may_fix: true, may_replace: false, may_void: true, voids_at_payer: false },
};
