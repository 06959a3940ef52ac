/* eslint svelte/prefer-svelte-reactivity: "off" -- one version counts for all rows: a SvelteSet has a signal for each of a hundred thousand. */

/** The selected rows of a grid, by id. Changing one row costs the same in a list of ten and of a hundred thousand. */
export class Selection {
  #ids = new Set<string>();
  #version = $state(0);

  has(id: string): boolean {
    void this.#version;
    return this.#ids.has(id);
  }

  get size(): number {
    void this.#version;
    return this.#ids.size;
  }

  /** Ids, in the order they were selected. */
  get ids(): string[] {
    void this.#version;
    return [...this.#ids];
  }

  add(ids: Iterable<string>): void {
    for (const id of ids) this.#ids.add(id);
    this.#version += 1;
  }

  delete(id: string): void {
    if (this.#ids.delete(id)) this.#version += 1;
  }

  toggle(id: string): void {
    if (!this.#ids.delete(id)) this.#ids.add(id);
    this.#version += 1;
  }

  clear(): void {
    if (this.#ids.size === 0) return;
    this.#ids.clear();
    this.#version += 1;
  }

  /** Forgets what is not on the list any more. */
  keepOnly(ids: Iterable<string>): void {
    const there = new Set(ids);
    for (const id of [...this.#ids]) if (!there.has(id)) this.#ids.delete(id);
    this.#version += 1;
  }
}
