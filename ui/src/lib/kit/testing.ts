import { createRawSnippet, flushSync, mount, tick, unmount, type Component, type Snippet } from "svelte";

/** What tests of components share. Not part of the kit. */

const mounted: Record<string, unknown>[] = [];

/** Mounts a component into the page. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- as svelte's own `mount` has it: interfaces have no index signature.
export function show<Props extends Record<string, any>, Exports extends Record<string, any>>(component: Component<Props, Exports, string>, props: NoInfer<Props>): Exports {
  const exports = mount<Props, Exports>(component, { target: document.body, props });
  mounted.push(exports);
  flushSync();
  return exports;
}

/** Takes everything off the page. */
export function clear(): void {
  for (const component of mounted.splice(0)) void unmount(component);
  document.body.replaceChildren();
}

/** Waits until answers came and the page shows them. */
export async function settle(): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, 5));
  await tick();
  flushSync();
}

/** Presses a key where the focus is. */
export async function press(key: string, init: KeyboardEventInit = {}): Promise<KeyboardEvent> {
  const event = new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true, ...init });
  (document.activeElement ?? document.body).dispatchEvent(event);
  await settle();
  return event;
}

/** Types a text into an input, over what is there. */
export async function type(input: HTMLInputElement | HTMLTextAreaElement | null | undefined, text: string): Promise<void> {
  if (!input) throw new Error("there is no such input");
  input.focus();
  input.value = text;
  input.dispatchEvent(new Event("input", { bubbles: true }));
  await settle();
}

/** A snippet of one text. */
export function textSnippet<Row>(text: (row: Row) => string): Snippet<[Row]> {
  return createRawSnippet((row: () => Row) => ({
    render: () => `<span>${text(row())}</span>`,
  }));
}

export const all = (selector: string): HTMLElement[] => [...document.querySelectorAll<HTMLElement>(selector)];
export const one = <Kind extends HTMLElement = HTMLElement>(selector: string): Kind | null => document.querySelector<Kind>(selector);
export const texts = (selector: string): string[] => all(selector).map((element) => element.textContent.trim());
