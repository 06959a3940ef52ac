import { jobs, type Job, type JobEnd } from "$lib/jobs";
import { toasts } from "$lib/kit";
import { call, CallError, type ActionName, type CsvForeseen, type CsvGlanceView, type FilesView, type HistoryForeseen, type JobFile, type JobWork, type PickedFileView } from "$lib/wire";
import { messages } from "$messages";

const words = messages.start;

export type Kind = keyof typeof words.kinds;

/** What each kind needs; Rust asks again. */
export const needs: Record<Kind, ActionName> = {
  history: "write_claim", patients: "write_patient", coverages: "write_patient", payers: "change_reference", providers: "change_reference", fees: "change_reference",
};

/** A file of another system on its way in: placed, rehearsed as often as the person changes a place, then taken. */
export class BringIn {
  kind = $state<Kind>("patients");
  files = $state.raw<readonly PickedFileView[]>([]);
  glance = $state.raw<CsvGlanceView>();
  /** Our column → the file's, as a select has it; empty for none. */
  places = $state.raw<Readonly<Record<string, string>>>({});
  update = $state(true);
  from = $state("");
  foreseen = $state.raw<JobFile<CsvForeseen>>();
  history = $state.raw<readonly JobFile<HistoryForeseen>[]>([]);
  job = $state.raw<Job>();
  isTaking = $state(false);
  problem = $state<string>();
  #wish = 0;

  /** Asks for a file with the system's dialog. */
  async choose(): Promise<void> {
    try {
      await this.take(await call("pick_files", { purpose: this.kind === "history" ? "x12" : "csv", several: this.kind === "history" }));
    } catch (thrown) {
      this.problem = messages.errors[thrown instanceof CallError ? thrown.code : "io"];
    }
  }

  /** Takes what was chosen or dropped, and says what would come of it. */
  async take(chosen: FilesView): Promise<void> {
    for (const { name, reason } of chosen.refused) toasts.say("stop", words.refused(name, words.refusals[reason]));
    if (chosen.files.length === 0 || this.isTaking) return;
    this.forget();
    this.files = this.kind === "history" ? chosen.files : chosen.files.slice(0, 1);
    if (this.kind === "history") await this.rehearse();
    else await this.look();
  }

  async look(): Promise<void> {
    const file = this.files[0];
    if (!file || this.kind === "history") return;
    try {
      this.glance = await call("glance_csv", { token: file.token, csv_kind: this.kind });
      this.places = Object.fromEntries(this.glance.columns.map(({ name, place }) => [name, place === null ? "" : String(place)]));
      await this.rehearse();
    } catch (thrown) {
      this.problem = thrown instanceof CallError && thrown.code !== "bad_value" ? messages.errors[thrown.code] : words.notCsv;
    }
  }

  /** Another of the file's columns for one of ours. */
  async place(column: string, at: string): Promise<void> {
    this.places = { ...this.places, [column]: at };
    await this.rehearse();
  }

  /** Says what would come. A newer wish makes an older answer stale. */
  async rehearse(): Promise<void> {
    const wish = ++this.#wish;
    await this.job?.cancel();
    const end = await this.#run(this.#work(true));
    if (wish !== this.#wish || end.name !== "done") return;
    if (end.result.kind === "bring_in") this.foreseen = end.result.files[0];
    else if (end.result.kind === "rehearse_history") this.history = end.result.files;
  }

  /** Takes it. Says how many rows or claims came. */
  async accept(): Promise<number | undefined> {
    if (this.isTaking || !this.isReady) return undefined;
    this.isTaking = true;
    const end = await this.#run(this.#work(false));
    this.isTaking = false;
    if (end.name === "cancelled") toasts.say("wait", words.stopped);
    if (end.name !== "done") return undefined;
    const took = countOf(end);
    this.files = [];
    this.forget();
    return took;
  }

  /** Whether there is something to take. */
  get isReady(): boolean {
    if (this.kind === "history") return this.history.some((file) => (file.taken?.claims ?? 0) > 0);
    const taken = this.foreseen?.taken;
    return taken !== undefined && taken !== null && taken.rows_new + taken.rows_changed > 0;
  }

  /** Another kind, or another file. */
  forget(): void {
    const tokens = this.files.map((file) => file.token);
    if (tokens.length > 0) void call("forget_files", { tokens });
    this.#wish += 1;
    Object.assign(this, { files: [], glance: undefined, foreseen: undefined, history: [], problem: undefined, places: {} });
  }

  async #run(work: JobWork): Promise<JobEnd> {
    const { job, ended } = jobs.start(work);
    this.job = job;
    this.problem = undefined;
    const end = await ended;
    if (this.job === job) this.job = undefined;
    if (end.name === "failed") this.problem = messages.errors[end.code];
    return end;
  }

  #work(rehearse: boolean): JobWork {
    const tokens = this.files.map((file) => file.token);
    if (this.kind === "history") return rehearse ? { kind: "rehearse_history", tokens } : { kind: "import_history", tokens };
    const places = Object.entries(this.places).flatMap(([column, place]) => (place === "" ? [] : [{ column, place: Number(place) }]));
    return { kind: "bring_in", token: tokens[0] ?? "", csv_kind: this.kind, places, update: this.update, from: this.from, rehearse };
  }
}

function countOf(end: JobEnd): number | undefined {
  if (end.name !== "done") return undefined;
  if (end.result.kind === "bring_in") return end.result.files.reduce((sum, { taken }) => sum + (taken ? taken.rows_new + taken.rows_changed : 0), 0);
  if (end.result.kind === "import_history") return end.result.files.reduce((sum, { taken }) => sum + (taken?.claims ?? 0), 0);
  return undefined;
}
