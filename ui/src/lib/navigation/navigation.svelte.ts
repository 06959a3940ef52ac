import type { ScreenName } from "./screens";

/** Where the person is: a screen, and the record that it shows. */
export interface Place {
  screen: ScreenName;
  /** The record: a patient, a claim, a remittance. */
  id?: string;
  /** Which of its tabs, fields or rows. */
  tab?: string;
  /** A record that a new one is made for: the patient of a new charge. */
  of?: string;
}

const MOST_STEPS_BACK = 50;

/** Where the person is, where she came from, and the list that she walks through. One for the window. */
class Navigation {
  #place = $state.raw<Place>({ screen: "settings" });
  #back: { place: Place; trail: readonly string[] }[] = [];
  #trail = $state.raw<readonly string[]>([]);
  /** Asked before a place is left; `false` keeps the person there. */
  beforeLeaving: (() => boolean) | undefined;

  get place(): Place {
    return this.#place;
  }

  /** The ids of the list that the open record stands in. */
  get trail(): readonly string[] {
    return this.#trail;
  }

  /** The place of the open record in the list, from 1; 0 when it is in none. */
  get position(): number {
    return this.#place.id === undefined ? 0 : this.#trail.indexOf(this.#place.id) + 1;
  }

  /** Opens a place. `trail`: the ids of the list that it was chosen from, for Ctrl+PgUp and Ctrl+PgDn. */
  go(place: Place, trail: readonly string[] = []): void {
    if (this.beforeLeaving?.() === false) return;
    this.beforeLeaving = undefined;
    this.#back = [...this.#back, { place: this.#place, trail: this.#trail }].slice(-MOST_STEPS_BACK);
    this.#place = place;
    this.#trail = trail;
  }

  /** Another tab or another id of the same screen, without a step back. */
  replace(place: Place): void {
    this.#place = place;
  }

  /** The first place of a session. */
  begin(place: Place): void {
    this.#back = [];
    this.#trail = [];
    this.#place = place;
  }

  /** Back to where she came from: `false` when there is no such place. */
  back(): boolean {
    const before = this.#back.at(-1);
    if (!before) return false;
    if (this.beforeLeaving?.() === false) return true;
    this.beforeLeaving = undefined;
    this.#back = this.#back.slice(0, -1);
    this.#place = before.place;
    this.#trail = before.trail;
    return true;
  }

  /** The next or previous record of the list. */
  step(by: 1 | -1): boolean {
    const id = this.#trail[this.position - 1 + by];
    if (this.position === 0 || id === undefined || this.beforeLeaving?.() === false) return false;
    this.beforeLeaving = undefined;
    this.#place = { ...this.#place, id };
    return true;
  }
}

export const navigation = new Navigation();
