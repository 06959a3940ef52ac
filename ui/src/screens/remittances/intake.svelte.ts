import { jobs, type Job } from "$lib/jobs";
import { toasts } from "$lib/kit";
import { call, CallError, type FilesView, type JobResult } from "$lib/wire";
import { messages } from "$messages";

type Received = Extract<JobResult, { kind: "receive_remittances" }>["files"];

const words = messages.remittances.files;

/** Files on their way in: chosen or dropped, read by Rust, told. */
export class Intake {
  job = $state.raw<Job>();
  readonly #open: (id: string) => Promise<void>;

  /** `open` shows a remittance once the files are in. */
  constructor(open: (id: string) => Promise<void>) {
    this.#open = open;
  }

  /** Asks for files with the system's dialog. */
  async choose(): Promise<void> {
    try {
      await this.take(await call("pick_files", { purpose: "x12", several: true }));
    } catch (thrown) {
      toasts.say("stop", messages.errors[thrown instanceof CallError ? thrown.code : "io"]);
    }
  }

  /** Takes files that were chosen or dropped. */
  async take(files: FilesView): Promise<void> {
    for (const refused of files.refused) toasts.say("stop", words.refused(refused.name, words.refusals[refused.reason]));
    if (files.files.length === 0 || this.job) return;
    const { job, ended } = jobs.start({ kind: "receive_remittances", tokens: files.files.map((file) => file.token) });
    this.job = job;
    const end = await ended;
    this.job = undefined;
    if (end.name === "failed") toasts.say("stop", messages.errors[end.code]);
    else if (end.name === "cancelled") toasts.say("wait", words.cancelled);
    else if (end.result.kind === "receive_remittances") await this.#tell(end.result.files);
  }

  async #tell(files: Received): Promise<void> {
    const fresh = files.flatMap((file) => file.taken?.remittances.filter((received) => !received.is_known) ?? []);
    if (fresh.length > 0) toasts.say("ok", words.received(fresh.length));
    for (const file of files) {
      const known = file.taken?.remittances.find((received) => received.is_known);
      if (known) toasts.say("warn", words.known(file.name, messages.remittances.states[known.state]));
      if (file.taken && file.taken.left_out > 0) toasts.say("warn", words.leftOut(file.name, file.taken.left_out));
      if (!file.taken) toasts.say("stop", words.refused(file.name, words.notRemittance));
    }
    const first = fresh[0] ?? files.flatMap((file) => file.taken?.remittances ?? [])[0];
    if (first) await this.#open(first.remittance_id);
  }
}
