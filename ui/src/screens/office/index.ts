export { default as OfficeScreen } from "./OfficeScreen.svelte";
