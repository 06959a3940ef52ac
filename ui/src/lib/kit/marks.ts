/** A piece of a text, and whether what was typed matched it. */
export interface Piece {
  text: string;
  isMarked: boolean;
}

const plain = (text: string): string => text.normalize("NFD").replace(/\p{M}/gu, "").toLocaleLowerCase();

/** Cuts a text into pieces, with the beginnings of its words marked that were typed. */
export function markWords(text: string, typed: string): Piece[] {
  const words = plain(typed).split(/[\s,]+/u).filter(Boolean);
  if (words.length === 0) return [{ text, isMarked: false }];
  const pieces: Piece[] = [];
  for (const [part] of text.matchAll(/[\p{L}\p{N}\p{M}.]+|[^\p{L}\p{N}\p{M}.]+/gu)) {
    const start = words.filter((word) => plain(part).startsWith(word)).reduce((most, word) => Math.max(most, word.length), 0);
    if (start > 0) pieces.push({ text: part.slice(0, start), isMarked: true });
    if (start < part.length) pieces.push({ text: part.slice(start), isMarked: false });
  }
  return joined(pieces);
}

/** Neighbors that look alike, as one. */
function joined(pieces: Piece[]): Piece[] {
  const out: Piece[] = [];
  for (const piece of pieces) {
    const last = out.at(-1);
    if (last && last.isMarked === piece.isMarked) last.text += piece.text;
    else out.push({ ...piece });
  }
  return out;
}
