import { expect, it } from "vitest";
import { focusNextPane } from "./panes";

it("walks the panes with F6", () => {
  document.body.innerHTML = '<div data-pane><button id="a"></button></div><div data-pane tabindex="-1"><input id="b" /></div>';
  for (const expected of ["a", "b", "a"]) {
    focusNextPane();
    expect(document.activeElement?.id).toBe(expected);
  }
});

it("goes to what Tab would stop at", () => {
  document.body.innerHTML = '<div data-pane><button tabindex="-1"></button><button id="chosen" tabindex="0"></button></div>';
  focusNextPane();
  expect(document.activeElement?.id).toBe("chosen");
});

it("passes a pane by that a narrow window hides", () => {
  document.body.innerHTML =
    '<div data-pane style="display: none"><button id="hidden"></button></div><div data-pane><button id="a"></button></div><div data-pane><button id="b"></button></div>';
  for (const expected of ["a", "b", "a"]) {
    focusNextPane();
    expect(document.activeElement?.id).toBe(expected);
  }
});
