export { capsOf, chordOf, isBrowserChord, isSingleLetter } from "./chords";
export { commands, type CommandView, type Offer, type Offers } from "./commands.svelte";
export { refuseKey, type KeyRefusal } from "./keys";
export { commandTable, type CommandId, type CommandSpec } from "./table";
