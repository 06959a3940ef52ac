import { mount } from "svelte";
import App from "./app/App.svelte";
import { language } from "$messages";
import "./styles/tokens.css";
import "./styles/kit.css";
import "./styles/parts.css";

document.documentElement.lang = language;
const target = document.getElementById("desk");
if (target) mount(App, { target });
