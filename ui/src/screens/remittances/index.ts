export { default as RemittancesScreen } from "./RemittancesScreen.svelte";
