export { denialList } from "./denials.svelte";
export { default as DenialListScreen } from "./DenialListScreen.svelte";
export { default as DenialScreen } from "./DenialScreen.svelte";
