import type { Component } from "svelte";
import { SvelteMap } from "svelte/reactivity";
import type { Place, ScreenName } from "$lib/navigation";

type Screen = Component<{ place: Place }>;

const charges = () => import("../screens/charges");
const claims = () => import("../screens/claims");
const denials = () => import("../screens/denials");
const office = () => import("../screens/office");
const patients = () => import("../screens/patients");
const remittances = () => import("../screens/remittances");
const settings = () => import("../screens/settings");
const start = () => import("../screens/start");
const users = () => import("../screens/users");
const worklist = () => import("../screens/worklist");

/** Where each screen comes from. An area is read when its first screen is opened: the desk starts with one area alone. */
const sources: Partial<Record<ScreenName, () => Promise<Screen>>> = {
  charges: async () => (await charges()).ChargesScreen,
  charge: async () => (await charges()).ChargeScreen,
  scrub: async () => (await charges()).ScrubScreen,
  claims: async () => (await claims()).ClaimQueueScreen,
  claim: async () => (await claims()).ClaimScreen,
  batch: async () => (await claims()).BatchScreen,
  denials: async () => (await denials()).DenialListScreen,
  denial: async () => (await denials()).DenialScreen,
  office: async () => (await office()).OfficeScreen,
  passphrase: async () => (await users()).PassphraseScreen,
  patients: async () => (await patients()).PatientListScreen,
  patient: async () => (await patients()).PatientFileScreen,
  remittances: async () => (await remittances()).RemittancesScreen,
  remittance: async () => (await remittances()).RemittancesScreen,
  settings: async () => (await settings()).SettingsScreen,
  start: async () => (await start()).StartScreen,
  users: async () => (await users()).UsersScreen,
  worklist: async () => (await worklist()).WorklistScreen,
};

/** The screens that were read, by name. */
class Screens {
  readonly #known = new SvelteMap<ScreenName, Screen>();

  /** Whether there is such a screen: an area whose first one is missing is not on the rail. */
  has(name: ScreenName): boolean {
    return sources[name] !== undefined;
  }

  /** The screen, if it has been read. */
  get(name: ScreenName): Screen | undefined {
    return this.#known.get(name);
  }

  /** Reads a screen; opening it is at once from then on. */
  async read(name: ScreenName): Promise<void> {
    const source = sources[name];
    if (source && !this.#known.has(name)) this.#known.set(name, await source());
  }
}

export const screens = new Screens();
