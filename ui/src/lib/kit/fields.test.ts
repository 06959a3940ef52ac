import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import ConfirmDialog from "./ConfirmDialog.svelte";
import DateInput from "./DateInput.svelte";
import { findField, FormProblems, problemsOf } from "./form";
import FormSummary from "./FormSummary.svelte";
import MoneyInput from "./MoneyInput.svelte";
import NameInput from "./NameInput.svelte";
import PasswordInput from "./PasswordInput.svelte";
import Segmented from "./Segmented.svelte";
import Select from "./Select.svelte";
import { all, clear, one, press, settle, show, texts, type } from "./testing";
import TextInput from "./TextInput.svelte";
import ToastArea from "./ToastArea.svelte";
import { toasts } from "./toasts.svelte";

const call = vi.hoisted(() => vi.fn());
vi.mock("$lib/wire/call", async (original) => ({ ...(await original<object>()), call }));

beforeEach(() => {
  call.mockReset();
});
afterEach(clear);
const input = (): HTMLInputElement | null => one<HTMLInputElement>("input");

describe("a field", () => {
  it("has its label, and says beside itself what is wrong", () => {
    show(TextInput, { label: "Referring NPI", name: "referring_npi", problem: "bad_npi", hint: "On the order" });
    const described = input()?.getAttribute("aria-describedby")?.split(" ") ?? [];
    expect(one("label")?.getAttribute("for")).toBe(input()?.id);
    expect(input()?.getAttribute("aria-invalid")).toBe("true");
    expect(described.map((id) => document.getElementById(id)?.textContent).join(" ")).toMatch(/NPI.*On the order/);
  });

  it("shows words that are no known problem as they are", () => {
    show(TextInput, { label: "Code", problem: "No such code on this date." });
    expect(one(".note.stop")?.textContent).toContain("No such code on this date.");
  });
});

describe("a date", () => {
  it("is read by Rust; the day shows when the person is done", async () => {
    call.mockResolvedValue({ date: "2026-07-15" });
    const onread = vi.fn();
    show(DateInput, { label: "Service date", onread });
    await type(input(), "0715");
    expect(call).toHaveBeenLastCalledWith("read_date", { text: "0715", day_of: "business" });
    expect(one(".note")?.textContent).toBe("Jul 15, 2026");
    expect(input()?.value).toBe("0715");
    input()?.dispatchEvent(new FocusEvent("blur"));
    await settle();
    expect(input()?.value).toBe("07/15/2026");
    expect(onread).toHaveBeenLastCalledWith("2026-07-15");
  });

  it("that is none says so on Enter, not while it is typed, and keeps what was typed", async () => {
    call.mockResolvedValue({ date: null });
    show(DateInput, { label: "Service date" });
    await type(input(), "32/1");
    expect(one(".note.stop")).toBeNull();
    await press("Enter");
    expect(one(".note.stop")?.textContent).toContain("0715");
    expect(input()?.value).toBe("32/1");
    await type(input(), "3/1");
    expect(one(".note.stop")).toBeNull();
  });

  it("ignores an answer to an older text", async () => {
    const answers: ((answer: unknown) => void)[] = [];
    call.mockImplementation(() => new Promise((resolve) => answers.push(resolve)));
    show(DateInput, { label: "Service date" });
    await type(input(), "071");
    await type(input(), "0715");
    answers[1]?.({ date: "2026-07-15" });
    await settle();
    answers[0]?.({ date: "2026-07-01" });
    await settle();
    expect(one(".note")?.textContent).toBe("Jul 15, 2026");
  });
});

describe("an amount", () => {
  it("is read by Rust and written with two decimals when the person is done", async () => {
    call.mockResolvedValue({ amount_cents: 12550 });
    show(MoneyInput, { label: "Charge" });
    await type(input(), "125.5");
    expect(one(".note")?.textContent).toBe("125.50");
    await press("Enter");
    expect(input()?.value).toBe("125.50");
    expect(input()?.className).toContain("num");
  });

  it("that is none keeps what was typed and says what to type", async () => {
    call.mockResolvedValue({ amount_cents: null });
    show(MoneyInput, { label: "Charge" });
    await type(input(), "12,5x");
    input()?.dispatchEvent(new FocusEvent("blur"));
    await settle();
    expect(input()?.value).toBe("12,5x");
    expect(one(".note.stop")?.textContent).toContain("125.50");
  });
});

describe("a form that was refused", () => {
  const saved = { outcome: "refused" as const, problems: [{ field: "name.family", problem: "required" as const }, { field: "born", problem: "not_a_date" as const }] };

  it("has its problems by field; a saved one has none", () => {
    expect(problemsOf(saved).of("born")).toBe("not_a_date");
    expect(problemsOf(saved).of("phone")).toBeUndefined();
    expect(problemsOf({ outcome: "saved", id: "x" }).isEmpty).toBe(true);
  });

  it("has a summary that takes the focus and leads to the fields", async () => {
    const problems = problemsOf(saved);
    show(NameInput, { label: "Patient", problems });
    show(FormSummary, { problems, labelOf: (field: string) => ({ "name.family": "Family name", born: "Born" })[field] ?? field });
    await settle();
    expect(document.activeElement?.getAttribute("role")).toBe("group");
    expect(texts("li")[0]).toMatch(/^Family name: /);
    one<HTMLAnchorElement>("li a")?.click();
    await settle();
    expect(document.activeElement).toBe(findField("name.family"));
    expect(document.activeElement?.getAttribute("aria-invalid")).toBe("true");
  });

  it("shows nothing while nothing was refused", () => {
    show(FormSummary, { problems: new FormProblems(), labelOf: (field: string) => field });
    expect(document.body.textContent).toBe("");
  });
});

describe("a choice", () => {
  const choices = [{ value: "a", label: "Alder Mutual" }, { value: "k", label: "Kestrel Health", isBlocked: true }, { value: "t", label: "Tidewell Plan" }];

  it("opens with ↓, goes by letters, passes what is blocked, and is taken with Enter", async () => {
    const onchange = vi.fn();
    const field = show(Select<string>, { label: "Payer", choices, onchange });
    field["focus"]();
    await press("ArrowDown");
    expect(one('[role="combobox"]')?.getAttribute("aria-expanded")).toBe("true");
    await press("ArrowDown");
    await press("Enter");
    expect(onchange).toHaveBeenLastCalledWith("t");
    await press("a");
    await press("Enter");
    expect(onchange).toHaveBeenLastCalledWith("a");
    await press("F4");
    await press("ArrowDown");
    await press("Escape");
    expect(onchange).toHaveBeenCalledTimes(2);
    expect(one('[role="combobox"]')?.textContent).toBe("Alder Mutual");
  });

  it("side by side is one tab stop and follows the arrows", async () => {
    const onchange = vi.fn();
    show(Segmented<string>, { label: "Payer", choices, value: "a", onchange });
    const buttons = all('[role="radio"]');
    expect(buttons.filter((button) => button.tabIndex === 0)).toHaveLength(1);
    buttons[0]?.focus();
    await press("ArrowRight");
    expect(onchange).toHaveBeenLastCalledWith("t");
    expect(document.activeElement?.textContent).toBe("Tidewell Plan");
  });
});

describe("a passphrase", () => {
  it("can be shown, and a new one says how strong it is", async () => {
    show(PasswordInput, { label: "Passphrase", isNew: true });
    await type(input(), "short");
    expect(one(".note")?.textContent).toContain("12");
    await type(input(), "correct horse battery staple");
    expect(one(".note")?.textContent).toBe("Strong.");
    expect(input()?.type).toBe("password");
    one("button")?.click();
    await settle();
    expect(input()?.type).toBe("text");
  });
});

describe("a dialog that asks", () => {
  it("starts on the way back when the act is harmful, keeps the focus inside, gives it back", async () => {
    document.body.innerHTML = '<button id="before"></button>';
    one("#before")?.focus();
    const [onconfirm, onclose] = [vi.fn(), vi.fn()];
    show(ConfirmDialog, { title: "Void claim?", text: "The payer takes back 96.28.", confirm: "Void claim", isHarmful: true, letter: "v", onconfirm, onclose });
    await settle();
    const [keep, harm] = all("dialog button");
    expect(document.activeElement).toBe(keep);
    harm?.focus();
    await press("Tab");
    expect(document.activeElement).toBe(keep);
    await press("Tab", { shiftKey: true });
    expect(document.activeElement).toBe(harm);
    await press("v", { altKey: true });
    expect(onconfirm).toHaveBeenCalledOnce();
    await press("Escape");
    expect(onclose).toHaveBeenCalledOnce();
    clear();
    expect(document.activeElement).not.toBe(harm);
  });
});

describe("short messages", () => {
  it("offer Undo once and keep a history", async () => {
    show(ToastArea, {});
    const undo = vi.fn();
    toasts.say("ok", "Claim held.", undo);
    await settle();
    expect(texts(".toast")[0]).toContain("Claim held.");
    expect(toasts.canUndo).toBe(true);
    await toasts.undoLast();
    await settle();
    expect(undo).toHaveBeenCalledOnce();
    expect(toasts.canUndo).toBe(false);
    expect(texts(".toast").join()).toContain("Undone.");
    expect(toasts.history[0]?.text).toBe("Undone.");
    await toasts.undoLast();
    expect(undo).toHaveBeenCalledOnce();
  });

  it("say when taking back fails", async () => {
    show(ToastArea, {});
    toasts.say("ok", "Note added.", () => Promise.reject(new Error("locked")));
    await toasts.undoLast();
    await settle();
    expect(texts(".toast").join()).toContain("could not be undone");
  });
});
