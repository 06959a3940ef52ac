/** One of few: what the request takes, and its word. */
export interface Choice<Value extends string = string> {
  value: Value;
  label: string;
  /** A second line, or why it cannot be taken. */
  hint?: string | undefined;
  isBlocked?: boolean;
}

/** The choice that ← ↑ (`-1`) or → ↓ (`1`) leads to: blocked ones are passed over, the ends meet. */
export function stepChoice<Value extends string>(choices: readonly Choice<Value>[], chosen: Value | "", step: 1 | -1): Choice<Value> | undefined {
  const open = choices.filter((choice) => !choice.isBlocked);
  const at = open.findIndex((choice) => choice.value === chosen);
  return open[at < 0 ? (step === 1 ? 0 : open.length - 1) : (at + step + open.length) % open.length];
}

/** The choice that typed letters lead to, from the one after `from` on. */
export function typeAhead<Value extends string>(choices: readonly Choice<Value>[], from: number, typed: string): number {
  const letters = typed.toLocaleLowerCase();
  const isRun = [...letters].every((letter) => letter === letters[0]);
  const needle = isRun ? letters.slice(0, 1) : letters;
  const start = isRun ? from + 1 : Math.max(0, from);
  for (let offset = 0; offset < choices.length; offset += 1) {
    const at = (start + offset) % choices.length;
    const choice = choices[at];
    if (choice && !choice.isBlocked && choice.label.toLocaleLowerCase().startsWith(needle)) return at;
  }
  return -1;
}
