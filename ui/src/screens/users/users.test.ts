import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { clear, one, press, settle, show, texts, type } from "$lib/kit/testing";
import { commands } from "$lib/commands";
import { navigation } from "$lib/navigation";
import type { ListUsersResponse } from "$lib/wire";
import { PassphraseScreen, UsersScreen } from ".";

const call = vi.hoisted(() => vi.fn());
const entrust = vi.hoisted(() => vi.fn());
vi.mock("$lib/wire/call", async (original) => ({ ...(await original<object>()), call, entrust }));

const people: ListUsersResponse = {
  items: [
    { name: "Nora", role: "biller", state: "enrolled", fingerprint: "ab12 cd34", is_self: false, needs_second: false },
    { name: "Sol", role: "supervisor", state: "active", fingerprint: null, is_self: true, needs_second: true },
  ],
  roles: [{ role: "biller", needs_second: false }, { role: "auditor", needs_second: true }],
  seconds: ["Ada"],
  hands_over_keys: true,
};

let answers: Record<string, unknown>;
beforeEach(() => {
  answers = { list_users: people };
  call.mockReset();
  call.mockImplementation((name: string) => Promise.resolve(answers[name]));
  entrust.mockReset();
  entrust.mockResolvedValue("7");
  navigation.begin({ screen: "users" });
  commands.allow(["list_users", "enrol_user", "approve_user", "disable_user"]);
});
afterEach(clear);

async function open(): Promise<void> {
  show(UsersScreen, { place: navigation.place });
  await settle();
}

describe("users", () => {
  it("shows who waits, and approves after the fingerprint was seen", async () => {
    await open();
    expect(texts("[role=gridcell] .st")).toEqual(["Waits for approval", "May unlock"]);
    await press("Enter");
    expect(one("dialog")?.textContent).toContain("ab12 cd34");
    answers["approve_user"] = { outcome: "saved", id: "Nora" };
    commands.run("mainAction");
    await settle();
    expect(call).toHaveBeenCalledWith("approve_user", { name: "Nora", second: "", secret: "" });
    expect(one("dialog")).toBeNull();
  });

  it("adds a person whose passphrases never stand in a request", async () => {
    await open();
    commands.run("newUser");
    await settle();
    answers["add_user"] = { outcome: "refused", problems: [{ field: "again", problem: "differs" }] };
    await type(one<HTMLInputElement>("dialog [data-field=name]"), "Otto");
    await type(one<HTMLInputElement>("dialog [data-field=passphrase]"), "five words that are good");
    commands.run("mainAction");
    await settle();
    expect(entrust).toHaveBeenCalledWith("five words that are good", "", "");
    expect(call).toHaveBeenCalledWith("add_user", { name: "Otto", role: "biller", second: "", secret: "7" });
    expect(JSON.stringify(call.mock.calls)).not.toContain("five words");
    expect(one("dialog [data-field=again]")?.getAttribute("aria-invalid")).toBe("true");
  });

  it("asks before disabling, and says why the last of a kind stays", async () => {
    await open();
    await press("ArrowDown");
    commands.run("disableUser");
    await settle();
    expect(one("dialog")?.textContent).toContain("Disable Sol?");
    answers["disable_user"] = { outcome: "refused", problems: [{ field: "name", problem: "last_of_kind" }] };
    await press("d", { altKey: true });
    expect(call).toHaveBeenCalledWith("disable_user", { name: "Sol" });
    expect(one("dialog")).toBeNull();
  });

  it("lets everybody change his own passphrase", async () => {
    show(PassphraseScreen, { place: navigation.place });
    await settle();
    answers["change_passphrase"] = { outcome: "refused", problems: [{ field: "old", problem: "wrong_passphrase" }] };
    await type(one<HTMLInputElement>("[data-field=old]"), "the old one");
    commands.run("mainAction");
    await settle();
    expect(entrust).toHaveBeenCalledWith("the old one", "", "");
    expect(call).toHaveBeenCalledWith("change_passphrase", { secret: "7" });
    expect(one("[data-field=old]")?.getAttribute("aria-invalid")).toBe("true");
  });
});
