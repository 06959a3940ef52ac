import { applyLook } from "$lib/preferences/look";
import { call } from "$lib/wire";
import "./styles/tokens.css";
import "./styles/kit.css";
import "./styles/parts.css";

/** Puts the person's look and language onto the page, then reads the words and shows the desk. */
async function start(): Promise<void> {
  const own = await call("read_preferences", {}).catch(() => undefined);
  if (own) applyLook(own);
  const { open } = await import("./app/open");
  open(own);
}

void start();
