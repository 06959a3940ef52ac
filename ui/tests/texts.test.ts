// @vitest-environment node
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse, type AST } from "svelte/compiler";
import { describe, expect, it } from "vitest";
import { en } from "../src/messages/en";
import { es } from "../src/messages/es";

const top = new URL("..", import.meta.url).pathname;
const READ_ALOUD = new Set(["title", "aria-label", "placeholder", "alt", "label", "aria-description"]);

function filesUnder(folder: string, ending: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(ending))
    .map((name) => join(folder, name));
}

const hasWord = (text: string) => /\p{L}{2,}/u.test(text);

type Node = { type?: string; [key: string]: unknown };

/** Visible words that stand in a component's markup instead of in the messages. */
function literals(node: Node, found: string[] = []): string[] {
  if (node.type === "Text" && hasWord(String(node["data"]))) found.push(String(node["data"]).trim());
  for (const [key, child] of Object.entries(node)) {
    const isQuiet = node.type === "StyleDirective" || (node.type === "Attribute" && !READ_ALOUD.has(String(node["name"])));
    if (isQuiet || key === "parent") continue;
    for (const item of Array.isArray(child) ? child : [child]) {
      if (item && typeof item === "object") literals(item as Node, found);
    }
  }
  return found;
}

describe("visible texts", () => {
  for (const file of filesUnder(join(top, "src"), ".svelte")) {
    it(`${file.slice(top.length)} has none of its own`, () => {
      const root: AST.Root = parse(readFileSync(file, "utf8"), { modern: true });
      expect(literals(root.fragment as unknown as Node)).toEqual([]);
    });
  }

  for (const file of filesUnder(join(top, "src"), ".svelte")) {
    it(`${file.slice(top.length)} has no style in its markup, which the content security policy would drop`, () => {
      expect(readFileSync(file, "utf8")).not.toMatch(/\sstyle=/);
    });
  }

  it("finds one where there is one", () => {
    const root = parse('<p title="Seven">{x} Hello</p>', { modern: true });
    expect(literals(root.fragment as unknown as Node)).toEqual(["Seven", "Hello"]);
  });

  it.each(["gate", "setup"])("the %s page has none but its key caps", (page) => {
    const html = readFileSync(join(top, `public/${page}/index.html`), "utf8");
    const body = html.slice(html.indexOf("<body>"));
    const texts = body.replace(/<kbd>.*?<\/kbd>/g, "").replace(/<[^>]*>/g, "\n").split("\n").map((text) => text.trim());
    expect(texts.filter(hasWord)).toEqual([]);
    expect(body).not.toMatch(/(title|aria-label|placeholder|alt)=/);
    expect(body).not.toMatch(/style=|<style|on\w+=/);
  });
});

describe("languages", () => {
  it.each(["gate", "setup"])("those of the %s page have the same keys and holes", (page) => {
    const source = readFileSync(join(top, `public/${page}/messages.js`), "utf8");
    const gate = new Function(`${source}; return ${page.toUpperCase()}_MESSAGES;`)() as Record<"en" | "es", Record<string, string>>;
    expect(Object.keys(gate.es)).toEqual(Object.keys(gate.en));
    const holes = (text = "") => [...text.matchAll(/\{\w+\}/g)].map(([hole]) => hole).sort();
    for (const [key, text] of Object.entries(gate.en)) expect(holes(gate.es[key]), key).toEqual(holes(text));
    const script = readFileSync(join(top, `public/${page}/${page}.js`), "utf8") + readFileSync(join(top, `public/${page}/index.html`), "utf8");
    const used = [...script.matchAll(/(?:say\("|data-text=")(\w+)"/g)].map(([, key]) => key ?? "");
    expect(used.filter((key) => !(key in gate.en))).toEqual([]);
  });

  it("no text is empty in either", () => {
    const leaves = (value: unknown): unknown[] => (typeof value === "object" && value ? Object.values(value).flatMap(leaves) : [value]);
    for (const text of [...leaves(en), ...leaves(es)]) expect(text).toBeTruthy();
  });
});

describe("the script", () => {
  type Chunk = { file: string; imports?: string[]; isDynamicEntry?: boolean };
  const manifest = (): Record<string, Chunk> => JSON.parse(readFileSync(join(top, "dist/.vite/manifest.json"), "utf8")) as Record<string, Chunk>;

  /** The files of some entries, with all that they import. */
  function loaded(chunks: Record<string, Chunk>, entries: string[], seen = new Set<string>()): Set<string> {
    for (const name of entries) {
      const chunk = chunks[name];
      if (!chunk || seen.has(chunk.file)) continue;
      seen.add(chunk.file);
      loaded(chunks, chunk.imports ?? [], seen);
    }
    return seen;
  }

  const size = (files: Iterable<string>) => [...files].filter((file) => file.endsWith(".js")).reduce((sum, file) => sum + readFileSync(join(top, "dist", file)).length, 0);

  it("of the desk with any one of its areas fits in 400 kB", () => {
    const chunks = manifest();
    const areas = Object.keys(chunks).filter((name) => name.startsWith("src/screens/"));
    expect(areas.length).toBeGreaterThan(7);
    for (const language of ["en", "es"]) {
      for (const area of areas) {
        const files = loaded(chunks, ["index.html", "src/app/open.ts", `src/messages/${language}/index.ts`, area]);
        expect(files.size).toBeGreaterThan(3);
        expect(size(files), `${language} ${area}`).toBeLessThan(400_000);
      }
    }
  });
});
