import { commands, type CommandId } from "$lib/commands";
import { saveOpenDrafts } from "$lib/drafts";
import { FormProblems, problemsOf } from "$lib/kit";
import { call, type PreferencesView } from "$lib/wire";
import { applyLook } from "./look";

const shipped: PreferencesView = { row_height: 28, theme: "system", language: "system", idle_minutes: 5, keys: [] };

/** The person's own settings: kept by Rust, applied at once. One for the window. */
class Preferences {
  #own = $state.raw<PreferencesView>(shipped);
  /** Starts the page anew, for another language. Tests put their own. */
  restart: () => void = () => {
    location.hash = "settings";
    location.reload();
  };

  get own(): PreferencesView {
    return this.#own;
  }

  /** Takes what Rust keeps. */
  take(own: PreferencesView): void {
    this.#own = own;
    applyLook(own);
    commands.remap(Object.fromEntries(own.keys.map(({ command, chords }) => [command, chords])));
  }

  /** Saves a change and applies it; what was refused comes back, and nothing is changed then. */
  async save(change: Partial<PreferencesView>): Promise<FormProblems> {
    const before = this.#own;
    const wish = { ...before, ...change };
    const problems = problemsOf(await call("save_preferences", wish));
    if (!problems.isEmpty) return problems;
    this.take(wish);
    if (wish.language !== before.language) {
      await saveOpenDrafts();
      this.restart();
    }
    return problems;
  }

  /** The keys with one command's changed; without chords they are the shipped ones again. */
  keysWith(id: CommandId, chords: readonly string[] | undefined): PreferencesView["keys"] {
    const others = this.#own.keys.filter(({ command }) => command !== id);
    return chords === undefined ? others : [...others, { command: id, chords: [...chords] }];
  }
}

export const preferences = new Preferences();
