export { default as PatientFileScreen } from "./PatientFileScreen.svelte";
export { PatientList } from "./patientList.svelte";
export { default as PatientListScreen } from "./PatientListScreen.svelte";
