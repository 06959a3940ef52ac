export { default as ChargeScreen } from "./ChargeScreen.svelte";
export { default as ChargesScreen } from "./ChargesScreen.svelte";
export { default as ScrubScreen } from "./ScrubScreen.svelte";
