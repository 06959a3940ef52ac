import { beforeEach, describe, expect, it, vi } from "vitest";
import { chordOf, focusNextPane, isBrowserKey, onWindowKey } from "./keymap";

const acts = { lock: vi.fn(), findPatient: vi.fn(), openPatients: vi.fn(), back: vi.fn() };

function press(init: KeyboardEventInit): KeyboardEvent {
  const event = new KeyboardEvent("keydown", { cancelable: true, ...init });
  onWindowKey(event, acts);
  return event;
}

beforeEach(() => vi.clearAllMocks());

describe("keys of the window", () => {
  it("locks with Ctrl+Shift+L, whatever case the key comes in", () => {
    press({ key: "L", ctrlKey: true, shiftKey: true });
    press({ key: "l", metaKey: true, shiftKey: true });
    expect(acts.lock).toHaveBeenCalledTimes(2);
  });

  it("finds with F3 and goes back with Esc", () => {
    press({ key: "F3" });
    press({ key: "Escape" });
    expect(acts.findPatient).toHaveBeenCalledOnce();
    expect(acts.back).toHaveBeenCalledOnce();
  });

  it("turns the webview's own keys off and leaves typing alone", () => {
    for (const key of [{ key: "F5" }, { key: "r", ctrlKey: true }, { key: "p", ctrlKey: true }, { key: "ArrowLeft", altKey: true }]) {
      expect(press(key).defaultPrevented).toBe(true);
    }
    expect(press({ key: "l" }).defaultPrevented).toBe(false);
    expect(isBrowserKey(chordOf({ key: "c", ctrlKey: true, metaKey: false, shiftKey: false, altKey: false }))).toBe(false);
  });

  it("leaves a key alone that an element took", () => {
    const event = new KeyboardEvent("keydown", { key: "Escape", cancelable: true });
    event.preventDefault();
    onWindowKey(event, acts);
    expect(acts.back).not.toHaveBeenCalled();
  });

  it("walks the panes with F6", () => {
    document.body.innerHTML = '<div data-pane><button id="a"></button></div><div data-pane tabindex="-1"><input id="b" /></div>';
    focusNextPane();
    expect(document.activeElement?.id).toBe("a");
    focusNextPane();
    expect(document.activeElement?.id).toBe("b");
    focusNextPane();
    expect(document.activeElement?.id).toBe("a");
  });
});
