export { drops } from "./drops.svelte";
