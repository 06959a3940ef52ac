export { capsOf, chordOf, isBrowserChord, isSingleLetter } from "./chords";
export { commands, type CommandView, type Offer, type Offers } from "./commands.svelte";
export { commandTable, type CommandId, type CommandSpec } from "./table";
