import { toasts } from "$lib/kit";

interface Offered {
  remittanceId: string;
  /** The claim payment that was decided about; none for a posting. */
  position: number | undefined;
  toast: number;
}

/** What Undo is offered for, by remittance: a later act takes back the offer, not only its own words. */
class Undos {
  #offered: Offered[] = [];

  /** Tells what was done and offers to take it back; what was offered for the same payment before is gone. */
  offer(remittanceId: string, position: number | undefined, text: string, undo: () => Promise<void>): void {
    this.#withdraw((one) => one.remittanceId === remittanceId && one.position === position);
    this.#offered = [...this.#offered, { remittanceId, position, toast: toasts.say("ok", text, undo) }];
  }

  /** Posted, or posting undone: no decision before it can be taken back by itself. */
  withdraw(remittanceId: string): void {
    this.#withdraw((one) => one.remittanceId === remittanceId);
  }

  #withdraw(isMeant: (one: Offered) => boolean): void {
    for (const one of this.#offered.filter(isMeant)) toasts.withdraw(one.toast);
    this.#offered = this.#offered.filter((one) => !isMeant(one));
  }
}

/** The offers of this session: a message outlives the screen that said it. */
export const undos = new Undos();
