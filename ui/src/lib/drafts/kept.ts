import type { Place } from "$lib/navigation";
import { call, type DraftRow } from "$lib/wire";
import { messages } from "$messages";

/** The drafts of the person at the desk, newest first; none where they cannot be read. */
export async function keptDrafts(): Promise<readonly DraftRow[]> {
  const { items } = await call("list_drafts", {}).catch(() => ({ items: [] }));
  return items;
}

/** Where the form of a draft is opened; `undefined` where the draft's record does not tell whose file it is in. */
export function placeOfDraft({ form, subject }: DraftRow): Place | undefined {
  const isPatient = subject.startsWith("pat-");
  if (form === "charge") return isPatient ? { screen: "charge", of: subject } : { screen: "charge", id: subject };
  if (form === "patient") return subject === "" ? { screen: "patient", tab: "new" } : { screen: "patient", id: subject, tab: "edit" };
  if (!isPatient) return undefined;
  return form === "coverage" ? { screen: "patient", id: subject, tab: "coverage" } : { screen: "patient", id: subject };
}

/** The names of the forms that have a draft, each once; they say nothing of a person. */
export function namesOfDrafts(drafts: readonly DraftRow[]): string {
  const names: Readonly<Record<string, string>> = messages.drafts.forms;
  const all = drafts.map(({ form, subject }) => names[form === "patient" && subject === "" ? "new_patient" : form] ?? messages.drafts.other);
  return [...new Set(all)].join(", ");
}
