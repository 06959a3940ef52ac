import type { FileFindingSeverity, FileOutcome, FileRefusal, JobStepName, JobWork } from "$lib/wire/generated";

const works: Record<JobWork["kind"], string> = {
  rehearse_history: "What history would bring",
  bring_in: "Tables of another system",
  import_history: "Claims of another system",
  import_csv: "CSV file",
  import_remittances: "Remittances",
  receive_remittances: "Remittances received",
  import_acknowledgments: "Acknowledgments",
  create_batches: "Claim files",
  scrub_claims: "Scrubbing",
};

const steps: Record<JobStepName, string> = {
  waiting: "waiting for its turn",
  reading: "reading",
  batch: "claims put in files",
  scrub: "claims scrubbed",
  claims: "claims taken in",
  claim_payments: "claim payments posted",
  remittances: "remittances taken in",
  patients: "patients taken in",
  coverages: "coverages taken in",
  encounters: "visits taken in",
};

const outcomes: Record<FileOutcome, string> = {
  imported: "Taken in",
  partial: "Taken in, in part",
  duplicate: "Taken in before",
  posted: "Posted",
  rehearsed: "Looked at only",
  held: "On hold",
  refused: "Not taken",
};

const severities: Record<FileFindingSeverity, string> = { error: "Left out", warning: "To look at", info: "Note" };

const refusals: Record<FileRefusal, string> = {
  not_a_file: "is not a file. Choose files, not folders.",
  too_large: "is too large. Split it, or make it smaller.",
  too_many: "is more than is held at a time. Use the others first.",
  unreadable: "cannot be read. Check the file and your rights.",
};

/** Texts of long work and of files that come in. */
export const jobs = {
  works,
  steps,
  outcomes,
  severities,
  label: "Running work",
  progress: (work: string, step: string, done: string) => (done ? `${work}: ${done} ${step}` : `${work}: ${step}`),
  of: (done: number, total: number) => (total > 0 ? `${done} of ${total}` : done > 0 ? String(done) : ""),
  file: (at: number, files: number) => `File ${at} of ${files}`,
  more: (count: number) => `and ${count} more`,
  cancel: "Cancel",
  cancelling: "Stopping…",
  cancelled: "Stopped. What was done before stays; nothing is half done.",
  refused: (name: string, reason: FileRefusal) => `“${name}” ${refusals[reason]}`,
  place: (segment: number | null, position: string | null, line: number | null) =>
    [line === null ? "" : `line ${line}`, segment === null ? "" : `segment ${segment}`, position ?? ""].filter(Boolean).join(", "),
  drop: "Drop files here",
};
