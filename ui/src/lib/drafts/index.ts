import { onMount } from "svelte";
import { toasts } from "$lib/kit";
import { messages } from "$messages";
import { Draft } from "./draft";

export { keptDrafts, namesOfDrafts, placeOfDraft } from "./kept";
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
    // What was typed since is never thrown away by a key.
    onrestored: (restored) => toasts.say("ok", messages.drafts.restored, () => (restored.isAsRestored ? restored.discard() : undefined)),
  });
  onMount(() => draft.start());
  return draft;
}
