export { default as JobBar } from "./JobBar.svelte";
export { Job, jobs, type JobEnd } from "./jobs.svelte";
