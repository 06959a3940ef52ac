export { default as BatchScreen } from "./BatchScreen.svelte";
export { default as ClaimQueueScreen } from "./ClaimQueueScreen.svelte";
export { default as ClaimScreen } from "./ClaimScreen.svelte";
