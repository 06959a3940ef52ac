import { describe, expect, it } from "vitest";
import { findings as english } from "./en/findings";
import { findings as spanish } from "./es/findings";
import { remedies } from "./es/findingRemedies";
import { sentences } from "./es/findingSentences";

const gaps = (text: string) => text.split("{}").length;

describe("what the scrubber says", () => {
  it("has in Spanish the parts that it has in English", () => {
    const all = Object.entries({ ...sentences, ...remedies });
    expect(all.length).toBeGreaterThan(250);
    for (const [text, words] of all) expect([text, gaps(words), words.endsWith(".")]).toEqual([text, gaps(text), true]);
  });

  it("is said in the window's language, codes and numbers as they are", () => {
    const said = { text: "Line {} has {} modifiers; four fit.", parts: ["2", "5"] };
    expect(english.said(said)).toBe("Line 2 has 5 modifiers; four fit.");
    expect(spanish.said(said)).toBe("La línea 2 tiene 5 modificadores; caben cuatro.");
    expect(spanish.said({ text: "The {} has no {}.", parts: ["subscriber address", "city, ZIP"] })).toBe("Dato «dirección del asegurado»: falta ciudad, código ZIP.");
    expect(spanish.said({ text: "{} is {}; the place of service is {}.", parts: ["99221", "hospital care", "11"] })).toBe("99221 es atención hospitalaria; el lugar de servicio es 11.");
  });

  it("names fields with their owner", () => {
    expect(spanish.field("line 1 modifier 2")).toBe("modificador 2 de la línea 1");
    expect(spanish.field("other payer 2 subscriber member id")).toBe("número de afiliado del asegurado del otro pagador 2");
    expect(spanish.field("diagnosis 3")).toBe("diagnóstico 3");
    expect(spanish.field("rendering provider NPI")).toBe("NPI del proveedor que atiende");
    expect(spanish.field("E11.9")).toBe("E11.9");
  });

  it("keeps what an earlier version of the rules said", () => {
    expect(spanish.said({ text: "Line 2 repeats line 1.", parts: [] })).toBe("Line 2 repeats line 1.");
  });
});
