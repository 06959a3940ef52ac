import type { Component } from "svelte";
import type { Place, ScreenName } from "$lib/navigation";
import { ChargeScreen, ChargesScreen, ScrubScreen } from "../screens/charges";
import { BatchScreen, ClaimQueueScreen, ClaimScreen } from "../screens/claims";
import { DenialListScreen, DenialScreen } from "../screens/denials";
import { RemittancesScreen } from "../screens/remittances";
import { PatientFileScreen, PatientListScreen } from "../screens/patients";
import { WorklistScreen } from "../screens/worklist";
import { SettingsScreen } from "../screens/settings";
import { OfficeScreen } from "../screens/office";
import { PassphraseScreen, UsersScreen } from "../screens/users";

/** What shows each screen. An area whose first screen is missing here is not on the rail. */
export const screens: Partial<Record<ScreenName, Component<{ place: Place }>>> = {
  patients: PatientListScreen,
  patient: PatientFileScreen,
  charges: ChargesScreen,
  charge: ChargeScreen,
  scrub: ScrubScreen,
  claims: ClaimQueueScreen,
  claim: ClaimScreen,
  batch: BatchScreen,
  worklist: WorklistScreen,
  denials: DenialListScreen,
  denial: DenialScreen,
  settings: SettingsScreen,
  remittances: RemittancesScreen,
  remittance: RemittancesScreen,
  office: OfficeScreen,
  users: UsersScreen,
  passphrase: PassphraseScreen,
};
