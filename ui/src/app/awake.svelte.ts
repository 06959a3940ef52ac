import { call } from "$lib/wire";

const CALM_MS = 5000;
const WARNING_MS = 1000;

/** Reports activity to Rust, which keeps the clock, and shows how long it is until the lock. */
export class Awake {
  secondsLeft = $state<number | undefined>(undefined);
  #isActive = false;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** The person did something: during the warning it counts at once, else with the next report. */
  touch(): void {
    this.#isActive = true;
    if (this.secondsLeft !== undefined) void this.#report();
  }

  start(): () => void {
    void this.#report();
    return () => clearTimeout(this.#timer);
  }

  async #report(): Promise<void> {
    clearTimeout(this.#timer);
    const isActive = this.#isActive;
    this.#isActive = false;
    try {
      const clock = await call("keep_awake", { is_active: isActive });
      this.secondsLeft = clock.is_warning ? clock.seconds_left : undefined;
    } finally {
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => void this.#report(), this.secondsLeft === undefined ? CALM_MS : WARNING_MS);
    }
  }
}
