import type { AreaName } from "$lib/wire";

/** Every screen, with the area of the rail that it belongs to. */
export const areaOf = {
  worklist: "worklist",
  patients: "patients",
  patient: "patients",
  charges: "charges",
  charge: "charges",
  scrub: "charges",
  claims: "claims",
  claim: "claims",
  batch: "claims",
  remittances: "remittances",
  remittance: "remittances",
  denials: "denials",
  denial: "denials",
  office: "office",
  start: "office",
  users: "users",
  settings: "settings",
  passphrase: "settings",
} as const satisfies Record<string, AreaName>;

export type ScreenName = keyof typeof areaOf;

/** The first screen of each area. */
export const screenOf: Record<AreaName, ScreenName> = {
  worklist: "worklist",
  patients: "patients",
  charges: "charges",
  claims: "claims",
  remittances: "remittances",
  denials: "denials",
  office: "office",
  users: "users",
  settings: "settings",
};
