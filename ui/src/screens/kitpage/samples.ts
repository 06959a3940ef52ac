import type { Choice, Found, IconName, MenuItem, MoneyTerm, Step } from "$lib/kit";
import { FormProblems } from "$lib/kit";
import type { PatientFile } from "$lib/wire";

/** What the kit page shows. It is for those who build the window, in the development build alone, and not translated. */

export const words = {
  title: "Claimkeep components",
  subtitle: "Every part in its states. Left as set, right in the dark theme.",
  sections: {
    buttons: "Buttons, keys",
    fields: "Fields",
    choices: "Choices",
    finder: "Finders",
    grid: "Grids",
    tabs: "Tabs",
    status: "Status",
    banners: "Banners",
    floating: "Toast, dialog, menu",
    states: "States",
    progress: "Progress, files",
    patient: "Patient",
    money: "Way and money",
  },
  light: "Light",
  dark: "Dark",
  scrub: "Scrub and mark Ready",
  save: "Save draft",
  raw: "Raw 835",
  voidClaim: "Void claim",
  keepClaim: "Keep claim",
  print: "Print",
  pressed: "Pressed",
  transmit: "Transmit",
  transmitBlocked: "Needs Approve. Ask a supervisor.",
  small: "Small 24 px",
  move: "move",
  family: "Family name",
  born: "Birth date",
  charge: "Charge",
  units: "Units",
  npi: "Referring NPI",
  auth: "Prior authorization",
  authHint: "As the payer wrote it",
  frequency: "Frequency",
  note: "Note",
  patient: "Patient name",
  passphrase: "New passphrase",
  signature: "Signature on file",
  signatureHint: "Item 13 of the paper form",
  relationship: "Relationship",
  place: "Place of service",
  payer: "Payer",
  sex: "Sex",
  diagnosis: "Diagnosis D",
  validOn: "valid on 07/22/2026",
  takeWords: "take, go to E",
  lines: "Service lines",
  linesFoot: "5 lines",
  linesTotal: "556.00",
  ledger: "Ledger",
  tabs: "Claims by state",
  more: "More",
  allPayers: "All payers",
  open: "Open dialog",
  openConfirm: "Open question",
  say: "Say it with Undo",
  said: "Batch undone by 22 reversing entries.",
  hubTitle: "Office server unreachable since 09:14.",
  hubText: "Work continues; 12 changes waiting.",
  breakGlass: "Break-glass: visit notes are open to you until 10:53.",
  breakGlassText: "A supervisor will review it.",
  tryNow: "Try now",
  closeNow: "Close now",
  packOld: "Code pack 2026.2 is out of date. Scrubbing still runs.",
  stopTitle: "Two things stop this claim",
  savedOk: "The batch balances to the cent.",
  infoText: "No prior authorization is needed.",
  emptyTitle: "Nothing due.",
  emptyText: "Next: Thursday.",
  filterTitle: "No claim of Tidewell Plan is on hold.",
  filterText: "4 are hidden by the filter.",
  clearFilter: "Clear filter",
  lastGood: "on Jul 27, 16:02",
  since: "on Jul 27, 16:02",
  colleague: "Teo Ishikawa",
  sinceTime: "10:31",
  reading: "Reading remittance",
  readingCount: "412 of 1,980 claims",
  readingNote: "What is already posted stays. Goes on in the background after 10 s.",
  writing: "Writing the batch",
  dropTitle: "Drop remittance files here",
  dropText: "835 files, at most 50 MB each",
  pick: "Choose files",
  way: "The claim’s way",
  balance: "Balance",
  contractual: "Contractual CO-45",
  offText: "Held; the payer’s figures are shown as received.",
  hub: "Hub 10:42",
  outbox: "Outbox 2",
  voidTitle: "Void claim 26-03771?",
  voidText: "Sends frequency 8 to Ridgeway Senior with control number 7H20 6610 4. The payer will take back 96.28.",
  voidNote: "It cannot be unsent. The ledger keeps every entry.",
  dialogTitle: "Hold the claim",
  holdWhy: "Why it waits",
  hold: "Hold",
};

export const refused = new FormProblems([
  { field: "referring_npi", problem: "bad_npi" },
  { field: "born", problem: "not_a_date" },
]);
export const labelOf = (field: string): string => ({ referring_npi: words.npi, born: words.born })[field] ?? field;

export const relationships: Choice[] = [
  { value: "oneself", label: "Self" },
  { value: "spouse", label: "Spouse" },
  { value: "child", label: "Child", hint: "Under 26, or disabled" },
  { value: "other", label: "Other", hint: "Not taken by this payer", isBlocked: true },
];
export const places: Choice[] = [
  { value: "11", label: "11 Office" },
  { value: "22", label: "22 On-campus outpatient hospital" },
  { value: "02", label: "02 Telehealth, not at home", isBlocked: true },
];
export const sexes: Choice[] = [
  { value: "female", label: "Female" },
  { value: "male", label: "Male" },
  { value: "unknown", label: "Unknown" },
];
export const payers: Found[] = [
  { value: "p1", code: "RSA01", text: "Ridgeway Senior Advantage", why: "primary" },
  { value: "p2", code: "TWP01", text: "Tidewell Plan" },
  { value: "p3", code: "KST01", text: "Kestrel Health" },
];
export const codes: Found[] = [
  { value: "N18.30", code: "N18.30", text: "Chronic kidney disease, stage 3 unspecified", why: "Less specific" },
  { value: "N18.31", code: "N18.31", text: "Chronic kidney disease, stage 3a", why: "Used Feb 11" },
  { value: "N18.4", code: "N18.4", text: "Chronic kidney disease, stage 4 (severe)" },
  { value: "I12.9", code: "I12.9", text: "Hypertensive chronic kidney disease with stage 1 through stage 4", why: "Combines A" },
  { value: "D63.1", code: "D63.1", text: "Anemia in chronic kidney disease", why: "Code first N18" },
];
export const menu: MenuItem[] = [
  { id: "hold", label: "Hold", icon: "hold", keyCap: "H" },
  { id: "print", label: "Print", icon: "print", keyCap: "P" },
  { id: "void", label: "Void", icon: "denied", blocked: "Needs Approve. Ask a supervisor." },
];
export const payerMenu: MenuItem[] = [{ id: "all", label: "All payers" }, { id: "p1", label: "Ridgeway Senior" }, { id: "p2", label: "Tidewell Plan" }];

/** A service line. */
export interface Line {
  id: string;
  date: string;
  code: string;
  units: string;
  cents: number;
  check: { tone: "ok" | "warn" | "stop" | "wait"; word: string };
}
export const lines: Line[] = [
  { id: "1", date: "2026-07-22", code: "99214", units: "1", cents: 21000, check: { tone: "ok", word: "OK" } },
  { id: "2", date: "2026-07-22", code: "93000", units: "1", cents: 9500, check: { tone: "ok", word: "OK" } },
  { id: "3", date: "2026-07-22", code: "80053", units: "1", cents: 6400, check: { tone: "wait", word: "Not checked" } },
  { id: "4", date: "2026-07-22", code: "96372", units: "1", cents: 4200, check: { tone: "warn", word: "Check" } },
  { id: "5", date: "2026-07-22", code: "9921", units: "1", cents: 14500, check: { tone: "stop", word: "No such code" } },
];

/** An entry of a ledger. */
export interface Entry {
  id: string;
  of: string | undefined;
  date: string;
  text: string;
  cents: number;
}
export const ledger: Entry[] = [
  { id: "a", of: undefined, date: "2026-05-13", text: "99213", cents: 14500 },
  { id: "a1", of: "a", date: "2026-06-02", text: "Payment, EFT 81140227", cents: -6840 },
  { id: "a2", of: "a", date: "2026-06-02", text: "Contractual CO-45", cents: -4660 },
  { id: "b", of: undefined, date: "2026-02-11", text: "80053", cents: 6400 },
  { id: "b1", of: "b", date: "2026-03-03", text: "Payment, EFT 80977410", cents: -1280 },
];

export const tabs = [{ id: "ready", label: "Ready", count: 31 }, { id: "hold", label: "On hold", count: 4 }, { id: "sent", label: "Sent", count: 188 }];
export const chips: { tone: "stop" | "warn" | "ok" | "wait" | "plain"; word: string; icon?: IconName }[] = [
  { tone: "stop", word: "Rejected" },
  { tone: "warn", word: "Denied", icon: "denied" },
  { tone: "warn", word: "Unconfirmed" },
  { tone: "ok", word: "Accepted" },
  { tone: "wait", word: "In adjudication" },
  { tone: "wait", word: "On hold", icon: "hold" },
  { tone: "plain", word: "Draft" },
];
export const steps: Step[] = [
  { id: "837", label: "837 sent", detail: "Jul 28, 09:31" },
  { id: "cut", label: "Unconfirmed", detail: "cut at 61%", tone: "warn" },
  { id: "277", label: "277CA", isAhead: true },
  { id: "835", label: "835", isAhead: true },
];
export const balanced: MoneyTerm[] = [
  { label: "Billed", cents: 19000 },
  { label: "CO", cents: 4140 },
  { label: "PR", cents: 3000 },
  { label: "OA", cents: 0 },
  { label: "PI", cents: 0 },
  { label: "Paid", cents: 11860, sign: "=" },
];
export const unbalanced: MoneyTerm[] = balanced.map((term) => (term.sign ? { ...term, cents: 11480 } : term));
export const patientFile: Pick<PatientFile, "name" | "birth" | "deceased_on" | "sex" | "account_number" | "phone" | "coverages" | "balances" | "attention"> = {
  name: { family: "SMITH-JONES", given: "Mary Ann" },
  birth: { date: "1945-07-14", age_years: 81 },
  deceased_on: null,
  sex: "female",
  account_number: "004817",
  phone: "(555) 010-0142",
  coverages: [{ coverage_id: "cov-1", sequence: 1, payer_name: "Ridgeway Senior Advantage", member_id: "RSA4471009306", group_number: "", relationship: "oneself", effective_on: "2026-02-01", ends_on: null, is_active: true }],
  balances: { insurance_cents: 32300, patient_cents: 8415, total_cents: 40715 },
  attention: [{ what: "denied", count: 1, from: null, to: null }],
};
