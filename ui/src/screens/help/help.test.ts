import { afterEach, expect, it, vi } from "vitest";
import { commands } from "$lib/commands";
import { clear, one, press, show, texts, type } from "$lib/kit/testing";
import { navigation } from "$lib/navigation";
import { HelpDialog } from ".";

afterEach(clear);

it("shows what can be done here and with which keys, and finds a key", async () => {
  navigation.begin({ screen: "patients" });
  const stop = commands.offer({ lock: vi.fn<() => void>() });
  const onclose = vi.fn();
  show(HelpDialog, { onclose });
  expect(texts("section")[0]).toMatch(/Lock, switch user.*Ctrl\+Shift\+L/);
  expect(texts("section")[1]).toContain("Find, go, do");
  expect(texts("section")[2]).toContain("Sealed: your role holds no key");
  await type(one<HTMLInputElement>("#help-search"), "ctrl+k");
  expect(texts("dt")).toEqual(["Find, go, do"]);
  await press("Escape");
  expect(onclose).toHaveBeenCalledOnce();
  stop();
});
