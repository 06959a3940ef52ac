import { afterEach, expect, it, vi } from "vitest";
import { toasts } from "./toasts.svelte";

afterEach(() => {
  for (const toast of toasts.shown) toasts.dismiss(toast.id);
});

const shown = () => toasts.shown.map((toast) => toast.text);

it("what was done overtakes what was only told, never a refusal or what can be taken back", () => {
  toasts.say("ok", "Matched.", vi.fn());
  toasts.say("stop", "One file was refused.");
  toasts.say("ok", "Nothing is posted yet.");
  expect(shown()).toEqual(["Matched.", "One file was refused.", "Nothing is posted yet."]);
  toasts.say("ok", "Posted.", vi.fn());
  expect(shown()).toEqual(["Matched.", "One file was refused.", "Posted."]);
  expect(toasts.history[0]?.text).toBe("Posted.");
  expect(toasts.history.map((toast) => toast.text)).toContain("Nothing is posted yet.");
});
