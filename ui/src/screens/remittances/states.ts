import type { IconName } from "$lib/kit";
import type { PaymentStateName, Tone } from "$lib/wire";

/** How each state of a claim payment looks: icon, hue; its word is in the messages. */
export const stateLook: Record<PaymentStateName, { tone: Tone; icon: IconName }> = {
  no_match: { tone: "warn", icon: "search" },
  several_match: { tone: "warn", icon: "people" },
  out_of_balance: { tone: "stop", icon: "stop" },
  held: { tone: "stop", icon: "hold" },
  nothing_to_take_back: { tone: "stop", icon: "undo" },
  twice: { tone: "stop", icon: "stop" },
  predetermination: { tone: "wait", icon: "info" },
  detached: { tone: "wait", icon: "outside" },
  differs: { tone: "warn", icon: "differs" },
  paid_again: { tone: "warn", icon: "warn" },
  takeback: { tone: "stop", icon: "undo" },
  denied: { tone: "warn", icon: "denied" },
  matched: { tone: "ok", icon: "ok" },
};
