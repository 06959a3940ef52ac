import { afterEach, describe, expect, it, vi } from "vitest";
import CodeFinder from "./CodeFinder.svelte";
import ComboBox from "./ComboBox.svelte";
import { searchIn, type Found, type FoundList } from "./finder.svelte";
import { enterMovesOn } from "./form";
import { markWords } from "./marks";
import MenuButton from "./MenuButton.svelte";
import { placePopup } from "./popup";
import { all, clear, one, press, settle, show, texts, type } from "./testing";
import { typeAhead } from "./choice";

afterEach(clear);

const kidney: Found[] = [
  { value: "N18.30", code: "N18.30", text: "Chronic kidney disease, stage 3 unspecified", why: "Less specific" },
  { value: "N18.31", code: "N18.31", text: "Chronic kidney disease, stage 3a", dates: "from 10/01/2020" },
  { value: "N18.4", code: "N18.4", text: "Chronic kidney disease, stage 4", isBlocked: true },
];
const box = (): HTMLInputElement | null => one<HTMLInputElement>('[role="combobox"]');
const activeText = (): string | undefined => document.getElementById(box()?.getAttribute("aria-activedescendant") ?? "")?.textContent;

describe("the code finder", () => {
  it("lists what is found, says how many, marks what was typed", async () => {
    const search = vi.fn((): Promise<FoundList> => Promise.resolve({ items: kidney, total: 12 }));
    show(CodeFinder, { label: "Diagnosis D", search });
    await type(box(), "chron kid");
    expect(search).toHaveBeenLastCalledWith("chron kid");
    expect(box()?.getAttribute("aria-expanded")).toBe("true");
    expect(one('[role="status"]')?.textContent).toBe("First 3 of 12");
    expect(texts("mark").slice(0, 2)).toEqual(["Chron", "kid"]);
    expect(activeText()).toContain("N18.30");
    expect(all('[role="option"]')[1]?.textContent).toContain("from 10/01/2020");
  });

  it("takes with Enter and lets the key move on; Esc keeps the text; F4 opens", async () => {
    const ontake = vi.fn();
    show(CodeFinder, { label: "Diagnosis D", search: searchIn(kidney), ontake });
    await type(box(), "kid");
    await press("ArrowDown");
    const enter = await press("Enter");
    expect(ontake).toHaveBeenCalledWith(kidney[1]);
    expect(box()?.value).toBe("N18.31");
    expect(enter.defaultPrevented).toBe(false);
    expect(one('[role="listbox"]')).toBeNull();
    await type(box(), "chron");
    const escape = await press("Escape");
    expect(escape.defaultPrevented).toBe(true);
    expect(box()?.value).toBe("chron");
    expect(one('[role="listbox"]')).toBeNull();
    await press("F4");
    expect(one('[role="listbox"]')).not.toBeNull();
    await press("ArrowUp");
    await press("ArrowUp");
    await press("Tab");
    expect(ontake).toHaveBeenLastCalledWith(kidney[1]);
  });

  it("waits for the answer to the newest text when Enter comes first, and asks only for that", async () => {
    const answers: ((list: FoundList) => void)[] = [];
    const search = vi.fn(() => new Promise<FoundList>((resolve) => answers.push(resolve)));
    const ontake = vi.fn();
    const seen: boolean[] = [];
    const onkeydown = (event: Event): void => void seen.push(event.defaultPrevented);
    show(CodeFinder, { label: "Diagnosis D", search, ontake });
    document.body.addEventListener("keydown", onkeydown);
    await type(box(), "n");
    await type(box(), "n1");
    await type(box(), "n18.31");
    await press("Enter");
    expect(ontake).not.toHaveBeenCalled();
    answers[0]?.({ items: kidney });
    await settle();
    answers[1]?.({ items: [kidney[1] as Found] });
    await settle();
    expect(search).toHaveBeenCalledTimes(2);
    expect(ontake).toHaveBeenCalledExactlyOnceWith(kidney[1]);
    expect(seen).toEqual([true, false]);
    document.body.removeEventListener("keydown", onkeydown);
  });

  it("shows at most 50, never takes what is blocked, and says when the search fails", async () => {
    const many = Array.from({ length: 80 }, (_, index): Found => ({ value: `c${index}`, code: `C${index}`, text: "Code", isBlocked: index === 0 }));
    const search = vi.fn((): Promise<FoundList> => Promise.resolve({ items: many, total: 80 }));
    const ontake = vi.fn();
    show(CodeFinder, { label: "Code", search, ontake });
    await type(box(), "c");
    expect(all('[role="option"]')).toHaveLength(50);
    expect(activeText()).toContain("C1");
    search.mockRejectedValueOnce(new Error("no"));
    await type(box(), "cx");
    expect(one('[role="status"]')?.textContent).toContain("did not work");
    await press("Enter");
    expect(ontake).not.toHaveBeenCalled();
  });
});

describe("a box of known ones", () => {
  const payers: Found[] = [{ value: "p1", code: "", text: "Ridgeway Senior" }, { value: "p2", code: "", text: "Tidewell Plan" }];

  it("has the id of what was taken, and none while the text names none", async () => {
    const onchange = vi.fn();
    show(ComboBox, { label: "Payer", search: searchIn(payers), onchange });
    await type(box(), "tid");
    await press("Enter");
    expect(box()?.value).toBe("Tidewell Plan");
    expect(onchange).toHaveBeenLastCalledWith(payers[1]);
    await type(box(), "Tidewell Pl");
    expect(onchange).toHaveBeenLastCalledWith(undefined);
    box()?.dispatchEvent(new FocusEvent("blur"));
    await settle();
    expect(box()?.getAttribute("aria-invalid")).toBe("true");
    expect(box()?.value).toBe("Tidewell Pl");
  });

  it("lists all of them with Alt+↓", async () => {
    show(ComboBox, { label: "Payer", search: searchIn(payers) });
    box()?.focus();
    await press("ArrowDown", { altKey: true });
    expect(all('[role="option"]')).toHaveLength(2);
  });
});

describe("Enter in a form", () => {
  it("goes to the next field, past what cannot be entered, and ends with what the form does", async () => {
    document.body.innerHTML = '<form><input id="a"><input readonly><input id="b"><textarea id="c"></textarea><input id="d"></form>';
    const ondone = vi.fn();
    const stop = enterMovesOn(ondone)(one("form") as HTMLElement);
    one("#a")?.focus();
    await press("Enter");
    expect(document.activeElement?.id).toBe("b");
    await press("Enter");
    expect(document.activeElement?.id).toBe("c");
    await press("Enter");
    expect(document.activeElement?.id).toBe("c");
    one("#b")?.focus();
    await press("Enter", { shiftKey: true });
    expect(document.activeElement?.id).toBe("a");
    one("#d")?.focus();
    await press("Enter");
    expect(ondone).toHaveBeenCalledOnce();
    stop();
  });
});

describe("a menu", () => {
  it("opens with ↓, goes by letters, keeps what is blocked visible, and gives the focus back", async () => {
    const onchoose = vi.fn();
    show(MenuButton, { label: "More", items: [{ id: "hold", label: "Hold" }, { id: "void", label: "Void", blocked: "Needs Approve." }, { id: "print", label: "Print" }], onchoose });
    one("button")?.focus();
    await press("ArrowDown");
    expect(document.activeElement?.textContent).toContain("Hold");
    await press("v");
    expect(document.activeElement?.textContent).toContain("Needs Approve.");
    document.activeElement?.dispatchEvent(new MouseEvent("click", { bubbles: true }));
    expect(onchoose).not.toHaveBeenCalled();
    await press("ArrowDown");
    document.activeElement?.dispatchEvent(new MouseEvent("click", { bubbles: true }));
    await settle();
    expect(onchoose).toHaveBeenCalledWith("print");
    expect(document.activeElement?.textContent).toContain("More");
    await press("ArrowUp");
    await press("Escape");
    expect(one('[role="menu"]')).toBeNull();
  });
});

describe("small rules", () => {
  it("mark the beginnings of words, whatever their case and accents", () => {
    expect(markWords("Noemí García", "gar noemi")).toEqual([{ text: "Noemí", isMarked: true }, { text: " ", isMarked: false }, { text: "Gar", isMarked: true }, { text: "cía", isMarked: false }]);
    expect(markWords("Anemia", "")).toEqual([{ text: "Anemia", isMarked: false }]);
  });

  it("put a popup below its anchor, or above where there is more room, never outside", () => {
    const page = { width: 1000, height: 600 };
    expect(placePopup({ left: 900, top: 100, bottom: 128, width: 200 }, page, { width: 400, height: 300 })).toEqual({ left: 592, top: 130, bottom: undefined, width: 400, maxHeight: 300 });
    expect(placePopup({ left: 10, top: 500, bottom: 528, width: 200 }, page, { width: 0, height: 300 })).toMatchObject({ top: undefined, bottom: 102, maxHeight: 300 });
  });

  it("step through equal first letters, and follow a typed beginning", () => {
    const choices = ["Alder", "Apple", "Kestrel"].map((label) => ({ value: label, label }));
    expect(typeAhead(choices, 0, "a")).toBe(1);
    expect(typeAhead(choices, 1, "aa")).toBe(0);
    expect(typeAhead(choices, 0, "ap")).toBe(1);
    expect(typeAhead(choices, 0, "z")).toBe(-1);
  });
});
