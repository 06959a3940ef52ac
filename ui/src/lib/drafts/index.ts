import { onMount } from "svelte";
import { commands } from "$lib/commands";
import { toasts } from "$lib/kit";
import { messages } from "$messages";
import { Draft } from "./draft";

export { Draft, saveOpenDrafts, type DraftedForm } from "./draft";

/**
 * Keeps what is typed in a form, sealed, every five seconds and when the window is left, and puts it back when the form opens
 * again. Call it while the component is made. `finish()` it when the form was saved; `discard()` gives the draft up.
 */
export function useDraft<Content>(
  form: string,
  subject: string,
  read: () => Content,
  restore: (content: Content) => void,
): Draft {
  const draft = new Draft({
    form,
    subject,
    read,
    restore: (content) => restore(content as Content),
    onrestored: (restored) => {
      stopOffer = commands.offer({ undo: () => giveUp(restored) });
      toasts.say("ok", messages.drafts.restored);
    },
  });
  let stopOffer: (() => void) | undefined;
  function giveUp(restored: Draft): void {
    stopOffer?.();
    stopOffer = undefined;
    // What was typed since is never thrown away by a key.
    if (restored.isAsRestored) void restored.discard();
  }
  onMount(() => {
    const stop = draft.start();
    return () => {
      stopOffer?.();
      stop();
    };
  });
  return draft;
}
