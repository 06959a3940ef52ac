// Made by `cargo xtask codegen` out of the crate `wire`. Do not edit.

/** One entry about the patient. */
export type AccessRow = { 
/** Number in the journal. */
sequence: number, 
/** When. */
at: MomentView, 
/** Who. */
actor: string, 
/** In which role. */
role: RoleName, 
/** What, as the journal's code. */
action: string, };

/** A claim that an acknowledgment moved. */
export type AcknowledgedClaim = { 
/** Id. */
claim_id: string, 
/** Number that the answer named, as we sent it. */
patient_control_number: string, 
/** State before. */
from: ClaimStateView, 
/** State after. */
to: ClaimStateView, 
/** Why, in codes and words. */
reason: string, };

/** What an acknowledgment file said. */
export type AcknowledgmentTaken = { 
/** `TA1`, `999`, `277CA`. */
kind: string, 
/** Claims that moved. */
moved: Array<AcknowledgedClaim>, 
/** How many of them were rejected. */
rejected: number, 
/** Answers that found nothing of ours. */
unmatched: number, };

/** Does one of the six things with a denial. */
export type ActOnDenialRequest = { 
/** The work item or the claim. */
id: string, 
/** What to do, with its fields as typed. */
act: DenialActRequest, };

/** What became of it. */
export type ActedView = { "outcome": "done", 
/** The claim to go on with. */
claim_id: string, 
/** What takes it back, where it may be. */
undo_row_id: string | null, } | { "outcome": "refused", 
/** At least one. */
problems: Array<FieldProblemView>, } | { "outcome": "blocked", 
/** Why. */
block: ActionBlockName, };

/** Why an action is not possible now. */
export type ActionBlockName = "never_adjudicated" | "correction_begun" | "with_payer" | "no_payer_number" | "nothing_denied" | "no_next_payer" | "next_payer_billed" | "forwarded" | "group_forbids" | "write_off_asked" | "nothing_open";

/** An action that needs a permission, as it is named on the wire. */
export type ActionName = "read_patient" | "write_patient" | "merge_patients" | "read_claim" | "code_visit" | "write_claim" | "scrub_claim" | "work_claim" | "void_claim" | "transmit" | "post_remittance" | "undo_remittance" | "undo_any_remittance" | "work" | "approve_write_off" | "report_money" | "change_reference" | "add_reference" | "read_reference" | "enrol_user" | "approve_user" | "disable_user" | "list_users" | "read_audit" | "verify_audit" | "verify_store" | "import_codes";

/** One action as it stands. */
export type ActionOfferView = { 
/** Which. */
action: DenialActionName, 
/** Why not, where it is not possible. */
block: ActionBlockName | null, };

/** Adds a note. */
export type AddNoteRequest = { 
/** About whom. */
patient_id: string, 
/** About which of his claims. */
claim_id: string | null, 
/** What it is about. */
kind: NoteKindName, 
/** What it says. */
text: string, };

/** Enrols a person. */
export type AddUserRequest = { 
/** The name that unlocks. */
name: string, 
/** What the person works as. */
role: RoleName, 
/** Who agrees; empty for nobody. */
second: string, 
/** Token of: the new passphrase, the same again, the passphrase of who agrees. */
secret: string, };

/** An address, as a form has it. */
export type AddressFields = { 
/** Street. */
line1: string, 
/** Second line. */
line2: string, 
/** City. */
city: string, 
/** State. */
state: string, 
/** ZIP code. */
zip: string, };

/** Writes a note anew; what it said stays in it. */
export type AmendNoteRequest = { 
/** The note. */
note_id: string, 
/** What it says now. */
text: string, };

/** Writes down what the provider answered. */
export type AnswerQueryRequest = { 
/** The question. */
query_id: string, 
/** The answer. */
answer: string, };

/** Mends a claim by the fix that its finding offers. */
export type ApplyFixRequest = { 
/** The claim. */
claim_id: string, 
/** Rule. */
rule: string, 
/** The field as the scrubber names it. */
about: string, };

/** Hands an enrolled person the keys of the role. */
export type ApproveUserRequest = { 
/** The person. */
name: string, 
/** Who agrees; empty for nobody. */
second: string, 
/** Token of: the passphrase of who agrees; empty for none. */
secret: string, };

/** Releases a claim to be sent. */
export type ApproveVisitRequest = { 
/** The claim. */
claim_id: string, };

/** A main area of the window. */
export type AreaName = "worklist" | "patients" | "charges" | "claims" | "remittances" | "denials" | "office" | "users" | "settings";

/** Asks a visit's provider. */
export type AskProviderRequest = { 
/** The visit. */
encounter_id: string, 
/** The question. */
question: string, };

/** Gives rows to a person. */
export type AssignWorkRequest = { 
/** The rows. */
row_ids: Array<string>, 
/** User name; empty is nobody. */
owner: string, };

/** Keeps a file that was chosen or dropped. */
export type AttachDocumentRequest = { 
/** The file's token. */
token: string, 
/** Whose document it is. */
patient_id: string, 
/** What kind of paper it is. */
kind: DocumentKindName, 
/** Its title. */
title: string, };

/** What somebody should look at. */
export type AttentionName = "denied" | "rejected" | "not_covered" | "gap" | "overlap";

/** Something that somebody should look at. */
export type AttentionView = { 
/** What. */
what: AttentionName, 
/** How many claims, or days. */
count: number, 
/** First day, where it has days. */
from: string | null, 
/** Last day, where it has days. */
to: string | null, };

/** What is open on a patient's account. */
export type BalancesView = { 
/** With insurers. */
insurance_cents: Cents, 
/** The patient's own share. */
patient_cents: Cents, 
/** All that is open. */
total_cents: Cents, };

/** A claim of an interchange. */
export type BatchClaimView = { 
/** Claim. */
claim_id: string, 
/** Number of the current version. */
patient_control_number: Field<string>, 
/** Patient's name. */
patient_name: Field<NameView>, 
/** First date of service. */
date_of_service: Field<string>, 
/** Charge. */
charge_cents: Field<Cents>, 
/** Open. */
balance_cents: Field<Cents>, 
/** State now. */
state: Field<ClaimStateView>, 
/** Why it stands there. */
reason: Field<string>, };

/** An interchange with its claims as they stand now. */
export type BatchFileView = { 
/** How far it has come. */
progress: BatchView, 
/** BHT03. */
reference: string, 
/** Claims in file order, at most [`BATCH_CLAIMS_SHOWN`]. */
claims: Array<BatchClaimView>, 
/** What the acknowledgments said, newest last. */
answers: Array<string>, };

/** One interchange. */
export type BatchRowView = { 
/** Id. */
batch_id: string, 
/** File name. */
file_name: string, 
/** Payer. */
payer_name: string, 
/** ISA13. */
control_number: string, 
/** Claims. */
claims: number, 
/** Σ charges. */
charge_cents: Cents, 
/** Day. */
created_on: string, 
/** State. */
state: BatchStateName, };

/** Where an interchange stands. */
export type BatchStateName = "queued" | "transmitted" | "accepted" | "rejected";

/** A station on the way of an interchange. */
export type BatchStepKind = "made" | "handed_over" | "acknowledged" | "accepted" | "adjudicated";

/** How far an interchange is at a station. */
export type BatchStepState = "done" | "partly" | "refused" | "unconfirmed" | "waiting";

/** A station with the claims that passed it. */
export type BatchStepView = { 
/** Station. */
kind: BatchStepKind, 
/** How far. */
state: BatchStepState, 
/** Passed: at it or beyond. */
passed: number, 
/** Refused there. */
refused: number, 
/** The practice's day and time of the newest of them (`2026-07-27T16:10`). */
at: string | null, };

/** An interchange and how far it has come. */
export type BatchView = { 
/** As lists show it. */
batch: BatchRowView, 
/** Its stations, in order. */
steps: Array<BatchStepView>, 
/** Claims whose transfer was cut. */
unconfirmed: number, 
/** Claims that were refused and not corrected since. */
rejected: number, };

/** A billing provider, as its form has it. */
export type BillingProviderFields = { 
/** Name of the organisation, or family name of a person. */
name: string, 
/** Given name of a person. */
first_name: string, 
/** NPI. */
npi: string, 
/** Tax id. */
tin: string, 
/** Whether the tax id is an SSN. */
tin_is_ssn: boolean, 
/** Taxonomy code. */
taxonomy: string, 
/** Street address. */
address: AddressFields, 
/** Whether claims are billed by it unless a visit names another. */
is_default: boolean, };

/** A billing provider. */
export type BillingProviderView = { 
/** The record. */
id: string, 
/** What it says. */
fields: BillingProviderFields, 
/** The taxonomy code in words; empty when unknown. */
taxonomy_label: string, };

/** Birth date with today's age. */
export type BirthView = { 
/** Day of birth, `YYYY-MM-DD`. */
date: string, 
/** Full years today, in the practice's time zone. */
age_years: number, };

/** Asks a job to stop at the next safe place. */
export type CancelJobRequest = { 
/** Which. */
job_id: string, };

/** A line of a claim that a payment may be about. */
export type CandidateLineView = { 
/** Number. */
number: number, 
/** Procedure. */
procedure: PaidProcedureView, 
/** Charge. */
charge_cents: Cents, };

/** An amount in integer cents. Crosses as a JavaScript number: `values::Money` keeps |cents| < 2^53. */
export type Cents = number;

/** Gives the person at the desk a new passphrase. */
export type ChangePassphraseRequest = { 
/** Token of: the old passphrase, the new one, the same again. */
secret: string, };

/** Judges the form while it is typed. */
export type CheckVisitRequest = { 
/** The form. */
form: VisitForm, };

/** Something to choose. */
export type ChoiceView = { 
/** The value of the field. */
value: string, 
/** What to show. */
label: string, 
/** A number beside it. */
detail: string, };

/** One adjustment. */
export type ClaimAdjustmentView = { 
/** Line; none for the claim as a whole. */
line: number | null, 
/** Group and reason code (`CO-45`). */
code: string, 
/** Amount. */
amount_cents: Cents, };

/** A claim that a payment may be about. */
export type ClaimCandidateView = { 
/** The claim. */
claim_id: string, 
/** Its number. */
patient_control_number: Field<string>, 
/** Its patient. */
patient_name: Field<NameView>, 
/** First day of service. */
date_of_service: Field<string>, 
/** Its payer. */
payer_name: Field<string>, 
/** Charge. */
charge_cents: Field<Cents>, 
/** Open. */
balance_cents: Field<Cents>, 
/** Where it stands. */
state: Field<ClaimStateView>, 
/** What is as the payer says, the weightiest first. */
alike: Array<LikenessName>, 
/** Its lines. */
lines: Array<CandidateLineView>, };

/** A finding of the last scrub. */
export type ClaimFileFinding = { 
/** How bad. */
severity: ClaimFindingSeverity, 
/** Rule. */
rule: string, 
/** What is wrong. */
message: string, 
/** How to fix it. */
remedy: string, };

/** A service line with what is open on it. */
export type ClaimFileLine = { 
/** Number. */
line: number, 
/** Procedure code with its modifiers. */
procedure: string, 
/** Diagnosis letters (`AB`). */
pointers: string, 
/** Units or minutes. */
units: string, 
/** First day. */
date_of_service: string | null, 
/** Charge. */
charge_cents: Cents, 
/** Open with the payer. */
insurance_cents: Field<Cents>, 
/** Denied and not acted on. */
denied_cents: Field<Cents>, 
/** Owed by the patient. */
patient_cents: Field<Cents>, };

/** One claim. */
export type ClaimFileView = { 
/** Id. */
claim_id: string, 
/** Number of the current version. */
patient_control_number: Field<string>, 
/** Patient. */
patient_id: Field<string>, 
/** Patient's name. */
patient_name: Field<NameView>, 
/** Payer. */
payer_name: Field<string>, 
/** First date of service. */
date_of_service: Field<string>, 
/** State. */
state: Field<ClaimStateView>, 
/** Why it stands there. */
reason: Field<string>, 
/** Version. */
version: Field<number>, 
/** Frequency code of the current version. */
frequency: Field<string>, 
/** Payer's claim control number of the newest remittance. */
payer_claim_control_number: Field<string>, 
/** Last day to file. */
filing_limit_on: Field<string>, 
/** Charge. */
charge_cents: Field<Cents>, 
/** Paid by the payer. */
paid_cents: Field<Cents>, 
/** Adjusted by the payer. */
adjustment_cents: Field<Cents>, 
/** Left to the patient. */
patient_responsibility_cents: Field<Cents>, 
/** Open. */
balance_cents: Field<Cents>, 
/** Diagnosis codes in order. */
diagnoses: Field<Array<string>>, 
/** Service lines. */
lines: Field<Array<ClaimFileLine>>, 
/** Findings of the last scrub. */
findings: Field<Array<ClaimFileFinding>>, 
/** Attempts to send it, oldest first. */
submissions: Field<Array<ClaimSubmissionView>>, 
/** What payers decided, oldest first. */
outcomes: Field<Array<ClaimOutcomeView>>, 
/** What happened, oldest first. */
history: Field<Array<ClaimHistoryView>>, 
/** The claim to the payer before. */
previous_claim_id: string | null, 
/** The claim to the next payer. */
next_claim_id: string | null, 
/** What may be done with it as it stands. */
steps: ClaimStepsView, };

/** How bad a finding of the scrubber is. */
export type ClaimFindingSeverity = "stop" | "warn" | "info";

/** The claim of a form. */
export type ClaimHead = { 
/** Which. */
claim_id: string, 
/** CLM01 of the current version. */
patient_control_number: Field<string>, 
/** Where it stands. */
state: Field<ClaimStateView>, 
/** Version, from 1. */
version: Field<number>, 
/** Frequency code: 1, 7, 8. */
frequency: Field<string>, 
/** Whether a corrected version can be begun. */
can_correct: boolean, 
/** Whether its charge can be taken back. */
can_void: boolean, };

/** One step of the claim's life. */
export type ClaimHistoryView = { 
/** When, on the practice's clock (`2026-07-27T16:10`). */
at: string, 
/** Who. */
by: string, 
/** State after it. */
state: ClaimStateView, 
/** What happened. */
what: string, };

/** One adjudication. */
export type ClaimOutcomeView = { 
/** Remittance. */
remittance_id: string, 
/** CLP02. */
status: string, 
/** Payer's claim control number. */
payer_claim_control_number: string, 
/** Day. */
adjudicated_on: string, 
/** Paid. */
paid_cents: Cents, 
/** Every adjustment. */
adjustments: Array<ClaimAdjustmentView>, 
/** Whether the remittance was undone. */
is_undone: boolean, };

/** A claim of a patient, as a row. */
export type ClaimRow = { 
/** The claim. */
claim_id: string, 
/** CLM01 as last sent or to be sent. */
patient_control_number: Field<string>, 
/** First day of service, `YYYY-MM-DD`. */
date_of_service: Field<string>, 
/** Name of the payer. */
payer_name: Field<string>, 
/** Where it stands. */
state: Field<ClaimStateView>, 
/** Total charge. */
charge_cents: Field<Cents>, 
/** Paid by payers and patient. */
paid_cents: Field<Cents>, 
/** Adjusted. */
adjustment_cents: Field<Cents>, 
/** Still open. */
balance_cents: Field<Cents>, };

/** A state of the life cycle (product.md). */
export type ClaimStateName = "draft" | "needs_correction" | "scrubbed" | "ready" | "on_hold" | "approved" | "queued" | "transmitted" | "unconfirmed" | "file_rejected" | "file_accepted" | "clearinghouse_rejected" | "clearinghouse_accepted" | "payer_rejected" | "payer_accepted" | "pended" | "in_adjudication" | "paid" | "partially_paid" | "patient_responsibility" | "denied" | "forwarded_crossover" | "reversed" | "next_payer" | "patient_balance" | "write_off_pending" | "written_off" | "voided" | "closed";

/** A claim's state with its tone. */
export type ClaimStateView = { 
/** Where the claim stands. */
name: ClaimStateName, 
/** How to take it. */
tone: Tone, };

/** A step that a person takes with claims. */
export type ClaimStep = { "name": "approve" } | { "name": "withdraw_approval" } | { "name": "hold", 
/** Why, without names. */
reason: string, } | { "name": "release" } | { "name": "correct" } | { "name": "void" };

/** Whether the claim went on. */
export type ClaimStepTaken = { 
/** Where it stands now; `null` where it was held. */
state: ClaimStateView | null, 
/** Why it was held; empty where it went on. */
held: Array<string>, };

/** Which steps the claim's state allows. */
export type ClaimStepsView = { 
/** Released to be sent. */
may_approve: boolean, 
/** The release taken back. */
may_withdraw: boolean, 
/** Held back. */
may_hold: boolean, 
/** Let go on. */
may_release: boolean, 
/** Fixed and sent as an original: it was never adjudicated. */
may_fix: boolean, 
/** Replaced (frequency 7): it was adjudicated. */
may_replace: boolean, 
/** Taken back for good. */
may_void: boolean, };

/** One attempt to send the claim. */
export type ClaimSubmissionView = { 
/** Version. */
version: number, 
/** Number that was sent. */
patient_control_number: string, 
/** Frequency code. */
frequency: string, 
/** Interchange. */
batch_id: string, 
/** Day. */
sent_on: string, };

/** What they come to. */
export type ClaimTotalsView = { 
/** Claims. */
claims: number, 
/** Service lines. */
lines: Field<number>, 
/** Σ charges. */
charge_cents: Cents, 
/** Payers. */
payers: Array<PayerTotalView>, };

/** A confidentiality class, as it is named on the wire. */
export type ClassName = "demographics" | "identifiers" | "coverage" | "clinical" | "financial" | "sensitive" | "administrative";

/** What the book says of a code. */
export type CodeCheck = { 
/** Its place in the form, from 0. */
at: number, 
/** The code as it is written. */
code: string, 
/** Its text; empty where there is none that may be shown. */
text: string, 
/** Whether it may stand on the day. */
validity: ValidityName, };

/** A code with its words. */
export type CodeChoice = { 
/** The code. */
code: string, 
/** Its words. */
label: string, };

/** Which codes to look for. */
export type CodeKindName = "diagnosis" | "procedure" | "any";

/** A code with its words. */
export type CodeTextView = { 
/** The code. */
code: string, 
/** Our own wording, in English; empty for an unknown code. */
label: string, };

/** Which of a file's columns is one of ours. */
export type ColumnPlace = { 
/** Our column. */
column: string, 
/** The file's column, counted from 0. */
place: number, };

/** A line as we sent it beside the payer's answer. */
export type ComparedLineView = { 
/** Our number; `null` for what the payer answered about no line of ours. */
line: number | null, 
/** First day of service. */
date_of_service: string | null, 
/** What we sent. */
sent: SaidLineView | null, 
/** What the payer answered. */
answered: SaidLineView | null, 
/** Allowed. */
allowed_cents: Cents | null, 
/** Group CO. */
contractual_cents: Cents, 
/** Group PR. */
patient_cents: Cents, 
/** Group OA. */
other_cents: Cents, 
/** Group PI. */
payer_cents: Cents, 
/** Paid. */
paid_cents: Cents, 
/** Whether the payer read it otherwise. */
differs: boolean, 
/** Whether it stands denied. */
is_denied: boolean, };

/** Asks for the patient's last visit as a new form. */
export type CopyLastVisitRequest = { 
/** Whose. */
patient_id: string, };

/** The last visit, with today's date. */
export type CopyLastVisitResponse = { 
/** `null` where there was none. */
form: VisitForm | null, };

/** Begins a corrected version of a sent claim. */
export type CorrectClaimRequest = { 
/** The claim. */
claim_id: string, };

/** A policy as a form has it. */
export type CoverageFields = { 
/** The payer's record. */
payer: string, 
/** Turn: `P`, `S`, `T`, `A` … */
sequence: string, 
/** Member id; `null` is sealed, and stays as it is. */
member_id: string | null, 
/** Group or policy number. */
group_number: string, 
/** Plan. */
plan_name: string, 
/** Claim filing indicator, where it differs from the payer's. */
filing_indicator: string, 
/** The patient's relationship to the subscriber, as its code. */
relationship: string, 
/** The subscriber, where he is not the patient. */
subscriber: SubscriberFields, 
/** First day, as typed. */
effective_on: string, 
/** Last day, as typed. */
ends_on: string, };

/** A coverage of a patient. */
export type CoverageView = { 
/** The policy. */
coverage_id: string, 
/** 1 primary, 2 secondary, 3 tertiary, and so on; 0 is unknown. */
sequence: number, 
/** Name of the payer. */
payer_name: string, 
/** Member id. */
member_id: Field<string>, 
/** Group number; empty is none. */
group_number: string, 
/** Relationship to the subscriber. */
relationship: Relationship, 
/** First day, `YYYY-MM-DD`; `null` is unknown. */
effective_on: string | null, 
/** Last day; `null` is open. */
ends_on: string | null, 
/** Whether it covers today. */
is_active: boolean, };

/** One of our columns. */
export type CsvColumnView = { 
/** Our name. */
name: string, 
/** Whether it must have a place. */
is_needed: boolean, 
/** The file's column that its name tells; `null` for none. */
place: number | null, };

/** What a table brings, or would bring. */
export type CsvForeseen = { 
/** Rows. */
rows: number, 
/** Rows that are new records. */
rows_new: number, 
/** Rows that change a record. */
rows_changed: number, 
/** Rows that say what is there already. */
rows_same: number, 
/** Rows that are left out. */
rows_bad: number, };

/** What a table looks like. */
export type CsvGlanceView = { 
/** Its header. */
header: Array<string>, 
/** Its first rows. */
rows: Array<Array<string>>, 
/** How many rows it has. */
count: number, 
/** Our columns with their places. */
columns: Array<CsvColumnView>, };

/** A kind of CSV file (product.md "Import"). */
export type CsvKindName = "patients" | "coverages" | "payers" | "providers" | "fees" | "encounters";

/** What a CSV file brought. */
export type CsvTaken = { 
/** Rows. */
rows: number, 
/** Rows that were taken. */
rows_imported: number, 
/** Rows that were not. */
rows_bad: number, };

/** What a typed day is about. */
export type DayOfName = "business" | "birth";

/** A patient on the list of a day. */
export type DayPatientView = { 
/** As lists show him. */
patient: PatientRow, 
/** Why he is on it. */
because: DayReason, 
/** The first payer on that day; absent where nobody covers it. */
covered_by: Field<string>, };

/** Why a patient is on the list of a day. */
export type DayReason = "visit" | "new" | "changed" | "opened";

/** A deadline with the days that are left. */
export type DeadlineView = { 
/** The last day. */
due_on: string, 
/** Days left; below zero it has passed. */
days_left: number, 
/** How much of 90 days is left, in per cent. */
left_percent: number, 
/** How pressing it is. */
urgency: UrgencyName, };

/** Decides about a claim payment of a remittance that is not posted. Nothing is posted. */
export type DecideClaimPaymentRequest = { 
/** The remittance. */
remittance_id: string, 
/** The claim payment. */
position: number, 
/** What. */
decision: PaymentDecision, };

/** Approves or returns a write-off that somebody else asked for. */
export type DecideWriteOffRequest = { 
/** The request. */
row_id: string, 
/** Why it is returned; `null` approves it. */
return_why: string | null, };

/** What became of the decision. */
export type DecidedView = { "outcome": "done", 
/** The claim. */
claim_id: string, } | { "outcome": "own_request" } | { "outcome": "lapsed" } | { "outcome": "refused", 
/** At least one. */
problems: Array<FieldProblemView>, };

/** The payer's decision. */
export type DecisionView = { 
/** The remittance. */
remittance_id: string, 
/** Its trace. */
trace: string, 
/** Day. */
adjudicated_on: string, 
/** The payer's own number of the claim. */
payer_claim_control_number: string, 
/** Paid. */
paid_cents: Cents, };

/** One of the six things with its fields as typed. */
export type DenialActRequest = { "action": "correct" } | { "action": "appeal", 
/** The day by which the payer should answer. */
answer_by: string, 
/** What was sent, and how. */
note: string, } | { "action": "next_payer" } | { "action": "patient" } | { "action": "write_off", 
/** Amount. */
amount: string, 
/** Why. */
why: string, } | { "action": "wait", 
/** The day. */
until: string, 
/** Why. */
why: string, };

/** What may be done, in the order of the keys 1 to 6. */
export type DenialActionName = "correct" | "appeal" | "next_payer" | "patient" | "write_off" | "wait";

/** A step on the way. */
export type DenialEventView = { 
/** Day. */
on: string, 
/** Who. */
by: string, 
/** State after it. */
state: ClaimStateView, 
/** What happened, as it was noted. */
what: string, };

/** Where a case stands. */
export type DenialStandingName = "denied" | "rejected" | "appealed" | "write_off_asked" | "corrected" | "settled";

/** A denied or rejected claim with all that is needed to decide. */
export type DenialView = { 
/** The claim. */
claim_id: string, 
/** Number of the claim. */
patient_control_number: Field<string>, 
/** Its patient. */
patient_id: Field<string>, 
/** Name. */
patient_name: Field<NameView>, 
/** Birth date and age. */
birth: Field<BirthView>, 
/** The practice's own number. */
account_number: Field<string>, 
/** Payer. */
payer_name: Field<string>, 
/** Where it stands. */
standing: DenialStandingName, 
/** The state of the claim. */
state: ClaimStateView, 
/** Why it stands there. */
state_reason: string, 
/** The kind of the item that is worked. */
item_kind: WorkKindName | null, 
/** Who has it. */
owner: string | null, 
/** Until when it is put aside. */
snoozed_until: string | null, 
/** Why it is put aside, or what was appealed. */
item_note: string, 
/** The payer's decision; `null` for a rejection. */
decision: DecisionView | null, 
/** What was denied. */
denied: Array<DeniedLineView>, 
/** What we sent beside what the payer answered. */
lines: Array<ComparedLineView>, 
/** Diagnoses as sent. */
diagnoses: Array<string>, 
/** Prior authorisation as sent; empty is none. */
prior_authorization: string, 
/** Referral number as sent; empty is none. */
referral_number: string, 
/** Money in question. */
at_risk_cents: Cents, 
/** The amount that a write-off would take, as the field begins with. */
write_off_amount: string, 
/** Last day to appeal, or to file a rejected claim. */
deadline: DeadlineView | null, 
/** The payer that covers the rest. */
next_payer: string | null, 
/** What happened. */
history: Array<DenialEventView>, 
/** What proves that it was sent. */
proof: Array<SendingProofView>, 
/** The six actions. */
offers: Array<ActionOfferView>, 
/** What to do first, then. */
suggested: Array<DenialActionName>, 
/** A write-off that waits. */
write_off: WriteOffRequestView | null, };

/** One reason for which money was denied. */
export type DeniedAmountView = { 
/** Who bears it. */
group: GroupCode, 
/** Reason code. */
carc: CodeTextView, 
/** What a person does first, one sentence, in English; empty for an unknown code. */
first_action: string, 
/** Remark codes. */
remarks: Array<CodeTextView>, 
/** The amount. */
amount_cents: Cents, };

/** A denied line with its reasons. */
export type DeniedLineView = { 
/** Our number; `null` for the claim as a whole. */
line: number | null, 
/** Reasons. */
reasons: Array<DeniedAmountView>, };

/** A bank deposit. */
export type DepositView = { 
/** Day, `YYYY-MM-DD`. */
on: string, 
/** What the bank credited. */
amount_cents: Cents, 
/** What that is more than the payment. */
difference_cents: Cents, 
/** Whether it is the payment to the cent. */
is_matched: boolean, };

/** Asks how far a job has come. */
export type DescribeJobRequest = { 
/** Which. */
job_id: string, };

/** Asks which notes the person may write, and about whom a note from this place would be. */
export type DescribeNoteRequest = { 
/** The patient, where the place has one. */
patient_id: string | null, 
/** The claim, where the place has one. */
claim_id: string | null, };

/** What a new note would be. */
export type DescribeNoteResponse = { 
/** About whom. */
patient_id: string, 
/** The kinds that the person may write. */
kinds: Array<NoteKindName>, };

/** Asks who is at the desk. */
export type DescribeSessionRequest = Record<symbol, never>;

/** Takes a person's keys away. */
export type DisableUserRequest = { 
/** The person. */
name: string, };

/** Drops the draft of a form. */
export type DiscardDraftRequest = { 
/** The form's name. */
form: string, 
/** The record's id; empty for a new one. */
subject: string, };

/** It is gone. */
export type DiscardDraftResponse = Record<symbol, never>;

/** What kind of paper a document is: it decides the class. */
export type DocumentKindName = "insurance_card" | "identity_paper" | "letter" | "explanation_of_benefits" | "clinical";

/** A document. */
export type DocumentView = { 
/** The document. */
document_id: string, 
/** What it is. */
content: Field<DocumentWordsView>, };

/** What is told of a document. */
export type DocumentWordsView = { 
/** What kind of paper it is. */
kind: DocumentKindName, 
/** Its title. */
title: string, 
/** Whether it can be shown here; a PDF is kept and not shown. */
is_image: boolean, 
/** Size in kB, rounded up. */
size_kb: number, 
/** When it was kept. */
at: MomentView, 
/** By whom. */
by: string, 
/** When it was taken out of the list. */
removed_at: MomentView | null, };

/** A draft in the list. */
export type DraftRow = { 
/** The form's name. */
form: string, 
/** The record's id; empty for a new one. */
subject: string, 
/** When it was saved last (UTC). */
saved_at: string, };

/** Waits, for some seconds at most, until something happens above the window. */
export type DroppedFilesRequest = { 
/** Whether the page shows already that files are above it: then only a change is news. */
is_over: boolean, };

/** What happened above the window. */
export type DroppedFilesResponse = { 
/** Whether files are held above the window now. */
is_over: boolean, 
/** What was dropped since the last answer. */
dropped: FilesView, };

/** Somebody on file who may be the same person. */
export type DuplicateView = { 
/** As lists show him. */
patient: PatientRow, 
/** Sex. */
sex: Field<Sex>, 
/** Phone. */
phone: Field<string>, 
/** Address in one line. */
address: Field<string>, 
/** In what he is alike, the weightiest first. */
alike: Array<SamePersonName>, };

/** A visit without a claim. */
export type EncounterRow = { 
/** The visit. */
encounter_id: string, 
/** Whose. */
patient_id: string, 
/** Name. */
patient_name: Field<NameView>, 
/** The practice's own number of the patient. */
account_number: Field<string>, 
/** Day, `YYYY-MM-DD`. */
day: string | null, 
/** Who rendered it; empty when it is not known yet. */
rendering_provider: string, 
/** Why the patient came. */
note: string, 
/** Where it stands. */
state: EncounterStateName, 
/** Days from the visit to today: its charge lag so far. */
lag_days: number | null, 
/** What it will charge; `null` before it has lines. */
charge_cents: Cents | null, 
/** The open question, or the newest answer. */
question: QueryView | null, };

/** Where a visit stands on its way to a claim. */
export type EncounterStateName = "to_code" | "queried" | "coded" | "claim";

/** Says that a policy ends. */
export type EndCoverageRequest = { 
/** The policy. */
coverage_id: string, 
/** Its last day, as typed. */
ends_on: string, };

/** Passphrases were taken over. */
export type EntrustedView = { 
/** Names them in the request that needs them; good once. */
token: string, };

/** What an entry is. */
export type EntryName = "charge" | "payer_payment" | "patient_payment" | "contractual" | "settled" | "denied" | "to_patient" | "to_insurer" | "to_next_payer" | "write_off" | "refund";

/** What went wrong, as a closed list that the window has words for. A code is added only when the window uses it; the words are those of the command line (`error.code`) where both have the case. */
export type ErrorCode = "no_store" | "wrong_passphrase" | "too_soon" | "not_permitted" | "in_use" | "damaged" | "newer_store" | "disk_full" | "read_only" | "io" | "not_found" | "bad_value" | "locked" | "busy";

/** A facility, as its form has it. */
export type FacilityFields = { 
/** Name. */
name: string, 
/** NPI. */
npi: string, 
/** Address. */
address: AddressFields, };

/** A facility. */
export type FacilityView = { 
/** The record. */
id: string, 
/** What it says. */
fields: FacilityFields, };

/** To whom an amount falls. */
export type FallsToName = "insurer" | "practice" | "patient";

/** A field of a record: its value, or the class that the role holds no key for, or the class whose cell does not open. */
export type Field<T> = T | { 
/** The class. */
sealed: ClassName, } | { 
/** The class. */
damaged: ClassName, } | null;

/** What is wrong with one field. The window has words for each that say what and how to fix it. */
export type FieldProblemName = "required" | "not_a_date" | "in_future" | "in_past" | "dates_out_of_order" | "not_an_amount" | "too_much" | "not_a_number" | "bad_npi" | "bad_shape" | "unknown" | "too_long" | "bad_character" | "taken" | "passphrase_too_short" | "passphrase_too_easy" | "passphrase_is_name" | "differs" | "wrong_passphrase" | "not_this_person" | "last_of_kind";

/** A field that was refused. */
export type FieldProblemView = { 
/** The field, as the request names it; a row of a list as `lines.2.charge`. */
field: string, 
/** What is wrong. */
problem: FieldProblemName, };

/** How bad a finding is. */
export type FileFindingSeverity = "error" | "warning" | "info";

/** What should be known of a file, with its place. */
export type FileFindingView = { 
/** How bad. */
severity: FileFindingSeverity, 
/** Code of the closed list. */
code: string, 
/** What. */
message: string, 
/** How to fix it. */
remedy: string, 
/** X12 segment from ISA = 1. */
segment: number | null, 
/** Element (`CLM02`) or CSV column. */
position: string | null, 
/** CSV line, the header being 1. */
line: number | null, };

/** What became of a file as a whole. */
export type FileOutcome = "imported" | "partial" | "duplicate" | "posted" | "rehearsed" | "held" | "refused";

/** What a file is wanted for. It decides what the dialog offers and how large the file may be. */
export type FilePurpose = "x12" | "csv" | "document";

/** Why a file was not taken. */
export type FileRefusal = "not_a_file" | "too_large" | "too_many" | "unreadable";

/** What came of a dialog or a drop. Both lists are empty where the person chose nothing. */
export type FilesView = { 
/** Taken. */
files: Array<PickedFileView>, 
/** Not taken. */
refused: Array<RefusedFileView>, };

/** Looks for claims that a payment may be about. */
export type FindClaimCandidatesRequest = { 
/** The remittance. */
remittance_id: string, 
/** The claim payment. */
position: number, 
/** What was typed; empty asks by the payer's words. */
text: string, };

/** Claims that a payment may be about. */
export type FindClaimCandidatesResponse = { 
/** The likeliest first. */
items: Array<ClaimCandidateView>, };

/** Looks for codes by part of one, or by words. */
export type FindCodesRequest = { 
/** What was typed. */
text: string, 
/** Which codes. */
kind: CodeKindName, 
/** The day of service as typed; empty for today. */
on: string, };

/** The codes found, the exact one first. */
export type FindCodesResponse = { 
/** At most 50. */
items: Array<FoundCode>, 
/** The day that was asked for, `YYYY-MM-DD`. */
on: string, };

/** Asks who on file may be the patient that is being typed. */
export type FindDuplicatesRequest = { 
/** The patient that is changed; `null` for a new one. */
patient_id: string | null, 
/** What was typed. */
fields: PatientFields, 
/** A member id, where one was typed with it. */
member_id: string, };

/** Who may be the same person. */
export type FindDuplicatesResponse = { 
/** The likeliest first. */
items: Array<DuplicateView>, };

/** Looks for patients by name, birth date, account number, phone or member id. */
export type FindPatientsRequest = { 
/** What was typed; empty asks for the first patients by name. */
text: string, };

/** The patients found. */
export type FindPatientsResponse = { 
/** The rows, best first. */
items: Array<PatientRow>, 
/** Whether there are more than these. */
has_more: boolean, };

/** Where what a finding is about can be changed. */
export type FindingPlace = "form" | "patient" | "coverage" | "office";

/** Ends rows. */
export type FinishWorkRequest = { 
/** The rows. */
row_ids: Array<string>, 
/** What was done. */
how: string, };

/** A value that mends a finding. */
export type FixView = { 
/** The field of the form. */
field: string, 
/** Its new value. */
value: string, 
/** The value as people know it. */
label: string, };

/** Forgets files that are not wanted after all. */
export type ForgetFilesRequest = { 
/** Tokens. */
tokens: Array<string>, };

/** They are gone. */
export type ForgetFilesResponse = Record<symbol, never>;

/** A code that was found. */
export type FoundCode = { 
/** The code as people write it. */
code: string, 
/** Its text; empty where there is none that may be shown. */
text: string, 
/** Begin and end of what matched, in UTF-16 units of the text. */
marks: Array<[number, number]>, 
/** Whether it may stand on a claim of the day. */
billable: boolean, 
/** First valid day. */
valid_from: string | null, 
/** Last valid day. */
valid_to: string | null, 
/** Why it was found. */
matched: MatchedName, 
/** Whether it is in the practice's fee schedule. */
has_fee: boolean, };

/** Asks what a table looks like. */
export type GlanceCsvRequest = { 
/** The file. */
token: string, 
/** What its rows are. */
csv_kind: CsvKindName, };

/** Who bears an adjustment, as the payer says. */
export type GroupCode = "CO" | "PR" | "OA" | "PI" | "CR";

/** Hands every waiting interchange over: writes it into a folder of the person's choice. */
export type HandOverBatchesRequest = { 
/** Asks for the folder though one was chosen since the unlock. */
choose_folder: boolean, };

/** What became of the hand-over. */
export type HandOverBatchesResponse = { "outcome": "handed_over", 
/** The folder's own name. */
folder_name: string, 
/** Files. */
file_names: Array<string>, } | { "outcome": "cancelled" } | { "outcome": "name_taken", 
/** The folder's own name. */
folder_name: string, 
/** The file that is there. */
file_name: string, 
/** Files that were handed over before it. */
file_names: Array<string>, } | { "outcome": "not_written", 
/** The folder's own name. */
folder_name: string, 
/** Files that were handed over before it. */
file_names: Array<string>, };

/** A claim that was held back, and why. */
export type HeldClaimView = { 
/** Id. */
claim_id: string, 
/** Reasons with remedies. */
reasons: Array<string>, };

/** What an 837P file would bring. */
export type HistoryForeseen = { 
/** Claims that are new. */
claims: number, 
/** Claims that are on file already. */
claims_known: number, 
/** Service lines of the new ones. */
service_lines: number, 
/** Charges of the new ones. */
charge_cents: Cents, 
/** Patients that are new. */
patients_new: number, 
/** Coverages that are new. */
coverages_new: number, 
/** Payers that are new. */
payers_new: number, 
/** Providers, billing providers and facilities that are new. */
providers_new: number, };

/** What an 837P file brought. */
export type HistoryTaken = { 
/** Transaction sets of professional claims. */
transaction_sets: number, 
/** Claims that are new. */
claims: number, 
/** Their service lines. */
service_lines: number, 
/** Their charges. */
charge_cents: Cents, 
/** Patients that are new. */
patients_new: number, };

/** What came of one file of a job. */
export type JobFile<Taken> = { 
/** Its token: gone where the file was taken. */
token: string, 
/** Its name. */
name: string, 
/** What became of it. */
outcome: FileOutcome, 
/** What should be known. */
findings: Array<FileFindingView>, 
/** What it brought; nothing where it was refused. */
taken: Taken | null, };

/** What came of a job. */
export type JobResult = { "kind": "import_history", 
/** In the order they were given. */
files: Array<JobFile<HistoryTaken>>, } | { "kind": "import_csv", 
/** The one file. */
files: Array<JobFile<CsvTaken>>, } | { "kind": "rehearse_history", 
/** In the order they were given. */
files: Array<JobFile<HistoryForeseen>>, } | { "kind": "bring_in", 
/** The one file. */
files: Array<JobFile<CsvForeseen>>, } | { "kind": "import_remittances", 
/** In the order they were given. */
files: Array<JobFile<RemittancesTaken>>, } | { "kind": "receive_remittances", 
/** In the order they were given. */
files: Array<JobFile<ReceivedTaken>>, } | { "kind": "import_acknowledgments", 
/** In the order they were given. */
files: Array<JobFile<AcknowledgmentTaken>>, } | { "kind": "create_batches", 
/** Those that wait to be handed over, the new ones among them. */
batches: Array<BatchRowView>, 
/** Approved claims that were held back. */
held: Array<HeldClaimView>, } | { "kind": "scrub_claims", 
/** Without a stop. */
clean: number, 
/** Those with one. */
held_claim_ids: Array<string>, };

/** Where a job stands. */
export type JobStatus = { "name": "running" } | { "name": "done", 
/** What came of it. */
result: JobResult, } | { "name": "failed", 
/** What went wrong. */
code: ErrorCode, } | { "name": "cancelled" } | { "name": "unknown" };

/** What the work is about now. */
export type JobStepName = "waiting" | "reading" | "batch" | "scrub" | "claims" | "claim_payments" | "remittances" | "patients" | "coverages" | "encounters";

/** How far a job has come, and what came of it. */
export type JobView = { 
/** Which. */
job_id: string, 
/** What it is about now. */
step: JobStepName, 
/** Done in this step. */
done: number, 
/** Of so many; 0 when it is not known. */
total: number, 
/** Whole per cent, where the total is known. */
percent: number | null, 
/** The file it is at, from 1; 0 when it is about none. */
file: number, 
/** Of so many files. */
files: number, 
/** Whether it goes on. */
status: JobStatus, };

/** Work that may take long. Files are named by their tokens; a file that was taken is forgotten, a refused one is kept so that it can be tried again. */
export type JobWork = { "kind": "import_history", 
/** Files. */
tokens: Array<string>, } | { "kind": "import_csv", 
/** File. */
token: string, 
/** What its rows are. */
csv_kind: CsvKindName, 
/** Change the records that the key columns name instead of refusing them. */
update: boolean, 
/** Leave bad rows out and take the rest. */
skip_bad: boolean, } | { "kind": "rehearse_history", 
/** Files. */
tokens: Array<string>, } | { "kind": "bring_in", 
/** File. */
token: string, 
/** What its rows are. */
csv_kind: CsvKindName, 
/** Which of its columns is which of ours. */
places: Array<ColumnPlace>, 
/** Change the records that the key columns name instead of refusing the rows. */
update: boolean, 
/** First day of prices that have none of their own, as typed; may be empty. */
from: string, 
/** Only say what would come. The file is kept. */
rehearse: boolean, } | { "kind": "import_remittances", 
/** Files. */
tokens: Array<string>, 
/** Only say what taking them would do. The files are kept. */
rehearse: boolean, } | { "kind": "receive_remittances", 
/** Files. */
tokens: Array<string>, } | { "kind": "import_acknowledgments", 
/** Files. */
tokens: Array<string>, } | { "kind": "create_batches", 
/** Only of this payer. */
payer_id: string | null, } | { "kind": "scrub_claims", 
/** Which; all that were not sent when empty. */
claim_ids: Array<string>, };

/** Tells that the person moved or typed, or only asks for the clock. */
export type KeepAwakeRequest = { 
/** Whether there was a key or a pointer move since the last call. */
is_active: boolean, };

/** The keys of one command. */
export type KeyChoice = { 
/** The command's id in the window's table. */
command: string, 
/** Chords that run it; none takes its key away. */
chords: Array<string>, };

/** The language of the window. */
export type LanguageName = "system" | "english" | "spanish";

/** What happened last. */
export type LastEventView = { 
/** Day. */
on: string, 
/** Who. */
by: string, 
/** What. */
what: string, };

/** One entry under a service line. */
export type LedgerEntryView = { 
/** The day of posting. */
posted_on: string, 
/** What it is. */
kind: EntryName, 
/** Whether it takes an earlier entry back. */
is_reversal: boolean, 
/** To whom it falls. */
falls_to: FallsToName, 
/** The payer's reasons. */
reasons: Array<string>, 
/** The check or EFT that it came with. */
trace: string | null, 
/** The payer. */
payer_name: string | null, 
/** Paid by it, below zero. */
paid_cents: Cents | null, 
/** Adjusted by it, below zero. */
adjusted_cents: Cents | null, 
/** What it only moves from one to another. */
moved_cents: Cents | null, 
/** The line's balance after it. */
balance_cents: Cents, };

/** One service line with its entries. */
export type LedgerGroupView = { 
/** The claim that has it now. */
claim_id: string, 
/** The line; `null` is the claim as a whole. */
line: number | null, 
/** Day of service, `YYYY-MM-DD`. */
service_on: string | null, 
/** What was done. */
words: Field<LineWordsView>, 
/** Charged. */
charge_cents: Cents, 
/** Paid, below zero. */
paid_cents: Cents, 
/** Adjusted, below zero. */
adjusted_cents: Cents, 
/** Open. */
balance_cents: Cents, 
/** Where it stands. */
standing: StandingName, 
/** What happened, oldest first. */
entries: Array<LedgerEntryView>, };

/** A patient's ledger. */
export type LedgerView = { 
/** Service lines, the newest first. */
groups: Array<LedgerGroupView>, 
/** Who owes what is open. */
owed: Array<OwedView>, 
/** Charged. */
charge_cents: Cents, 
/** Paid, below zero. */
paid_cents: Cents, 
/** Adjusted, below zero. */
adjusted_cents: Cents, 
/** Open. */
balance_cents: Cents, 
/** Paid and owed by nobody. */
credit_cents: Cents, };

/** What of a claim is as the payer says. */
export type LikenessName = "number" | "payer_number" | "charge" | "date" | "name" | "payer";

/** What is to be said of a line. */
export type LineCheck = { 
/** Code, with the line's place in the form. */
code: CodeCheck, 
/** First day, `YYYY-MM-DD`. */
day: string | null, 
/** Charge. */
charge_cents: Cents, 
/** Whether the charge is that of the fee schedule. */
is_fee: boolean, 
/** What the payer is expected to allow. */
expected_cents: Cents | null, 
/** Units or minutes. */
units: string, 
/** Diagnosis pointers as letters. */
pointers: string, 
/** The heaviest finding of the line. */
worst: SeverityName | null, };

/** How a payer's line compares with ours. */
export type LineComparedName = "no_claim" | "no_line" | "other_procedure" | "modifiers_dropped" | "other_modifiers" | "other_charge" | "same";

/** One service line as it is typed. */
export type LineForm = { 
/** The number of the stored line that this is, so that what the form does not show stays. */
from_line: number | null, 
/** First day. */
date: string, 
/** Last day, where it is another. */
date_to: string, 
/** Place of service; empty for the claim's. */
place_of_service: string, 
/** Procedure code. */
code: string, 
/** Modifiers: `25 59`, `2559`. */
modifiers: string, 
/** Diagnosis pointers: `AB`, `1,2`; empty for the first diagnosis. */
pointers: string, 
/** Units, or minutes as `30m`; empty for 1. */
units: string, 
/** Charge; empty for that of the fee schedule. */
charge: string, 
/** Words for a code that has none. */
description: string, 
/** National drug code. */
ndc: string, 
/** Quantity of the drug. */
ndc_quantity: string, 
/** Unit of the quantity: `F2`, `GR`, `ME`, `ML`, `UN`. */
ndc_unit: string, };

/** Where one line of a claim payment goes. */
export type LinePlaceEntry = { 
/** The claim. */
claim_id: string, 
/** Its line; `null` is the claim as a whole. */
line: number | null, };

/** What a service line says of the visit. */
export type LineWordsView = { 
/** Procedure with modifiers. */
procedure: string, 
/** Diagnoses and provider. */
detail: string, };

/** Asks for the newest interchanges. */
export type ListBatchesRequest = { 
/** At most so many. */
limit: number, };

/** The newest interchanges. */
export type ListBatchesResponse = { 
/** Newest first. */
batches: Array<BatchView>, 
/** How many there are. */
total: number, };

/** Asks for a tab of the queue. */
export type ListClaimQueueRequest = { 
/** Tab. */
tab: QueueTabName, 
/** Only this payer. */
payer_id: string | null, 
/** Only claims whose number has this in it, or whose patient it finds. */
text: string, };

/** A tab of the queue. */
export type ListClaimQueueResponse = { 
/** All tabs, in order. */
tabs: Array<QueueTabView>, 
/** Payers of the tab. */
payers: Array<PayerTotalView>, 
/** Claims that match. */
total: number, 
/** Σ their charges. */
charge_cents: Cents, 
/** The first of them. */
rows: Array<QueueRowView>, };

/** Asks for the patients of a day. */
export type ListDayRequest = { 
/** The day, as typed; empty is today. */
day: string, };

/** The patients of a day. */
export type ListDayResponse = { 
/** The day; `null` when what was typed is none. */
day: string | null, 
/** Visits first. */
items: Array<DayPatientView>, };

/** Asks for the documents of a patient. The read is journaled. */
export type ListDocumentsRequest = { 
/** The patient. */
patient_id: string, };

/** The documents of a patient. */
export type ListDocumentsResponse = { 
/** Newest first, those that were taken out last. */
items: Array<DocumentView>, 
/** The kinds that the person may keep. */
kinds: Array<DocumentKindName>, };

/** Asks for the person's drafts. */
export type ListDraftsRequest = Record<symbol, never>;

/** The person's drafts. */
export type ListDraftsResponse = { 
/** Newest first. */
items: Array<DraftRow>, };

/** Asks for the visits that no claim was made of. */
export type ListEncountersRequest = Record<symbol, never>;

/** The visits, the longest waiting first. */
export type ListEncountersResponse = { 
/** The rows. */
items: Array<EncounterRow>, 
/** Σ charges of those that are coded. */
coded_cents: Cents, };

/** Asks for the notes of a patient. The read is journaled. */
export type ListNotesRequest = { 
/** The patient. */
patient_id: string, };

/** The notes of a patient. */
export type ListNotesResponse = { 
/** Newest first. */
items: Array<NoteView>, };

/** Asks for the payers. */
export type ListPayersRequest = Record<symbol, never>;

/** The payers. */
export type ListPayersResponse = { 
/** Oldest first. */
items: Array<PayerView>, 
/** Filing indicators that a claim takes. */
filing_indicators: Array<CodeChoice>, };

/** Asks for prices. */
export type ListPricesRequest = { 
/** Which. */
kind: PriceKindName, 
/** Whose allowed amounts; `null` for every payer's. */
payer: string | null, 
/** The beginning of the codes; empty for all. */
code: string, };

/** Prices. */
export type ListPricesResponse = { 
/** By payer, code and modifiers. */
items: Array<PriceRow>, 
/** How many there are beyond those. */
more: number, 
/** How many have something wrong with their days. */
flagged: number, };

/** Asks for the providers, billing providers and facilities. */
export type ListProvidersRequest = Record<symbol, never>;

/** The providers of every kind. */
export type ListProvidersResponse = { 
/** Rendering, referring, ordering, supervising. */
providers: Array<ProviderView>, 
/** Billing. */
billing_providers: Array<BillingProviderView>, 
/** Facilities. */
facilities: Array<FacilityView>, };

/** Asks for every remittance. */
export type ListRemittancesRequest = Record<symbol, never>;

/** Every remittance, newest first. */
export type ListRemittancesResponse = { 
/** The rows. */
items: Array<RemittanceListed>, };

/** Asks for the results of the last scrub. */
export type ListScrubResultsRequest = Record<symbol, never>;

/** Asks for the people. */
export type ListUsersRequest = Record<symbol, never>;

/** The people. */
export type ListUsersResponse = { 
/** Everyone who was ever enrolled. */
items: Array<UserRow>, 
/** The roles that can be given. */
roles: Array<RoleChoice>, 
/** Those who may agree where two must. */
seconds: Array<string>, 
/** Whether whoever is enrolled now has his keys at once. */
hands_over_keys: boolean, };

/** Asks who may have rows. */
export type ListWorkPeopleRequest = Record<symbol, never>;

/** Who may have rows. */
export type ListWorkPeopleResponse = { 
/** In the order of the roster. */
people: Array<WorkPersonView>, };

/** The lock's clock. */
export type LockClock = { 
/** Seconds until the desk locks itself. */
seconds_left: number, 
/** Whether it is time to warn. */
is_warning: boolean, };

/** Locks the desk. */
export type LockDeskRequest = Record<symbol, never>;

/** The desk is locking; its page is about to be destroyed. */
export type LockDeskResponse = Record<symbol, never>;

/** Saves the form, scrubs it and, without a stop, puts the claim forward. */
export type MarkReadyRequest = { 
/** The form. */
form: VisitForm, };

/** How a payment found its claim. */
export type MatchedByName = "number" | "person" | "hand";

/** Why a code was found. */
export type MatchedName = "code" | "code_prefix" | "all_words" | "some_words";

/** A moment by the practice's clock. */
export type MomentView = { 
/** `YYYY-MM-DD`. */
date: string, 
/** `HH:MM`. */
time: string, };

/** Takes a step with claims: those that cannot take it are held back with their reasons, the others go on. */
export type MoveClaimsRequest = { 
/** Claims. */
claim_ids: Array<string>, 
/** Step. */
step: ClaimStep, };

/** What became of them. */
export type MoveClaimsResponse = { 
/** Went on. */
moved_claim_ids: Array<string>, 
/** Held back. */
held: Array<HeldClaimView>, };

/** A name in the two parts that screens tell apart (ux.md 2). */
export type NameView = { 
/** Family name and suffix, in capitals. */
family: string, 
/** Given and middle names, as they are spelled. */
given: string, };

/** What a note is about: it decides its class. */
export type NoteKindName = "clinical" | "account";

/** What a note says. */
export type NoteTextView = { 
/** What it is about. */
kind: NoteKindName, 
/** About which claim. */
claim_id: string | null, 
/** What it says now. */
text: string, 
/** When it was written first. */
written_at: MomentView, 
/** By whom. */
written_by: string, 
/** When it was amended last. */
amended_at: MomentView | null, 
/** What it said before, newest first. */
earlier: Array<NoteVersionView>, };

/** What a note said. */
export type NoteVersionView = { 
/** When. */
at: MomentView, 
/** By whom. */
by: string, 
/** What. */
text: string, };

/** A note. */
export type NoteView = { 
/** The note. */
note_id: string, 
/** What it says. */
content: Field<NoteTextView>, };

/** Opens a denied or rejected claim. Journaled. */
export type OpenDenialRequest = { 
/** The work item or the claim. */
id: string, };

/** Opens a document. The read is journaled. */
export type OpenDocumentRequest = { 
/** The document. */
document_id: string, };

/** Where an opened document can be seen, once. */
export type OpenDocumentResponse = { 
/** Its address for an image; `null` for a PDF. */
address: string | null, };

/** Opens a visit that waits to be coded. */
export type OpenEncounterRequest = { 
/** Whose. */
patient_id: string, 
/** Day as typed; empty for today. */
date: string, 
/** Rendering provider; empty when it is not known yet. */
rendering_provider: string, 
/** Why the patient came. */
reason: string, };

/** Opens a remittance. The read is journaled. */
export type OpenRemittanceRequest = { 
/** The remittance. */
remittance_id: string, };

/** Opens the form of a claim, or of a visit. */
export type OpenVisitRequest = { 
/** The claim, or the visit. */
id: string, };

/** Opens the worklist. Journaled. */
export type OpenWorklistRequest = { 
/** The queue. */
queue: WorkQueueName, 
/** Whose. */
scope: WorkScopeName, 
/** What comes first. */
order: WorkOrderName, };

/** A line as it was billed. */
export type OurLineView = { 
/** The claim. */
claim_id: string, 
/** Line number. */
number: number, 
/** Procedure. */
procedure: PaidProcedureView, 
/** Charge. */
charge_cents: Cents, };

/** Takes a warning upon oneself. */
export type OverrideFindingRequest = { 
/** The claim. */
claim_id: string, 
/** Rule. */
rule: string, 
/** The field as the scrubber names it. */
about: string, 
/** Why. */
reason: string, };

/** A warning that is taken upon oneself. */
export type OverrideForm = { 
/** Rule. */
rule: string, 
/** Field, as the finding names it. */
field: string, 
/** Why. */
reason: string, };

/** Who owes a part of what is open. */
export type OwedView = { 
/** The payer; `null` is the patient, empty a payer that is not known. */
payer_name: string | null, 
/** Whether the payer denied it. */
is_denied: boolean, 
/** How much. */
amount_cents: Cents, };

/** A claim of ours that a payment is about. */
export type PaidClaimView = { 
/** The claim. */
claim_id: string, 
/** Its number. */
patient_control_number: string, 
/** Its patient. */
patient_name: NameView, 
/** Its charge. */
charge_cents: Cents, 
/** How it was found. */
matched_by: MatchedByName, };

/** A procedure with its modifiers. */
export type PaidProcedureView = { 
/** Code; empty where it cannot be read. */
code: string, 
/** Modifiers. */
modifiers: Array<string>, };

/** An adjustment with its reason in words. */
export type PaidReasonView = { 
/** Group code. */
group: string, 
/** Claim adjustment reason code. */
carc: string, 
/** What it says; `null` for an unknown code. */
label: string | null, 
/** Amount. */
amount_cents: Cents, 
/** Whether someone must act on it. */
is_denial: boolean, };

/** A remark code with its words. */
export type PaidRemarkView = { 
/** Code. */
rarc: string, 
/** What it says; `null` for an unknown code. */
label: string | null, };

/** A patient as a form has him: what is shown is what is sent back. */
export type PatientFields = { 
/** Family name. */
last_name: string, 
/** Given name. */
first_name: string, 
/** Middle name. */
middle_name: string, 
/** Suffix. */
suffix: string, 
/** Day of birth, as typed. */
birth_date: string, 
/** `F`, `M` or `U`. */
sex: string, 
/** Street. */
line1: string, 
/** Second line. */
line2: string, 
/** City. */
city: string, 
/** State. */
state: string, 
/** ZIP code. */
zip: string, 
/** Phone. */
phone: string, 
/** E-mail. */
email: string, 
/** The office's number; empty to have one made. */
account_number: string, 
/** Social security number; `null` is sealed, and stays as it is. */
ssn: string | null, };

/** A patient's file: what the summary shows. */
export type PatientFile = { 
/** The patient. */
patient_id: string, 
/** The name. */
name: Field<NameView>, 
/** Birth date and age. */
birth: Field<BirthView>, 
/** Sex. */
sex: Field<Sex>, 
/** The practice's own number. */
account_number: Field<string>, 
/** Phone, as it is shown; empty is none. */
phone: Field<string>, 
/** E-mail; empty is none. */
email: Field<string>, 
/** Address in lines; empty is none. */
address_lines: Field<Array<string>>, 
/** Coverages in payer order. */
coverages: Field<Array<CoverageView>>, 
/** What is open, by who owes it. */
balances: Field<BalancesView>, 
/** Claims, newest first. */
claims: Field<Array<ClaimRow>>, 
/** Policies on a line of days; absent without a policy. */
timeline: Field<TimelineView>, 
/** How many notes there are. */
note_count: number, 
/** How many documents there are. */
document_count: number, 
/** What somebody should look at, the weightiest first. */
attention: Array<AttentionView>, 
/** The patient that this record was merged into. */
merged_into: string | null, };

/** A patient in the list. */
export type PatientRow = { 
/** The patient. */
patient_id: string, 
/** The name. */
name: Field<NameView>, 
/** Day of birth, `YYYY-MM-DD`. */
birth_date: Field<string>, 
/** The practice's own number. */
account_number: Field<string>, 
/** What is open on the account. */
balance_cents: Field<Cents>, };

/** A payer, as its form has it. */
export type PayerFields = { 
/** Name. */
name: string, 
/** Payer id on the wire. */
payer_id: string, 
/** Claim filing indicator. */
filing_indicator: string, 
/** Days to file. */
timely_filing_days: string, 
/** Days to appeal. */
appeal_days: string, 
/** Address. */
address: AddressFields, };

/** What a payer tells. */
export type PayerToldName = "priority_payer" | "forwarded_to" | "patient_name" | "member_id" | "received_on" | "coverage_ended_on" | "group_number" | "contract_class" | "contact";

/** One thing that a payer tells beside the money. */
export type PayerToldView = { 
/** What it is. */
name: PayerToldName, 
/** Its words as they came; empty where it is a day. */
text: string, 
/** Its day, `YYYY-MM-DD`. */
day: string | null, };

/** Claims of a payer. */
export type PayerTotalView = { 
/** Payer; `null` where a claim has no policy yet. */
payer_id: string | null, 
/** Name. */
name: Field<string>, 
/** Claims. */
claims: number, 
/** Σ charges. */
charge_cents: Cents, 
/** Control number that its interchange would get now. */
control_number: string | null, };

/** A payer. */
export type PayerView = { 
/** The record. */
id: string, 
/** What it says. */
fields: PayerFields, };

/** What a person decides about a claim payment. */
export type PaymentDecision = { "decision": "match", 
/** The claim. */
claim_id: string, } | { "decision": "split", 
/** One place for each line. */
places: Array<LinePlaceEntry>, } | { "decision": "detach" } | { "decision": "rematch" };

/** Which part of the list a claim payment belongs to. */
export type PaymentGroupName = "needs_you" | "look" | "posts" | "kept_out";

/** One part of the list of claim payments. */
export type PaymentGroupView = { 
/** Which part. */
name: PaymentGroupName, 
/** Σ paid. */
paid_cents: Cents, 
/** The payments. */
payments: Array<PaymentView>, };

/** One line of a claim payment. */
export type PaymentLineView = { 
/** Position in the claim payment, from 0. */
position: number, 
/** What the payer decided on. */
procedure: PaidProcedureView, 
/** Day of service. */
date_of_service: string | null, 
/** Our line; `null` where it could not be told. */
ours: OurLineView | null, 
/** Amounts. */
shares: SharesView, 
/** Adjustments. */
reasons: Array<PaidReasonView>, 
/** Remark codes. */
remarks: Array<PaidRemarkView>, 
/** The payer's own policies behind the decision. */
policies: Array<string>, 
/** How it compares with ours. */
compared: LineComparedName, };

/** How a payment was made (BPR04). */
export type PaymentMethod = "transfer" | "check" | "none";

/** What happens with a claim after its payment. */
export type PaymentNextStep = "decide" | "stands_aside" | "close" | "next_payer" | "forwarded" | "patient" | "work_denial" | "wait_for_payer" | "wait_for_correction";

/** The sentences about a claim payment. */
export type PaymentNoteName = "charge_above" | "charge_below" | "takes_back_more" | "takes_back_less" | "takes_back" | "corrects" | "paid_again" | "paid_above" | "paid_below" | "strange_lines" | "unknown_reasons" | "interest";

/** Something that should be known of a claim payment; the window makes a sentence of it. */
export type PaymentNoteView = { 
/** Which sentence. */
name: PaymentNoteName, 
/** An amount without its sign, where the sentence has one. */
amount_cents: Cents | null, 
/** A count, where the sentence has one. */
count: number | null, };

/** How a claim payment stands. */
export type PaymentStateName = "no_match" | "several_match" | "out_of_balance" | "held" | "nothing_to_take_back" | "twice" | "predetermination" | "detached" | "differs" | "paid_again" | "takeback" | "denied" | "matched";

/** One claim payment. */
export type PaymentView = { 
/** Position in the remittance, from 0. */
position: number, 
/** Patient as the payer names him. */
patient_name: NameView, 
/** Our number as the payer wrote it; empty is none. */
patient_control_number: string, 
/** The payer's own number; empty is none. */
payer_claim_control_number: string, 
/** First day of service, `YYYY-MM-DD`. */
date_of_service: string | null, 
/** Amounts. */
shares: SharesView, 
/** Adjustments at claim level. */
reasons: Array<PaidReasonView>, 
/** How it stands. */
state: PaymentStateName, 
/** Whether a person decided where it belongs. */
is_decided: boolean, 
/** Whether a person may decide about it now. */
may_decide: boolean, 
/** Claims of ours; several where it was divided. */
claims: Array<PaidClaimView>, 
/** What happens next. */
next: PaymentNextStep, 
/** What should be known. */
notes: Array<PaymentNoteView>, 
/** What the payer tells beside the money. */
told: Array<PayerToldView>, 
/** Lines. */
lines: Array<PaymentLineView>, };

/** Opens the system's dialog. */
export type PickFilesRequest = { 
/** What for. */
purpose: FilePurpose, 
/** Whether more than one may be chosen. */
several: boolean, };

/** A file that Rust holds until it is used, forgotten, or the desk locks. */
export type PickedFileView = { 
/** What names it in other requests. */
token: string, 
/** Its name, without the folder. */
name: string, 
/** Bytes. */
size_bytes: number, };

/** A policy to choose. */
export type PolicyChoice = { 
/** The policy. */
coverage_id: string, 
/** Whose turn: `P`, `S`, `T`… */
sequence: string, 
/** Payer. */
payer_name: string, 
/** Member id. */
member_id: Field<string>, 
/** Whether it covers the day. */
covers: boolean, };

/** Posts a remittance: one commit. */
export type PostRemittanceRequest = { 
/** The remittance. */
remittance_id: string, };

/** A person's own settings, as they are read and as they are saved. */
export type PreferencesView = { 
/** Height of a row in pixels: 28, 32 or 40. */
row_height: number, 
/** Light or dark. */
theme: ThemeName, 
/** The language. */
language: LanguageName, 
/** Idle minutes until the desk locks, 1 to 15. */
idle_minutes: number, 
/** Commands whose keys are not the shipped ones. */
keys: Array<KeyChoice>, };

/** One price as typed. */
export type PriceFields = { 
/** Procedure. */
code: string, 
/** Modifiers. */
modifiers: string, 
/** Amount for one unit. */
amount: string, };

/** What is wrong with the days of a price. */
export type PriceFlagName = "gap" | "overlap" | "ended";

/** A flag with its days. */
export type PriceFlagView = { 
/** What. */
flag: PriceFlagName, 
/** First day. */
from: string, 
/** Last day; `null` without end. */
to: string | null, };

/** Which prices. */
export type PriceKindName = "charge" | "allowed";

/** The days of one amount. */
export type PricePeriod = { 
/** The price, to be taken back. */
id: string, 
/** For one unit. */
amount_cents: Cents, 
/** First day; `null` for ever before. */
from: string | null, 
/** Last day; `null` without end. */
to: string | null, };

/** One thing that has a price. */
export type PriceRow = { 
/** Whose allowed amount; `null` for the practice's own charge. */
payer: string | null, 
/** The payer's name; empty for the practice's own charge. */
payer_name: string, 
/** Procedure. */
code: string, 
/** Modifiers with blanks between them. */
modifiers: string, 
/** The procedure in words; empty where no text may be shown. */
description: string, 
/** Today's price, else the next, else the last. */
shown: PricePeriod, 
/** Whether it is today's. */
is_current: boolean, 
/** All its prices, oldest first. */
history: Array<PricePeriod>, 
/** What is wrong with their days. */
flags: Array<PriceFlagView>, };

/** What a PLB reason code means. */
export type ProviderAdjustmentMeaning = "recoupment" | "balance_forward" | "interest" | "penalty" | "refund" | "advance" | "withholding" | "incentive" | "other";

/** One PLB amount. */
export type ProviderAdjustmentView = { 
/** Reason code. */
code: string, 
/** What it means. */
meaning: ProviderAdjustmentMeaning, 
/** Payer's reference; empty is none. */
reference: string, 
/** Amount without its sign. */
amount_cents: Cents, 
/** Whether it was withheld; else it was added. */
is_withheld: boolean, };

/** A provider, as its form has it. */
export type ProviderFields = { 
/** NPI. */
npi: string, 
/** Family name, or the organisation's name. */
last_name: string, 
/** Given name. */
first_name: string, 
/** Taxonomy code. */
taxonomy: string, };

/** A provider. */
export type ProviderView = { 
/** The record. */
id: string, 
/** What it says. */
fields: ProviderFields, 
/** The taxonomy code in words; empty when unknown. */
taxonomy_label: string, };

/** What became of prices that were sent to be published. */
export type PublishAnswer = { "outcome": "published", 
/** Those that are new; what was the same already is not among them. */
ids: Array<string>, } | { "outcome": "refused", 
/** At least one. */
problems: Array<FieldProblemView>, };

/** Publishes prices from a day on. */
export type PublishPricesRequest = { 
/** Which. */
kind: PriceKindName, 
/** Whose allowed amounts; `null` for the practice's charges. */
payer: string | null, 
/** First day, as typed. */
from: string, 
/** The prices. */
rows: Array<PriceFields>, };

/** A question to a visit's provider. */
export type QueryView = { 
/** Which. */
query_id: string, 
/** The question. */
question: string, 
/** Who asked. */
asked_by: string, 
/** When (UTC). */
asked_at: string, 
/** What the provider said; `null` while it is open. */
answer: string | null, 
/** Who wrote the answer down. */
answered_by: string | null, };

/** A row of the queue. */
export type QueueRowView = { 
/** Claim. */
claim_id: string, 
/** Number of the current version. */
patient_control_number: Field<string>, 
/** Patient. */
patient_id: Field<string>, 
/** Patient's name. */
patient_name: Field<NameView>, 
/** Payer. */
payer_name: Field<string>, 
/** First date of service. */
date_of_service: Field<string>, 
/** Service lines. */
lines: Field<number>, 
/** Charge. */
charge_cents: Field<Cents>, 
/** What the last scrub said. */
scrub: Field<ScrubSummaryView>, 
/** State. */
state: Field<ClaimStateView>, 
/** Why it stands there, where that needs saying. */
reason: Field<string>, 
/** Last day to file. */
filing_limit_on: Field<string>, 
/** The interchange of the newest submission. */
batch_id: string | null, };

/** A tab of the queue. */
export type QueueTabName = "ready" | "on_hold" | "approved" | "outbox" | "sent" | "rejected";

/** What is in a tab, whatever the filter. */
export type QueueTabView = { 
/** Which. */
tab: QueueTabName, 
/** Claims. */
claims: number, 
/** Σ charges. */
charge_cents: Cents, };

/** Asks who opened or changed a patient's file. The read is journaled. */
export type ReadAccessRequest = { 
/** The patient. */
patient_id: string, };

/** Who opened or changed a patient's file. */
export type ReadAccessResponse = { 
/** Newest first. */
items: Array<AccessRow>, 
/** Whether there are older ones. */
has_more: boolean, };

/** Asks what a typed amount means. */
export type ReadAmountRequest = { 
/** As typed: `125`, `125.5`. */
text: string, };

/** The amount, or `null` when the text is none. */
export type ReadAmountResponse = { 
/** Cents. */
amount_cents: Cents | null, };

/** Asks for the form of a policy. */
export type ReadCoverageFormRequest = { 
/** The policy. */
coverage_id: string, };

/** Asks what a typed day means. */
export type ReadDateRequest = { 
/** As typed: `0715`, `7/15/26`, `t-3`. */
text: string, 
/** What it is about. */
day_of: DayOfName, };

/** The day, or `null` when the text is none. */
export type ReadDateResponse = { 
/** ISO. */
date: string | null, };

/** Asks for the draft of a form. */
export type ReadDraftRequest = { 
/** The form's name. */
form: string, 
/** The record's id; empty for a new one. */
subject: string, };

/** The draft, where there is one. */
export type ReadDraftResponse = { 
/** What was typed; `null` is no draft. */
content: string | null, };

/** Reads an interchange of ours as text. */
export type ReadInterchangeRequest = { 
/** Which. */
batch_id: string, 
/** From this segment, from 0. */
from: number, 
/** The claim to begin at. */
claim_id: string | null, };

/** A part of an interchange. */
export type ReadInterchangeResponse = { 
/** Its file name. */
file_name: string, 
/** Segments in all. */
total: number, 
/** The first that is here, from 0. */
from: number, 
/** Segments. */
segments: Array<SegmentView>, };

/** Asks for the ledger of a patient. The read is journaled. */
export type ReadLedgerRequest = { 
/** The patient. */
patient_id: string, };

/** The ledger, sealed where the role lacks the class. */
export type ReadLedgerResponse = { 
/** The ledger. */
ledger: Field<LedgerView>, };

/** Why a claim cannot be changed. */
export type ReadOnlyName = "sent" | "imported" | "follows_earlier_payer" | "voided" | "role";

/** Asks for the form of a patient. */
export type ReadPatientFormRequest = { 
/** The patient. */
patient_id: string, };

/** Asks for the person's settings. */
export type ReadPreferencesRequest = Record<symbol, never>;

/** One remittance of a file. */
export type ReceivedRemittanceView = { 
/** The remittance; of one that was there already, the first. */
remittance_id: string, 
/** Whether it was there already. */
is_known: boolean, 
/** Where it stands. */
state: RemittanceStateName, };

/** What a remittance file brought to be posted. */
export type ReceivedTaken = { 
/** Its remittances, in the order of the file. */
remittances: Array<ReceivedRemittanceView>, 
/** Transaction sets that could not be taken. */
left_out: number, };

/** The money of a remittance: payment = posted + unposted − provider adjustment, else there is a difference. */
export type ReconciliationView = { 
/** Payment. */
payment_cents: Cents, 
/** Posted to claims, or would be. */
posted_cents: Cents, 
/** Stands aside, or would. */
unposted_cents: Cents, 
/** Withheld by the payer; below zero was added. */
provider_adjustment_cents: Cents, 
/** What the payment is more than its parts say. */
difference_cents: Cents, 
/** Whether there is a difference. */
is_balanced: boolean, 
/** Shares of the bar in thousandths: posted, unposted, withheld. */
bar: [number, number, number], 
/** The bank deposit, once one was told. */
deposit: DepositView | null, };

/** Tells on which day the bank credited a payment, and how much; both empty take it back. */
export type RecordDepositRequest = { 
/** The remittance. */
remittance_id: string, 
/** Day, as people type it. */
on: string, 
/** Amount, as people type it. */
amount: string, };

/** A file that was not taken. */
export type RefusedFileView = { 
/** Its name, without the folder. */
name: string, 
/** Why. */
reason: FileRefusal, };

/** Relationship to the subscriber (X12 individual relationship code, in words). */
export type Relationship = "oneself" | "spouse" | "child" | "other";

/** Why a remittance cannot be posted or undone now. */
export type RemittanceHindrance = { "why": "state" } | { "why": "out_of_balance" } | { "why": "duplicate", 
/** That one. */
remittance_id: string, } | { "why": "above_limit" } | { "why": "later", 
/** That one. */
remittance_id: string, };

/** A remittance in the list. */
export type RemittanceListed = { 
/** The remittance. */
remittance_id: string, 
/** Payer's name. */
payer_name: string, 
/** Check or EFT number. */
trace: string, 
/** Date, `YYYY-MM-DD`. */
date: string, 
/** Payment. */
payment_cents: Cents, 
/** Where it stands. */
state: RemittanceStateName, 
/** Claim payments that need a person. */
needs_you: number, 
/** Whether it waits to be posted. */
is_to_post: boolean, 
/** Whether a bank deposit of the same amount was told. */
is_reconciled: boolean, };

/** Where a remittance stands. */
export type RemittanceStateName = "received" | "held" | "posted" | "undone";

/** A remittance, open. */
export type RemittanceView = { 
/** Head, as in the list. */
listed: RemittanceListed, 
/** How it was paid. */
method: PaymentMethod, 
/** Day it was posted. */
posted_on: string | null, 
/** The money. */
money: ReconciliationView, 
/** Claim payments. */
claim_count: number, 
/** Service lines. */
line_count: number, 
/** Claim payments that post. */
posting_count: number, 
/** Claims that an undo takes back. */
posted_claims: number, 
/** Why it cannot be posted now. */
post_hindrance: RemittanceHindrance | null, 
/** Why it cannot be undone now. */
undo_hindrance: RemittanceHindrance | null, 
/** Money of the payer that is about no claim. */
provider_adjustments: Array<ProviderAdjustmentView>, 
/** Interest that claims name and the payment does not carry. */
missing_interest_cents: Cents | null, 
/** Claim payments in groups; no group is empty. */
groups: Array<PaymentGroupView>, };

/** What a remittance file brought. */
export type RemittancesTaken = { 
/** Its remittances; none has an id when it was rehearsed. */
remittance_ids: Array<string>, 
/** Remittances in it. */
remittances: number, 
/** Claim payments. */
claims: number, 
/** Paid. */
paid_cents: Cents, 
/** What the payers adjusted, patient responsibility apart. */
adjustment_cents: Cents, 
/** What they left to patients. */
patient_responsibility_cents: Cents, 
/** Exceptions that wait for a person. */
exceptions: number, };

/** Takes a document out of the list, or brings it back. */
export type RemoveDocumentRequest = { 
/** The document. */
document_id: string, 
/** Out, or back. */
is_removed: boolean, };

/** It is marked so. */
export type RemoveDocumentResponse = Record<symbol, never>;

/** A role that can be given. */
export type RoleChoice = { 
/** The role. */
role: RoleName, 
/** Whether giving it needs a second person. */
needs_second: boolean, };

/** A role, as it is named on the wire. */
export type RoleName = "front_desk" | "coder" | "biller" | "supervisor" | "auditor" | "administrator";

/** A line as one side says it. */
export type SaidLineView = { 
/** Procedure with its modifiers. */
procedure: string, 
/** Units; empty where the payer told none. */
units: string, 
/** Charge. */
charge_cents: Cents, };

/** In what two people are alike. */
export type SamePersonName = "ssn" | "member_id" | "birth_date_and_name" | "phone";

/** Saves a billing provider. */
export type SaveBillingProviderRequest = { 
/** The one that is changed; `null` for a new one. */
id: string | null, 
/** What it says. */
fields: BillingProviderFields, };

/** Enters a policy, or changes one. */
export type SaveCoverageRequest = { 
/** The policy that is changed; `null` for a new one. */
coverage_id: string | null, 
/** Whose a new one is. */
patient_id: string, 
/** What was typed. */
fields: CoverageFields, };

/** Keeps what was typed. Durable when it is answered. */
export type SaveDraftRequest = { 
/** The form's name. */
form: string, 
/** The record's id; empty for a new one. */
subject: string, 
/** What was typed, as the form writes it (JSON), at most 56 kB. */
content: string, };

/** It is kept. */
export type SaveDraftResponse = Record<symbol, never>;

/** Saves a facility. */
export type SaveFacilityRequest = { 
/** The one that is changed; `null` for a new one. */
id: string | null, 
/** What it says. */
fields: FacilityFields, };

/** Registers a patient, or changes one. */
export type SavePatientRequest = { 
/** The patient that is changed; `null` for a new one. */
patient_id: string | null, 
/** What was typed. */
fields: PatientFields, };

/** Saves a payer. */
export type SavePayerRequest = { 
/** The payer that is changed; `null` for a new one. */
id: string | null, 
/** What it says. */
fields: PayerFields, };

/** Saves a provider. */
export type SaveProviderRequest = { 
/** The provider that is changed; `null` for a new one. */
id: string | null, 
/** What it says. */
fields: ProviderFields, };

/** Saves the form as a draft. */
export type SaveVisitRequest = { 
/** The form. */
form: VisitForm, };

/** What became of a form. */
export type Saved = { "outcome": "saved", 
/** The record. */
id: string, } | { "outcome": "refused", 
/** At least one. */
problems: Array<FieldProblemView>, };

/** Scrubs the claims named; none: every claim that was not sent yet. */
export type ScrubClaimsRequest = { 
/** Claims. */
claim_ids: Array<string>, };

/** Scrub results: claims that need somebody; clean ones are counted. */
export type ScrubResults = { 
/** At most 200. */
items: Array<ScrubbedClaim>, 
/** How many need somebody. */
held: number, 
/** How many are clean. */
clean: number, 
/** Warnings that were taken upon oneself. */
overridden: number, 
/** Whether a code set is older than the day. */
is_stale: boolean, };

/** What the last scrub said. */
export type ScrubSummaryView = { 
/** Whether it was scrubbed since it last changed. */
is_fresh: boolean, 
/** Findings that stop it. */
stops: number, 
/** Findings that should be looked at. */
warnings: number, };

/** A claim with what the scrubber found. */
export type ScrubbedClaim = { 
/** Which. */
claim_id: string, 
/** Number. */
patient_control_number: Field<string>, 
/** Patient's name. */
patient_name: Field<NameView>, 
/** Payer's name. */
payer_name: Field<string>, 
/** First date of service. */
date_of_service: Field<string>, 
/** Charge. */
charge_cents: Field<Cents>, 
/** State. */
state: Field<ClaimStateView>, 
/** When it was tested (UTC); `null` for never. */
tested_at: string | null, 
/** Code packs that were asked. */
packs: Array<string>, 
/** Findings, stops first. */
findings: Array<VisitFinding>, 
/** Whether nothing needs somebody. */
is_clean: boolean, };

/** A segment as it stands in the file. */
export type SegmentView = { 
/** From ISA = 1. */
number: number, 
/** The loop that begins with it; empty where it goes on in the one before. */
loop_name: string, 
/** Without its end. */
text: string, };

/** An attempt to send the claim, with what proves it. */
export type SendingProofView = { 
/** Day. */
sent_on: string, 
/** Number that was sent. */
patient_control_number: string, 
/** Frequency code. */
frequency: string, 
/** Interchange control number. */
control_number: string, 
/** What acknowledgments said of it. */
answers: Array<DenialEventView>, };

/** Who is at the desk, and what the frame around every screen shows. */
export type SessionView = { 
/** Name of the user. */
user_name: string, 
/** Up to two letters for the user's mark. */
initials: string, 
/** The role. */
role: RoleName, 
/** Name of the practice. */
practice_name: string, 
/** Whether it is the demo practice. */
is_demo: boolean, 
/** What the role may do. */
allowed_actions: Array<ActionName>, 
/** The areas that the role has, in the order of the rail. */
areas: Array<AreaName>, 
/** Where the role's day begins. */
start: AreaName, 
/** Whether the role's keys open anything about a patient. */
may_open_patients: boolean, 
/** Whether the practice has no patient yet and this role may bring them in. */
is_new: boolean, 
/** Idle minutes until the desk locks, rounded up. */
idle_lock_minutes: number, };

/** How much a finding weighs. */
export type SeverityName = "stop" | "warn" | "info";

/** Sex, as the record has it. */
export type Sex = "female" | "male" | "unknown";

/** Amounts by who bears them: charge − CO − PR − OA − PI = paid, else there is a difference. */
export type SharesView = { 
/** Billed. */
charge_cents: Cents, 
/** Allowed, where the payer says so. */
allowed_cents: Cents | null, 
/** CO. */
contractual_cents: Cents, 
/** PR. */
patient_cents: Cents, 
/** OA. */
other_cents: Cents, 
/** PI. */
payer_initiated_cents: Cents, 
/** Paid. */
paid_cents: Cents, 
/** What is paid more than billed less adjustments. */
difference_cents: Cents, 
/** Whether there is a difference. */
is_balanced: boolean, };

/** Opens an interchange. */
export type ShowBatchRequest = { 
/** Which. */
batch_id: string, };

/** Opens a claim. */
export type ShowClaimRequest = { 
/** Which. */
claim_id: string, };

/** Opens a patient's file. The read is journaled. */
export type ShowPatientRequest = { 
/** The patient. */
patient_id: string, };

/** Puts rows aside until a day. */
export type SnoozeWorkRequest = { 
/** The rows. */
row_ids: Array<string>, 
/** The day, as typed; today brings them back. */
until: string, };

/** A policy on the line. */
export type SpanView = { 
/** The policy. */
coverage_id: string, 
/** Its turn. */
sequence: number, 
/** Where it begins, in steps. */
at: number, 
/** How long it is, in steps. */
width: number, 
/** Whether it covers today. */
is_active: boolean, };

/** Where a service line stands. */
export type StandingName = "not_sent" | "rejected" | "in_adjudication" | "denied" | "patient_share_due" | "paid_in_full" | "credit" | "applied";

/** Starts work. */
export type StartJobRequest = { 
/** What. */
work: JobWork, };

/** It runs. */
export type StartJobResponse = { 
/** What names it. */
job_id: string, };

/** Opens a new charge form. */
export type StartVisitRequest = { 
/** Whose. */
patient_id: string, };

/** Some days on the line. */
export type StretchView = { 
/** The turn. */
sequence: number, 
/** First day. */
from: string, 
/** Last day. */
to: string, 
/** Days. */
days: number, 
/** Where it begins, in steps. */
at: number, 
/** How long it is, in steps. */
width: number, };

/** The subscriber as a form has him. */
export type SubscriberFields = { 
/** Family name. */
last_name: string, 
/** Given name. */
first_name: string, 
/** Middle name. */
middle_name: string, 
/** Day of birth, as typed. */
birth_date: string, 
/** `F`, `M` or `U`. */
sex: string, };

/** Light or dark. */
export type ThemeName = "system" | "light" | "dark";

/** A patient's policies on a line of days, 1000 steps long. */
export type TimelineView = { 
/** First day. */
from: string, 
/** Last day. */
to: string, 
/** Today, in steps. */
today_at: number, 
/** Years that begin on it. */
years: Array<YearView>, 
/** Policies in payer order. */
spans: Array<SpanView>, 
/** Days without a first payer. */
gaps: Array<StretchView>, 
/** Days on which two policies have the same turn. */
overlaps: Array<StretchView>, };

/** How a state is to be taken: which icon and hue goes with its word. */
export type Tone = "stop" | "warn" | "ok" | "wait";

/** Asks what claims come to. */
export type TotalClaimsRequest = { 
/** Claims. */
claim_ids: Array<string>, };

/** Takes the last change of a patient or a policy back. */
export type UndoLastRequest = Record<symbol, never>;

/** What was taken back. */
export type UndoLastResponse = { 
/** The patient; `null` when there was nothing to take back. */
patient_id: string | null, };

/** Undoes a posted remittance by reversing entries: one commit. */
export type UndoRemittanceRequest = { 
/** The remittance. */
remittance_id: string, };

/** Takes a person's last step on rows back. */
export type UndoWorkRequest = { 
/** The rows, as the step answered them. */
row_ids: Array<string>, };

/** How pressing a deadline is. */
export type UrgencyName = "now" | "soon" | "later";

/** One person. */
export type UserRow = { 
/** The name that unlocks. */
name: string, 
/** What the person works as. */
role: RoleName, 
/** Where the person stands. */
state: UserStateName, 
/** What to compare with the person before approving; `null` unless that waits. */
fingerprint: string | null, 
/** Whether it is the person at the desk. */
is_self: boolean, 
/** Whether approving needs a second person. */
needs_second: boolean, };

/** Where a person stands. */
export type UserStateName = "enrolled" | "active" | "disabled";

/** Whether a code may stand on the day. */
export type ValidityName = "valid" | "not_valid" | "unchecked";

/** What is to be said of a form that is not saved yet. */
export type VisitCheck = { 
/** Fields that cannot be read. */
problems: Array<FieldProblemView>, 
/** Findings, stops first. */
findings: Array<VisitFinding>, 
/** Rules that had nothing to say. */
rules_passed: number, 
/** When (`HH:MM` in the practice's time zone). */
tested_at: string, 
/** Each diagnosis that is filled in. */
diagnoses: Array<CodeCheck>, 
/** Each line that is filled in. */
lines: Array<LineCheck>, 
/** The policy that the claim goes under; `null` where the patient has none. */
coverage_id: string | null, 
/** The policies to choose, as they stand on the day. */
policies: Array<PolicyChoice>, 
/** Σ charges. */
charge_cents: Cents, 
/** Σ expected allowed amounts; `null` where no line has one. */
expected_cents: Cents | null, 
/** What the patient paid. */
patient_paid_cents: Cents | null, 
/** Last day to file, `YYYY-MM-DD`. */
filing_limit_on: string | null, 
/** Days to it from today. */
filing_days_left: number | null, };

/** What can be chosen in the form. */
export type VisitChoices = { 
/** Policies in order of turn. */
policies: Array<PolicyChoice>, 
/** Providers by name. */
providers: Array<ChoiceView>, 
/** Facilities by name. */
facilities: Array<ChoiceView>, 
/** The practice's billing providers. */
billing_providers: Array<ChoiceView>, 
/** Places of service by code. */
places: Array<ChoiceView>, };

/** A finding as the form shows it. */
export type VisitFinding = { 
/** Weight. */
severity: SeverityName, 
/** Rule. */
rule: string, 
/** The field as the scrubber names it: with the rule it tells the finding. */
about: string, 
/** What is wrong. */
message: string, 
/** How to fix it. */
remedy: string, 
/** Version of the code pack that was asked; empty when none. */
pack: string, 
/** The field of the form; empty where it is none of them. */
field: string, 
/** Where to change it. */
place: FindingPlace, 
/** A fix, where there is no choice. */
fix: FixView | null, 
/** Whether a person may take it upon himself. */
may_override: boolean, 
/** Why somebody did. */
override_reason: string | null, };

/** The charge form: texts as they are typed. The same shape goes out to be filled in and comes back to be saved. */
export type VisitForm = { 
/** Whose visit. */
patient_id: string, 
/** The encounter; empty for a new one. */
encounter_id: string, 
/** The claim; empty before there is one. */
claim_id: string, 
/** The policy; empty for the one that covers the day. */
coverage_id: string, 
/** The billing provider; empty for the practice's first. */
billing_provider: string, 
/** Rendering provider: an id, or the NPI of one that is not on file. So are the next three. */
rendering_provider: string, 
/** Referring provider. */
referring_provider: string, 
/** Ordering provider, for every line. */
ordering_provider: string, 
/** Supervising provider. */
supervising_provider: string, 
/** Service facility: an id, or what a file called it. */
facility: string, 
/** Place of service. */
place_of_service: string, 
/** Prior authorisation number. */
prior_authorization: string, 
/** Referral number. */
referral_number: string, 
/** `AA` auto accident, `EM` employment, `OA` other accident; empty for none; two with a blank between. */
accident: string, 
/** State of an auto accident. */
accident_state: string, 
/** Day of the accident. */
accident_date: string, 
/** Onset of the illness. */
onset_date: string, 
/** Admission to hospital. */
admission_date: string, 
/** The office's own note. */
note: string, 
/** Diagnosis codes, with or without point; empty ones are left out. */
diagnoses: Array<string>, 
/** Service lines; untouched ones are left out. */
lines: Array<LineForm>, 
/** What the patient paid. */
patient_paid: string, 
/** Warnings that are taken upon oneself. */
overrides: Array<OverrideForm>, };

/** What became of the form. */
export type VisitOutcome = { "outcome": "saved" } & VisitSaved | { "outcome": "refused", 
/** At least one. */
problems: Array<FieldProblemView>, };

/** A saved visit. */
export type VisitSaved = { 
/** The visit; `null` for a claim of imported history. */
encounter_id: string | null, 
/** The claim, where there is one. */
claim_id: string | null, 
/** Where the visit stands. */
state: EncounterStateName, 
/** Where the claim stands, for who may see it. */
claim_state: ClaimStateView | null, 
/** Whether no finding stops it. */
is_clean: boolean, 
/** What the scrubber says, stops first. */
findings: Array<VisitFinding>, };

/** The charge form with what its screen shows beside it. */
export type VisitSheet = { 
/** The form. */
form: VisitForm, 
/** Where the visit stands. */
state: EncounterStateName, 
/** The claim, where there is one. */
claim: ClaimHead | null, 
/** Why nothing can be changed, where that is so. */
read_only: ReadOnlyName | null, 
/** What can be chosen. */
choices: VisitChoices, 
/** Questions to the provider, oldest first. */
queries: Array<QueryView>, 
/** Whether saving makes or changes the claim. */
may_bill: boolean, 
/** Today, `YYYY-MM-DD`, in the practice's time zone. */
today: string, };

/** Takes back a claim that no payer has. */
export type VoidClaimRequest = { 
/** The claim. */
claim_id: string, };

/** An error on its way to the window: the code, and nothing about a patient. */
export type WireError = { 
/** What went wrong. */
code: ErrorCode, };

/** Takes prices back: those before them serve on. */
export type WithdrawPricesRequest = { 
/** Which. */
kind: PriceKindName, 
/** The prices. */
ids: Array<string>, };

/** They are taken back. */
export type WithdrawPricesResponse = Record<symbol, never>;

/** Why a row is there. */
export type WorkKindName = "rejection" | "denial" | "remittance_exception" | "scrub_failure" | "no_response" | "follow_up" | "filing_limit" | "next_payer" | "appeal" | "write_off";

/** What comes first. */
export type WorkOrderName = "deadline" | "money" | "age";

/** Somebody who may have rows. */
export type WorkPersonView = { 
/** User name. */
name: string, 
/** Role. */
role: RoleName, };

/** A queue of the worklist. */
export type WorkQueueName = "all" | "rejections" | "filing_limit" | "scrub_failures" | "remittance_exceptions" | "denials" | "due_today" | "no_response" | "next_payer" | "write_offs";

/** How much a queue has. */
export type WorkQueueView = { 
/** Which. */
queue: WorkQueueName, 
/** Rows. */
count: number, 
/** Money at risk. */
amount_cents: Cents, 
/** Days since the oldest came up. */
oldest_days: number | null, };

/** Why a row is there, in words. */
export type WorkReasonView = { "why": "said", 
/** The words. */
text: string, } | { "why": "no_answer", 
/** For so many days. */
days: number, } | { "why": "not_sent" } | { "why": "next_payer", 
/** Which. */
payer: Field<string>, } | { "why": "write_off", 
/** Who. */
asked_by: string, 
/** Why. */
text: string, };

/** One row. */
export type WorkRowView = { 
/** What it stands for, in requests. */
row_id: string, 
/** Why it is there. */
kind: WorkKindName, 
/** How to take it. */
tone: Tone, 
/** The claim. */
claim_id: string | null, 
/** Its patient. */
patient_id: Field<string>, 
/** The remittance of an exception. */
remittance_id: string | null, 
/** Patient. */
patient_name: Field<NameView>, 
/** Payer. */
payer_name: Field<string>, 
/** First day of service. */
date_of_service: Field<string>, 
/** Charge. */
charge_cents: Field<Cents>, 
/** Number of the claim. */
patient_control_number: Field<string>, 
/** Where the claim stands. */
state: ClaimStateView | null, 
/** Why, in words. */
reason: WorkReasonView, 
/** Money at risk. */
amount_cents: Cents, 
/** Days since it came up. */
age_days: number, 
/** Deadline. */
deadline: DeadlineView | null, 
/** Who has it. */
owner: string | null, 
/** Until when it is put aside. */
snoozed_until: string | null, 
/** Why it is put aside; empty where nobody said. */
snoozed_why: string, 
/** What happened last on the claim. */
last_event: LastEventView | null, 
/** Whether a person may end it by saying that it is done. */
may_finish: boolean, 
/** Whether the person may decide on it. */
may_decide: boolean, };

/** Whose work is shown. */
export type WorkScopeName = "mine" | "team" | "snoozed";

/** What became of a step on rows. */
export type WorkedView = { "outcome": "done", 
/** The rows as they are named now, to take the step back. */
row_ids: Array<string>, } | { "outcome": "refused", 
/** At least one. */
problems: Array<FieldProblemView>, };

/** The worklist at one look. */
export type WorklistView = { 
/** Every queue's count, of the scope. */
queues: Array<WorkQueueView>, 
/** One's own rows and free ones. */
mine: number, 
/** Everybody's. */
team: number, 
/** Put aside. */
snoozed: number, 
/** The rows, at most 500. */
rows: Array<WorkRowView>, 
/** How many there are. */
total: number, 
/** Money at risk of all of them. */
amount_cents: Cents, 
/** Days to the first deadline among them. */
first_limit_days: number | null, 
/** The day on which the next thing put aside comes back. */
next_due_on: string | null, };

/** A write-off that was asked for. */
export type WriteOffRequestView = { 
/** What names it in requests. */
row_id: string, 
/** Who asked. */
asked_by: string, 
/** Day. */
asked_on: string, 
/** Amount. */
amount_cents: Cents, 
/** Why. */
reason: string, 
/** Whether the person may decide. */
may_decide: boolean, 
/** Whether it is the person's own. */
is_own: boolean, };

/** Where a year begins. */
export type YearView = { 
/** The year. */
year: number, 
/** Where, in steps. */
at: number, };

/** Every command of the desk page. */
export interface Commands {
  /** Who is at the desk, and what the frame shows. */
  describe_session: { request: DescribeSessionRequest; response: SessionView };
  /** The person's own settings. */
  read_preferences: { request: ReadPreferencesRequest; response: PreferencesView };
  /** Saves the person's own settings. */
  save_preferences: { request: PreferencesView; response: Saved };
  /** A day as people type it. */
  read_date: { request: ReadDateRequest; response: ReadDateResponse };
  /** An amount as people type it. */
  read_amount: { request: ReadAmountRequest; response: ReadAmountResponse };
  /** Patients by name, birth date, account number, phone or member id. */
  find_patients: { request: FindPatientsRequest; response: FindPatientsResponse };
  /** A patient's file; the read is journaled before it is answered. */
  show_patient: { request: ShowPatientRequest; response: PatientFile };
  /** The form of a patient. */
  read_patient_form: { request: ReadPatientFormRequest; response: PatientFields };
  /** Registers a patient, or changes one. */
  save_patient: { request: SavePatientRequest; response: Saved };
  /** Who on file may be the patient that is being typed. */
  find_duplicates: { request: FindDuplicatesRequest; response: FindDuplicatesResponse };
  /** The form of a policy. */
  read_coverage_form: { request: ReadCoverageFormRequest; response: CoverageFields };
  /** Enters a policy, or changes one. */
  save_coverage: { request: SaveCoverageRequest; response: Saved };
  /** Says that a policy ends. */
  end_coverage: { request: EndCoverageRequest; response: Saved };
  /** Takes the last change of a patient or a policy back. */
  undo_last: { request: UndoLastRequest; response: UndoLastResponse };
  /** The ledger of a patient, by service line. */
  read_ledger: { request: ReadLedgerRequest; response: ReadLedgerResponse };
  /** The notes of a patient. */
  list_notes: { request: ListNotesRequest; response: ListNotesResponse };
  /** About whom a new note would be, and which kinds the person may write. */
  describe_note: { request: DescribeNoteRequest; response: DescribeNoteResponse };
  /** Adds a note. */
  add_note: { request: AddNoteRequest; response: Saved };
  /** Writes a note anew; what it said stays in it. */
  amend_note: { request: AmendNoteRequest; response: Saved };
  /** The documents of a patient. */
  list_documents: { request: ListDocumentsRequest; response: ListDocumentsResponse };
  /** Keeps a file that was chosen or dropped. */
  attach_document: { request: AttachDocumentRequest; response: Saved };
  /** Opens a document; an image can then be seen once. */
  open_document: { request: OpenDocumentRequest; response: OpenDocumentResponse };
  /** Takes a document out of the list, or brings it back. */
  remove_document: { request: RemoveDocumentRequest; response: RemoveDocumentResponse };
  /** Who opened or changed a patient's file. */
  read_access: { request: ReadAccessRequest; response: ReadAccessResponse };
  /** The patients of a day. */
  list_day: { request: ListDayRequest; response: ListDayResponse };
  /** Keeps what was typed into a form, sealed, for its writer alone; durable when it is answered. */
  save_draft: { request: SaveDraftRequest; response: SaveDraftResponse };
  /** The draft of a form, where the person has one. */
  read_draft: { request: ReadDraftRequest; response: ReadDraftResponse };
  /** Drops the draft of a form. */
  discard_draft: { request: DiscardDraftRequest; response: DiscardDraftResponse };
  /** The person's drafts, newest first. */
  list_drafts: { request: ListDraftsRequest; response: ListDraftsResponse };
  /** The visits that no claim was made of, the longest waiting first. */
  list_encounters: { request: ListEncountersRequest; response: ListEncountersResponse };
  /** Opens a visit that waits to be coded. */
  open_encounter: { request: OpenEncounterRequest; response: Saved };
  /** Asks a visit's provider; the visit waits for the answer. */
  ask_provider: { request: AskProviderRequest; response: Saved };
  /** Writes down what the provider answered. */
  answer_query: { request: AnswerQueryRequest; response: Saved };
  /** A new charge form with its defaults. */
  start_visit: { request: StartVisitRequest; response: VisitSheet };
  /** The form of a claim or a visit; the read is journaled before it is answered. */
  open_visit: { request: OpenVisitRequest; response: VisitSheet };
  /** The patient's last visit as a new form of today. */
  copy_last_visit: { request: CopyLastVisitRequest; response: CopyLastVisitResponse };
  /** Saves the form as a draft. */
  save_visit: { request: SaveVisitRequest; response: VisitOutcome };
  /** Saves the form, scrubs it and, without a stop, puts the claim forward. */
  mark_ready: { request: MarkReadyRequest; response: VisitOutcome };
  /** Judges the form while it is typed; writes nothing. */
  check_visit: { request: CheckVisitRequest; response: VisitCheck };
  /** Codes by part of one, or by words of their text. */
  find_codes: { request: FindCodesRequest; response: FindCodesResponse };
  /** What the last scrub found of every claim that was not sent yet. */
  list_scrub_results: { request: ListScrubResultsRequest; response: ScrubResults };
  /** Scrubs claims and lists what was found. */
  scrub_claims: { request: ScrubClaimsRequest; response: ScrubResults };
  /** Takes a warning upon oneself, with a reason. */
  override_finding: { request: OverrideFindingRequest; response: Saved };
  /** Mends a claim by the fix that its finding offers. */
  apply_fix: { request: ApplyFixRequest; response: ScrubbedClaim };
  /** Begins a corrected version of a sent claim. */
  correct_claim: { request: CorrectClaimRequest; response: ClaimStepTaken };
  /** Takes back a claim that no payer has. */
  void_claim: { request: VoidClaimRequest; response: ClaimStepTaken };
  /** Releases the claim of a visit to be sent. */
  approve_visit: { request: ApproveVisitRequest; response: ClaimStepTaken };
  /** A tab of the claim queue with the totals of all tabs; the listing is journaled. */
  list_claim_queue: { request: ListClaimQueueRequest; response: ListClaimQueueResponse };
  /** What claims come to. */
  total_claims: { request: TotalClaimsRequest; response: ClaimTotalsView };
  /** Takes a step with claims: approve, withdraw, hold, release, correct, void. */
  move_claims: { request: MoveClaimsRequest; response: MoveClaimsResponse };
  /** One claim; the read is journaled. */
  show_claim: { request: ShowClaimRequest; response: ClaimFileView };
  /** The newest interchanges, and how far each has come. */
  list_batches: { request: ListBatchesRequest; response: ListBatchesResponse };
  /** One interchange with its claims; the read is journaled. */
  show_batch: { request: ShowBatchRequest; response: BatchFileView };
  /** An interchange as text; the read is journaled. */
  read_interchange: { request: ReadInterchangeRequest; response: ReadInterchangeResponse };
  /** Opens the system's dialog for files. */
  pick_files: { request: PickFilesRequest; response: FilesView };
  /** Waits for files that are dropped onto the window. */
  dropped_files: { request: DroppedFilesRequest; response: DroppedFilesResponse };
  /** Forgets files that are not wanted after all. */
  forget_files: { request: ForgetFilesRequest; response: ForgetFilesResponse };
  /** Starts long work. */
  start_job: { request: StartJobRequest; response: StartJobResponse };
  /** How far long work has come, and what came of it. */
  describe_job: { request: DescribeJobRequest; response: JobView };
  /** Stops long work at the next safe place. */
  cancel_job: { request: CancelJobRequest; response: JobView };
  /** Writes the waiting interchanges into a folder of the person's choice. */
  hand_over_batches: { request: HandOverBatchesRequest; response: HandOverBatchesResponse };
  /** Every remittance, newest first. */
  list_remittances: { request: ListRemittancesRequest; response: ListRemittancesResponse };
  /** A remittance: what it did, or what posting it would do. The read is journaled. */
  open_remittance: { request: OpenRemittanceRequest; response: RemittanceView };
  /** Claims that a claim payment may be about. */
  find_claim_candidates: { request: FindClaimCandidatesRequest; response: FindClaimCandidatesResponse };
  /** Decides about a claim payment; nothing is posted. */
  decide_claim_payment: { request: DecideClaimPaymentRequest; response: RemittanceView };
  /** Posts a remittance. */
  post_remittance: { request: PostRemittanceRequest; response: RemittanceView };
  /** Undoes a posted remittance by reversing entries. */
  undo_remittance: { request: UndoRemittanceRequest; response: RemittanceView };
  /** Tells on which day the bank credited a payment. */
  record_deposit: { request: RecordDepositRequest; response: Saved };
  /** Queues with their counts, and the rows of one; journaled before it is answered. */
  open_worklist: { request: OpenWorklistRequest; response: WorklistView };
  /** Who may have rows. */
  list_work_people: { request: ListWorkPeopleRequest; response: ListWorkPeopleResponse };
  /** Puts rows aside until a day. */
  snooze_work: { request: SnoozeWorkRequest; response: WorkedView };
  /** Gives rows to a person. */
  assign_work: { request: AssignWorkRequest; response: WorkedView };
  /** Ends rows, saying what was done. */
  finish_work: { request: FinishWorkRequest; response: WorkedView };
  /** Takes a person's last step on rows back. */
  undo_work: { request: UndoWorkRequest; response: WorkedView };
  /** A denied or rejected claim; the read is journaled before it is answered. */
  open_denial: { request: OpenDenialRequest; response: DenialView };
  /** Corrects, appeals, bills on, gives to the patient, asks for a write-off, or waits. */
  act_on_denial: { request: ActOnDenialRequest; response: ActedView };
  /** Approves or returns a write-off that somebody else asked for. */
  decide_write_off: { request: DecideWriteOffRequest; response: DecidedView };
  /** The payers. */
  list_payers: { request: ListPayersRequest; response: ListPayersResponse };
  /** Adds or changes a payer. */
  save_payer: { request: SavePayerRequest; response: Saved };
  /** The providers, billing providers and facilities. */
  list_providers: { request: ListProvidersRequest; response: ListProvidersResponse };
  /** Adds or changes a provider. */
  save_provider: { request: SaveProviderRequest; response: Saved };
  /** Adds or changes a billing provider. */
  save_billing_provider: { request: SaveBillingProviderRequest; response: Saved };
  /** Adds or changes a facility. */
  save_facility: { request: SaveFacilityRequest; response: Saved };
  /** Charges, or expected allowed amounts, with their days. */
  list_prices: { request: ListPricesRequest; response: ListPricesResponse };
  /** Publishes prices from a day on. */
  publish_prices: { request: PublishPricesRequest; response: PublishAnswer };
  /** Takes published prices back. */
  withdraw_prices: { request: WithdrawPricesRequest; response: WithdrawPricesResponse };
  /** What another system's table looks like, and which column is which. */
  glance_csv: { request: GlanceCsvRequest; response: CsvGlanceView };
  /** The people of the practice; the listing is journaled. */
  list_users: { request: ListUsersRequest; response: ListUsersResponse };
  /** Enrols a person. */
  add_user: { request: AddUserRequest; response: Saved };
  /** Hands an enrolled person the keys of the role. */
  approve_user: { request: ApproveUserRequest; response: Saved };
  /** Takes a person's keys away. */
  disable_user: { request: DisableUserRequest; response: Saved };
  /** Gives the person at the desk a new passphrase. */
  change_passphrase: { request: ChangePassphraseRequest; response: Saved };
  /** Restarts or reads the idle clock. */
  keep_awake: { request: KeepAwakeRequest; response: LockClock };
  /** Locks: keys zeroed, store closed, page destroyed. */
  lock_desk: { request: LockDeskRequest; response: LockDeskResponse };
}
