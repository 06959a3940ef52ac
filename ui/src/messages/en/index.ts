import type { AreaName, ClaimStateName, ClassName, ErrorCode, Relationship, RoleName, Sex } from "$lib/wire/generated";
import { charges } from "./charges";
import { claims } from "./claims";
import { commands } from "./commands";
import { denials } from "./denials";
import { drafts } from "./drafts";
import { findings } from "./findings";
import { jobs } from "./jobs";
import { kit } from "./kit";
import { office } from "./office";
import { patients } from "./patients";
import { problems } from "./problems";
import { remittances } from "./remittances";
import { settings } from "./settings";
import { start } from "./start";
import { users } from "./users";
import { worklist } from "./worklist";

const roles: Record<RoleName, string> = {
  front_desk: "Front desk",
  coder: "Coder",
  biller: "Biller",
  supervisor: "Supervisor",
  auditor: "Auditor",
  administrator: "Administrator",
};

const classes: Record<ClassName, string> = {
  demographics: "demographics",
  identifiers: "identifiers",
  coverage: "coverage",
  clinical: "clinical",
  financial: "financial",
  sensitive: "sensitive",
  administrative: "administrative",
};

const claimStates: Record<ClaimStateName, string> = {
  draft: "Draft",
  needs_correction: "Needs correction",
  scrubbed: "Scrubbed",
  ready: "Ready",
  on_hold: "On hold",
  approved: "Approved",
  queued: "In outbox",
  transmitted: "Sent",
  unconfirmed: "Unconfirmed",
  file_rejected: "File rejected",
  file_accepted: "File accepted",
  clearinghouse_rejected: "Clearinghouse rejected",
  clearinghouse_accepted: "At clearinghouse",
  payer_rejected: "Payer rejected",
  payer_accepted: "Payer accepted",
  pended: "Pended",
  in_adjudication: "In adjudication",
  paid: "Paid",
  partially_paid: "Partly paid",
  patient_responsibility: "Patient share due",
  denied: "Denied",
  forwarded_crossover: "Forwarded",
  reversed: "Reversed",
  next_payer: "With next payer",
  patient_balance: "Patient owes",
  write_off_pending: "Write-off to approve",
  written_off: "Written off",
  voided: "Voided",
  closed: "Closed",
};

const relationships: Record<Relationship, string> = {
  oneself: "Self",
  spouse: "Spouse",
  child: "Child",
  other: "Other",
};

const sexes: Record<Sex, string> = { female: "F", male: "M", unknown: "Unknown" };

const errors: Record<ErrorCode, string> = {
  no_store: "There is no practice in the folder any more. Lock, and look at the gate.",
  wrong_passphrase: "That passphrase doesn’t open this user’s key.",
  too_soon: "Too soon after a miss. Wait a moment.",
  not_permitted: "Your role does not allow this. Ask a supervisor.",
  in_use: "Another program has this practice open. Close it, then try again.",
  damaged: "A part of the store is damaged. Stop, and restore the last backup.",
  newer_store: "The store was written by a newer Claimkeep. Install that version.",
  disk_full: "The disk is full, so this could not be journaled and nothing is shown. Free some space, then try again.",
  read_only: "The store cannot be written, so this could not be journaled. Check the folder’s rights, then try again.",
  io: "The machine refused to read or write. Try again; if it stays, check the disk.",
  not_found: "This record is not there any more.",
  bad_value: "That is not a value this field takes.",
  locked: "The desk is locked.",
  busy: "Long work has the desk. Wait until it is done, or cancel it, then try again.",
};

const areas: Record<AreaName, string> = {
  worklist: "Worklist",
  patients: "Patients",
  charges: "Charges",
  claims: "Claims",
  remittances: "Remittances",
  denials: "Denials",
  office: "Office",
  users: "Users",
  settings: "Settings",
};

/** Every text of the window, in English. The other languages have the same shape: a missing key does not pass the type check. */
export const en = {
  product: "Claimkeep",
  charges,
  claims,
  commands,
  denials,
  drafts,
  findings,
  jobs,
  kit,
  office,
  patients,
  problems,
  remittances,
  settings,
  start,
  users,
  worklist,
  areas,
  roles,
  claimStates,
  relationships,
  sexes,
  errors,
  classes,
  keys: {
    enter: "Enter",
    escape: "Esc",
    arrows: "↑↓",
    j: "J",
    k: "K",
    slash: "/",
    f3: "F3",
    f6: "F6",
    lock: "Ctrl+Shift+L",
    tabs: "Ctrl+1…2",
    previous: "Ctrl+PgUp",
    next: "Ctrl+PgDn",
  },
  frame: {
    areas: "Main areas",
    office: "Office and areas",
    patients: "Patients",
    find: "Find",
    status: "Status",
    locksAfter: (minutes: number) => `Locks after ${minutes} min idle`,
    lockNow: "Lock, switch user",
    demo: "DEMO",
    demoNote: "Invented people and money. Nothing is sent.",
    move: "move",
    open: "open",
    filter: "search",
    nextPane: "next pane",
    back: "back",
    tabs: "tabs",
    dismiss: "Dismiss",
    messages: "Messages",
  },
  lock: {
    warning: (seconds: number) => `Locks in ${seconds} s.`,
    stay: "Press any key to stay. Drafts are kept.",
  },
  field: {
    sealed: (className: ClassName) => `Sealed: ${classes[className]}`,
    sealedWhy: "Your role holds no key for it.",
    damaged: (className: ClassName) => `Damaged: ${classes[className]}`,
    none: "none",
  },
  state: {
    loading: "Loading…",
    again: "Try again",
    errorTitle: "That did not work",
    deniedTitle: "Your role cannot open patients",
    denied: (role: string) =>
      `${role} holds no key to any patient’s record, so nothing here can be opened, by you or by this program. Switch user if you need it.`,
  },
  patientList: {
    title: "Patients",
    search: "Find",
    searchHint: "Name, birth date, phone, account or member ID",
    name: "Name",
    born: "Born",
    account: "Account",
    balance: "Balance",
    list: "Patients found",
    count: (count: number, hasMore: boolean) =>
      hasMore ? `First ${count} shown. Type more to narrow.` : count === 1 ? "1 patient" : `${count} patients`,
    noneTitle: "No patients yet",
    none: "Bring them in with “claimkeep import patients FILE.csv” or “claimkeep import 837 FILE”.",
    noMatchTitle: (text: string) => `Nobody matches “${text}”`,
    noMatch: "Names match from their beginning, birth dates as 07/14/1945, phones by their digits. Esc clears the search.",
  },
  patientFile: {
    title: "Patient file",
    banner: "Patient",
    position: (position: number, count: number) => `${position} of ${count} found`,
    previous: "Previous",
    next: "Next",
    tabs: "Patient file",
    summary: "Summary",
    coverage: "Coverage",
    born: "Born",
    died: "Died",
    age: (years: number) => `(${years} y)`,
    sex: "Sex",
    account: "Account",
    phone: "Phone",
    active: "Active",
    notActive: "No active coverage",
    memberId: "Member ID",
    withInsurers: "With insurers",
    patientOwes: "Patient owes",
    whoOwes: "Who owes what",
    openBalance: "Open balance",
    contact: "Contact",
    address: "Address",
    claims: "Claims",
    noClaimsTitle: "No claims yet",
    noClaims: "A claim is made when a visit is charged.",
    noCoverageTitle: "No coverage on file",
    noCoverage: "Bring it in with “claimkeep import coverages FILE.csv”.",
    claimColumns: {
      service: "Service date",
      number: "Claim",
      payer: "Payer",
      state: "State",
      charge: "Charge",
      paid: "Paid",
      adjusted: "Adjusted",
      balance: "Balance",
    },
    coverageColumns: {
      order: "Order",
      payer: "Payer",
      memberId: "Member ID",
      group: "Group",
      relationship: "Relationship",
      from: "From",
      to: "To",
      state: "Today",
    },
    order: (sequence: number) => ["", "1 Primary", "2 Secondary", "3 Tertiary"][sequence] ?? String(sequence),
    since: (day: string) => `from ${day}`,
    until: (day: string) => `until ${day}`,
    covers: "Covers",
    coversNot: "Does not cover",
    claimsSealed: "The list of claims",
  },
};

export type Messages = typeof en;
