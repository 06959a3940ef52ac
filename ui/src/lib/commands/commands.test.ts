import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { navigation } from "$lib/navigation";
import { capsOf, chordOf, commandTable, commands, isSingleLetter } from ".";

const stops: (() => void)[] = [];
beforeEach(() => {
  navigation.begin({ screen: "patients" });
  commands.allow(["read_patient", "work"]);
  commands.remap({});
  commands.onblocked = () => undefined;
});
afterEach(() => {
  for (const stop of stops.splice(0)) stop();
});

function offer(offers: Parameters<typeof commands.offer>[0]): void {
  stops.push(commands.offer(offers));
}

function press(init: KeyboardEventInit, target: EventTarget = window): KeyboardEvent {
  const event = new KeyboardEvent("keydown", { cancelable: true, bubbles: true, ...init });
  Object.defineProperty(event, "target", { value: target });
  commands.onkey(event);
  return event;
}

describe("commands", () => {
  it("has each command once, and no key twice on one screen", () => {
    const ids = commandTable.map((spec) => spec.id);
    expect(new Set(ids).size).toBe(ids.length);
    const keys = commandTable.flatMap((spec) => [...spec.keys].map((key) => ({ key, screens: spec.screens as "all" | readonly string[] })));
    for (const [at, one] of keys.entries()) {
      for (const other of keys.slice(at + 1)) {
        const meet = one.screens === "all" || other.screens === "all" || one.screens.some((screen) => other.screens.includes(screen));
        expect(one.key === other.key && meet, `${one.key} twice`).toBe(false);
      }
    }
  });

  it("runs what the newest screen offers, whatever case the key comes in", () => {
    const [first, second] = [vi.fn(), vi.fn()];
    offer({ lock: first });
    offer({ lock: second });
    press({ key: "L", ctrlKey: true, shiftKey: true });
    press({ key: "l", metaKey: true, shiftKey: true });
    expect(first).not.toHaveBeenCalled();
    expect(second).toHaveBeenCalledTimes(2);
  });

  it("says why a blocked command does not run", () => {
    const [run, said] = [vi.fn(), vi.fn()];
    commands.onblocked = said;
    offer({ goClaims: run, saveDraft: { run, blocked: () => "Nothing was changed." } });
    press({ key: "4", altKey: true });
    press({ key: "s", ctrlKey: true });
    expect(run).not.toHaveBeenCalled();
    expect(said).toHaveBeenCalledTimes(2);
    expect(said).toHaveBeenLastCalledWith("Nothing was changed.");
  });

  it("follows the keys that the person chose", () => {
    const run = vi.fn();
    offer({ help: run });
    commands.remap({ help: ["Ctrl+H"] });
    press({ key: "F1" });
    expect(run).not.toHaveBeenCalled();
    press({ key: "h", ctrlKey: true });
    expect(run).toHaveBeenCalledOnce();
  });

  it("leaves typing and taken keys alone, and turns the webview's own keys off", () => {
    const run = vi.fn();
    offer({ back: run });
    const taken = new KeyboardEvent("keydown", { key: "Escape", cancelable: true });
    taken.preventDefault();
    commands.onkey(taken);
    expect(run).not.toHaveBeenCalled();
    for (const key of [{ key: "F5" }, { key: "r", ctrlKey: true }, { key: "ArrowLeft", altKey: true }]) {
      expect(press(key).defaultPrevented).toBe(true);
    }
    expect(press({ key: "l" }).defaultPrevented).toBe(false);
    expect(press({ key: "c", ctrlKey: true }).defaultPrevented).toBe(false);
  });

  it("knows single letters and the caps of a chord", () => {
    expect(isSingleLetter("X")).toBe(true);
    expect(isSingleLetter("Ctrl+X")).toBe(false);
    expect(chordOf({ key: "PageDown", ctrlKey: true, metaKey: false, shiftKey: false, altKey: false })).toBe("Ctrl+PageDown");
    expect(capsOf("Ctrl+PageDown")).toBe("Ctrl+PgDn");
  });

  it("lets a dialog's own keys work in it, and none of what is under it but the lock", () => {
    const [below, own, lock] = [vi.fn(), vi.fn(), vi.fn()];
    offer({ mainAction: below, help: below, lock });
    const dialog = document.body.appendChild(document.createElement("dialog"));
    dialog.setAttribute("open", "");
    press({ key: "Enter", ctrlKey: true });
    press({ key: "F1" });
    expect(below).not.toHaveBeenCalled();
    offer({ mainAction: own });
    press({ key: "Enter", ctrlKey: true });
    press({ key: "l", ctrlKey: true, shiftKey: true });
    expect(own).toHaveBeenCalledOnce();
    expect(lock).toHaveBeenCalledOnce();
    dialog.remove();
  });
});
