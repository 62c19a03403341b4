/** Which tool takes the taps on the map; those that come before its code are its first points. */
import type { Position } from "../model.ts";

type Take = (position: Position) => void;

export class Taker {
  #take: Take | null = null;
  #ahead: Position[] = [];

  /** Give the taps to a tool, with those that came while it was on its way; null takes them back. */
  give(take: Take | null): void {
    this.#take = take;
    if (take) for (const position of this.#ahead.splice(0)) take(position);
  }

  /** Offer a tap; false where nobody wants it. `coming` tells whether a tool that wants it is on its way. */
  offer(position: Position, coming: boolean): boolean {
    if (this.#take) this.#take(position);
    else if (coming) this.#ahead.push(position);
    return this.#take !== null || coming;
  }

  /** Another tool is opened: what was meant for the one before is not for this one. */
  forget(): void {
    this.#ahead = [];
  }
}
