import { call, CallError, type ErrorCode, type JobResult, type JobView, type JobWork } from "$lib/wire";

const POLL_MS = 150;
const UNANSWERED: JobView = { job_id: "", step: "waiting", done: 0, total: 0, percent: null, file: 0, files: 0, status: { name: "running" } };

/** How a job ended: with a result, stopped by the person, or failed. */
export type JobEnd = { name: "done"; result: JobResult } | { name: "cancelled" } | { name: "failed"; code: ErrorCode };

/** Long work that runs in Rust, as the page sees it. */
export class Job {
  readonly work: JobWork;
  view = $state.raw<JobView>(UNANSWERED);
  end = $state.raw<JobEnd>();
  isCancelling = $state(false);

  constructor(work: JobWork) {
    this.work = work;
  }

  /** Asks it to stop at the next safe place. */
  async cancel(): Promise<void> {
    if (this.end || this.isCancelling) return;
    this.isCancelling = true;
    if (this.view.job_id) await call("cancel_job", { job_id: this.view.job_id }).catch(() => undefined);
  }
}

/** All long work that this page started and that has not ended. */
class Jobs {
  running = $state.raw<Job[]>([]);

  /** Starts work; `ended` resolves when it ended, and never rejects. */
  start(work: JobWork): { job: Job; ended: Promise<JobEnd> } {
    const job = new Job(work);
    this.running = [...this.running, job];
    const ended = this.#run(job).then((end) => {
      job.end = end;
      this.running = this.running.filter((other) => other !== job);
      return end;
    });
    return { job, ended };
  }

  async #run(job: Job): Promise<JobEnd> {
    try {
      const { job_id } = await call("start_job", { work: job.work });
      job.view = { ...job.view, job_id };
      if (job.isCancelling) await call("cancel_job", { job_id });
      for (;;) {
        job.view = await call("describe_job", { job_id });
        const end = endOf(job.view);
        if (end) return end;
        await new Promise((resolve) => setTimeout(resolve, POLL_MS));
      }
    } catch (thrown) {
      return { name: "failed", code: thrown instanceof CallError ? thrown.code : "io" };
    }
  }
}

function endOf({ status }: JobView): JobEnd | undefined {
  switch (status.name) {
    case "running":
      return undefined;
    case "unknown":
      return { name: "failed", code: "locked" };
    default:
      return status;
  }
}

export const jobs = new Jobs();
