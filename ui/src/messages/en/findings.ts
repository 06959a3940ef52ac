import type { SaidView } from "$lib/wire/generated";
import { fill } from "../fill";

/** What the scrubber says: its own sentences are English. */
export const findings = {
  /** A sentence with its parts. */
  said: ({ text, parts }: SaidView) => fill(text, parts),
  /** The name of a field as the scrubber calls it. */
  field: (text: string) => text,
};
