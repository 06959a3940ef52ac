import type { CommandId } from "$lib/commands/table";

const names: Record<CommandId, string> = {
  goWorklist: "Go to the worklist",
  goPatients: "Go to patients",
  goCharges: "Go to charges",
  goClaims: "Go to claims",
  goRemittances: "Go to remittances",
  goDenials: "Go to denials",
  goOffice: "Go to payers, providers, fees",
  goUsers: "Go to users",
  goSettings: "Go to my settings",
  palette: "Find, go, do",
  findPatient: "Find a patient",
  help: "Help and keys of this screen",
  nextPane: "Next pane",
  back: "Back",
  lock: "Lock, switch user",
  undo: "Undo",
  mainAction: "The screen’s main action",
  saveDraft: "Save the draft",
  previousRecord: "Previous record",
  nextRecord: "Next record",
  addNote: "Add a note",
  tab1: "Tab 1",
  tab2: "Tab 2",
  tab3: "Tab 3",
  tab4: "Tab 4",
  tab5: "Tab 5",
  tab6: "Tab 6",
  tab7: "Tab 7",
};

/** The names of all commands, and the caps of the keys. */
export const commands = {
  names,
  notAllowed: "Your role does not allow this. Ask a supervisor.",
  caps: {
    Escape: "Esc",
    Enter: "Enter",
    PageUp: "PgUp",
    PageDown: "PgDn",
    Shift: "Shift",
    ArrowDown: "↓",
    ArrowUp: "↑",
    Delete: "Del",
  },
};
