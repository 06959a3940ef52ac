export { Job, jobs, type JobEnd } from "./jobs.svelte";
