import { fill } from "../fill";
import type { Messages } from "../en";
import { words } from "./findingWords";
import { remedies } from "./findingRemedies";
import { sentences } from "./findingSentences";

/** Names of fields begin with whose they are: `line 1 modifier 2` is the second modifier of the first line. */
interface Owner {
  gender: "el" | "la";
  word: string;
}

const owners: Record<string, Owner> = {
  line: { gender: "la", word: "línea" },
  "other payer": { gender: "el", word: "otro pagador" },
  subscriber: { gender: "el", word: "asegurado" },
  patient: { gender: "el", word: "paciente" },
  payer: { gender: "el", word: "pagador" },
  "billing provider": { gender: "el", word: "proveedor que factura" },
  "referring provider": { gender: "el", word: "proveedor que remite" },
  "primary care provider": { gender: "el", word: "médico de cabecera" },
  "rendering provider": { gender: "el", word: "proveedor que atiende" },
  "purchased service provider": { gender: "el", word: "proveedor del servicio comprado" },
  "service facility": { gender: "el", word: "centro de servicio" },
  "supervising provider": { gender: "el", word: "proveedor que supervisa" },
  "ordering provider": { gender: "el", word: "proveedor que ordena" },
  "ambulance pick-up": { gender: "la", word: "recogida en ambulancia" },
  "ambulance drop-off": { gender: "la", word: "llegada en ambulancia" },
  "pay-to address": { gender: "la", word: "dirección de pago" },
  "pay-to plan": { gender: "el", word: "plan de pago" },
  claim: { gender: "la", word: "reclamación" },
  diagnosis: { gender: "el", word: "diagnóstico" },
};

const longest = 5;

/** A name of a field in Spanish, its owner last. `undefined` where it is none: a code, a day, a number. */
function ofField(text: string): string | undefined {
  const tokens = text.split(" ");
  const found: { word: string; gender?: Owner["gender"] }[] = [];
  for (let at = 0; at < tokens.length; ) {
    let length = Math.min(longest, tokens.length - at);
    const phrase = () => tokens.slice(at, at + length).join(" ");
    while (length > 0 && owners[phrase()] === undefined && words[phrase()] === undefined) length -= 1;
    if (length === 0) return undefined;
    const owner = owners[phrase()];
    const own = words[phrase()];
    at += length;
    // What follows a name and is none itself is its number or its qualifier: `modifier 2`, `date 439`, `reference G1`.
    const next = tokens[at];
    const number = next !== undefined && /^[0-9A-Z]{1,3}$/u.test(next) && words[next] === undefined ? next : undefined;
    if (number !== undefined) at += 1;
    const suffix = number === undefined ? "" : ` ${number}`;
    found.push(owner && at < tokens.length ? { word: owner.word + suffix, gender: owner.gender } : { word: (own ?? owner?.word ?? "") + suffix });
  }
  return found.reverse().map((piece) => (piece.gender === undefined ? piece.word : piece.gender === "el" ? `del ${piece.word}` : `de la ${piece.word}`)).join(" ");
}

const part = (text: string) => text.split(", ").map((one) => ofField(one) ?? one).join(", ");

/** What the scrubber says, in Spanish. A sentence of an earlier version of the rules stays as it was stored. */
export const findings: Messages["findings"] = {
  said: ({ text, parts }) => {
    const known: string | undefined = (sentences as Record<string, string>)[text] ?? (remedies as Record<string, string>)[text];
    return known === undefined ? fill(text, parts) : fill(known, parts.map(part));
  },
  field: (text) => ofField(text) ?? text,
};
