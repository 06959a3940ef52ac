export { navigation, type Place } from "./navigation.svelte";
export { areaOf, screenOf, type ScreenName } from "./screens";
