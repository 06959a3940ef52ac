export { default as PassphraseScreen } from "./PassphraseScreen.svelte";
export { default as UsersScreen } from "./UsersScreen.svelte";
