export { default as PatientFileScreen } from "./PatientFileScreen.svelte";
export { default as PatientListScreen } from "./PatientListScreen.svelte";
export { PatientList, patientList } from "./patientList.svelte";
export { default as NoteDialog } from "./NoteDialog.svelte";
