import type { ScreenName } from "$lib/navigation";
import type { ActionName } from "$lib/wire";

/** A command of the window. Its name is `messages.commands.names[id]`. */
interface Spec {
  id: string;
  /** Chords that run it: `Ctrl+Enter`, `F3`. A single letter works only inside a focused grid or list (WCAG 2.1.4). */
  keys: readonly string[];
  /** The permission that it needs; Rust asks again. */
  action?: ActionName;
  /** Where it can be offered. */
  screens: "all" | readonly ScreenName[];
  group: "go" | "do" | "window";
}

/** Every command once: keys, palette, hints, help and remapping come from here. */
export const commandTable = [
  { id: "goWorklist", keys: ["Alt+1"], action: "work", screens: "all", group: "go" },
  { id: "goPatients", keys: ["Alt+2"], action: "read_patient", screens: "all", group: "go" },
  { id: "goCharges", keys: ["Alt+3"], action: "scrub_claim", screens: "all", group: "go" },
  { id: "goClaims", keys: ["Alt+4"], action: "transmit", screens: "all", group: "go" },
  { id: "goRemittances", keys: ["Alt+5"], action: "post_remittance", screens: "all", group: "go" },
  { id: "goDenials", keys: ["Alt+6"], action: "work", screens: "all", group: "go" },
  { id: "goOffice", keys: ["Alt+7"], action: "read_reference", screens: "all", group: "go" },
  { id: "goUsers", keys: ["Alt+8"], action: "list_users", screens: "all", group: "go" },
  { id: "goSettings", keys: ["Alt+9"], screens: "all", group: "go" },
  { id: "palette", keys: ["Ctrl+K"], screens: "all", group: "window" },
  { id: "findPatient", keys: ["F3"], action: "read_patient", screens: "all", group: "window" },
  { id: "help", keys: ["F1"], screens: "all", group: "window" },
  { id: "nextPane", keys: ["F6"], screens: "all", group: "window" },
  { id: "back", keys: ["Escape"], screens: "all", group: "window" },
  { id: "lock", keys: ["Ctrl+Shift+L"], screens: "all", group: "window" },
  { id: "showMessages", keys: [], screens: "all", group: "window" },
  { id: "undo", keys: ["Ctrl+Z"], screens: "all", group: "window" },
  { id: "mainAction", keys: ["Ctrl+Enter"], screens: "all", group: "do" },
  { id: "saveDraft", keys: ["Ctrl+S"], screens: "all", group: "do" },
  { id: "openDraft", keys: ["Ctrl+Shift+D"], screens: "all", group: "go" },
  { id: "previousRecord", keys: ["Ctrl+PageUp"], screens: "all", group: "go" },
  { id: "nextRecord", keys: ["Ctrl+PageDown"], screens: "all", group: "go" },
  { id: "newPatient", keys: ["Ctrl+N"], action: "write_patient", screens: "all", group: "do" },
  { id: "editPatient", keys: ["Ctrl+Shift+E"], action: "write_patient", screens: ["patient"], group: "do" },
  { id: "addNote", keys: ["Ctrl+Shift+N"], action: "read_patient", screens: "all", group: "do" },
  { id: "newReference", keys: ["Ctrl+Shift+A"], action: "change_reference", screens: ["office"], group: "do" },
  { id: "newUser", keys: ["Ctrl+Shift+A"], action: "enrol_user", screens: ["users"], group: "do" },
  { id: "approveUser", keys: ["Ctrl+Shift+Y"], action: "approve_user", screens: ["users"], group: "do" },
  { id: "disableUser", keys: ["Ctrl+Shift+X"], action: "disable_user", screens: ["users"], group: "do" },
  { id: "changePassphrase", keys: [], screens: "all", group: "window" },
  { id: "chooseFile", keys: ["Ctrl+O"], screens: ["start"], group: "do" },
  { id: "bringIn", keys: [], action: "read_reference", screens: "all", group: "go" },
  { id: "tab1", keys: ["Ctrl+1"], screens: "all", group: "go" },
  { id: "tab2", keys: ["Ctrl+2"], screens: "all", group: "go" },
  { id: "tab3", keys: ["Ctrl+3"], screens: "all", group: "go" },
  { id: "tab4", keys: ["Ctrl+4"], screens: "all", group: "go" },
  { id: "tab5", keys: ["Ctrl+5"], screens: "all", group: "go" },
  { id: "tab6", keys: ["Ctrl+6"], screens: "all", group: "go" },
  { id: "tab7", keys: ["Ctrl+7"], screens: "all", group: "go" },
  { id: "newCharge", keys: ["Ctrl+E"], action: "code_visit", screens: ["patient"], group: "go" },
  { id: "openVisit", keys: ["Ctrl+Shift+O"], action: "code_visit", screens: ["patient"], group: "do" },
  { id: "copyLastVisit", keys: ["Ctrl+Shift+C"], action: "code_visit", screens: ["charge"], group: "do" },
  { id: "finder", keys: ["F4", "Alt+ArrowDown"], screens: ["charge"], group: "do" },
  { id: "copyLine", keys: ["Ctrl+D"], action: "code_visit", screens: ["charge"], group: "do" },
  { id: "removeLine", keys: ["Ctrl+Delete"], action: "code_visit", screens: ["charge"], group: "do" },
  { id: "askProvider", keys: ["Ctrl+Shift+A"], action: "code_visit", screens: ["charge"], group: "do" },
  { id: "voidClaim", keys: ["Ctrl+Shift+V"], action: "void_claim", screens: ["charge"], group: "do" },
  { id: "applyFix", keys: ["F"], action: "code_visit", screens: ["charge", "scrub"], group: "do" },
  { id: "overrideFinding", keys: ["O"], action: "scrub_claim", screens: ["charge", "scrub"], group: "do" },
  { id: "scrubResults", keys: ["Ctrl+Shift+S"], action: "scrub_claim", screens: ["charges"], group: "go" },
  // Claims.
  { id: "takeAcknowledgments", keys: ["Ctrl+O"], action: "transmit", screens: ["claims"], group: "do" },
  { id: "scrubClaims", keys: ["S"], action: "scrub_claim", screens: ["claims"], group: "do" },
  { id: "holdClaims", keys: ["H"], action: "work_claim", screens: ["claims", "claim"], group: "do" },
  { id: "withdrawApprovals", keys: ["W"], action: "work_claim", screens: ["claims", "claim"], group: "do" },
  { id: "voidClaims", keys: ["V"], action: "void_claim", screens: ["claims", "claim"], group: "do" },
  { id: "openBatch", keys: ["B"], action: "transmit", screens: ["claims", "claim"], group: "go" },
  { id: "rawView", keys: ["R"], action: "transmit", screens: ["claims", "claim"], group: "go" },
  { id: "snoozeWork", keys: ["Z"], action: "work", screens: ["worklist"], group: "do" },
  { id: "assignWork", keys: ["A"], action: "work", screens: ["worklist"], group: "do" },
  { id: "finishWork", keys: ["D"], action: "work", screens: ["worklist"], group: "do" },
  { id: "approveWriteOff", keys: ["Y"], action: "approve_write_off", screens: ["worklist", "denial"], group: "do" },
  { id: "returnWriteOff", keys: ["N"], action: "approve_write_off", screens: ["worklist", "denial"], group: "do" },
  { id: "denialCorrect", keys: ["1"], action: "work", screens: ["denial"], group: "do" },
  { id: "denialAppeal", keys: ["2"], action: "work", screens: ["denial"], group: "do" },
  { id: "denialNextPayer", keys: ["3"], action: "work", screens: ["denial"], group: "do" },
  { id: "denialPatient", keys: ["4"], action: "work", screens: ["denial"], group: "do" },
  { id: "denialWriteOff", keys: ["5"], action: "work", screens: ["denial"], group: "do" },
  { id: "denialWait", keys: ["6"], action: "work", screens: ["denial"], group: "do" },
  { id: "importRemittances", keys: ["Ctrl+O"], action: "post_remittance", screens: ["remittances", "remittance"], group: "do" },
  { id: "matchPayment", keys: ["M"], action: "post_remittance", screens: ["remittances", "remittance"], group: "do" },
  { id: "splitPayment", keys: ["S"], action: "post_remittance", screens: ["remittances", "remittance"], group: "do" },
  { id: "detachPayment", keys: ["D"], action: "post_remittance", screens: ["remittances", "remittance"], group: "do" },
  { id: "nextException", keys: ["N"], screens: ["remittances", "remittance"], group: "go" },
  { id: "undoPosting", keys: ["U"], action: "undo_remittance", screens: ["remittances", "remittance"], group: "do" },
  { id: "recordDeposit", keys: ["B"], action: "post_remittance", screens: ["remittances", "remittance"], group: "do" },
] as const satisfies readonly Spec[];

export type CommandId = (typeof commandTable)[number]["id"];

/** A row of the table. */
export interface CommandSpec extends Spec {
  id: CommandId;
}
