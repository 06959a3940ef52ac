import { mount } from "svelte";
import KitPage from "./KitPage.svelte";

// Opened by the development server as `/kit.html`; no page of the product leads here. `?theme=dark`, `?density=32`.
for (const [name, value] of new URLSearchParams(location.search)) document.documentElement.dataset[name] = value;
const target = document.getElementById("kit");
if (target) mount(KitPage, { target });
