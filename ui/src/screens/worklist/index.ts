export { worklistStore } from "./worklist.svelte";
export { default as WorklistScreen } from "./WorklistScreen.svelte";
