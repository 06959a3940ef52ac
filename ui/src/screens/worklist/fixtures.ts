import type { WorklistView, WorkQueueName, WorkRowView } from "$lib/wire";

/** A row for tests: a rejected claim, three days before its limit. */
export const workRow: WorkRowView = {
  row_id: "wrk-1",
  kind: "rejection",
  tone: "stop",
  claim_id: "clm-1",
  patient_id: "pat-1",
  remittance_id: null,
  patient_name: { family: "HOLLOWAY", given: "Desmond" },
  payer_name: "Larkfield Trust",
  date_of_service: "2026-04-27",
  charge_cents: 21200,
  patient_control_number: "CK00001-1",
  state: { name: "payer_rejected", tone: "stop" },
  reason: { why: "scrub", said: { text: "The billing provider has no taxonomy code.", parts: [] } },
  amount_cents: 21200,
  age_days: 22,
  deadline: { due_on: "2026-07-31", days_left: 3, left_percent: 3, urgency: "now" },
  owner: null,
  snoozed_until: null,
  snoozed_why: "",
  last_event: { on: "2026-07-24", by: "mira", what: "A7 rejected" },
  may_finish: true,
  may_decide: false,
};

const names: WorkQueueName[] = ["all", "rejections", "filing_limit", "scrub_failures", "remittance_exceptions", "denials", "due_today", "no_response", "next_payer", "write_offs"];

/** A worklist with rows. */
export function worklistOf(rows: WorkRowView[], more: Partial<WorklistView> = {}): WorklistView {
  const queues = names.map((queue) => ({ queue, count: queue === "all" ? rows.length : 0, amount_cents: 0, oldest_days: null }));
  return { queues, mine: rows.length, team: rows.length, snoozed: 0, rows, total: rows.length, amount_cents: 21200, first_limit_days: 3, next_due_on: null, ...more };
}
