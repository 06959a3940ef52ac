/** A sentence with its parts in its gaps, in order. */
export function fill(text: string, parts: readonly string[]): string {
  let at = 0;
  return parts.length === 0 ? text : text.replaceAll("{}", () => parts[at++] ?? "");
}
