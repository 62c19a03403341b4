/** Which tool takes the taps on the map; those that come before its code are its first points. */
import type { Position } from "../model.ts";
import { setsPoints, type ToolId } from "./tool.ts";

type Take = (position: Position) => void;

export class Taker {
  #take: Take | null = null;
  #ahead: Position[] = [];
  #missing: ToolId | null = null;

  /** Give the taps to a tool, with those that came while it was on its way; null takes them back. */
  give(take: Take | null): void {
    this.#take = take;
    if (take) for (const position of this.#ahead.splice(0)) take(position);
  }

  /** Offer a tap; false where nobody wants it. `tool` is the one that is open, whose code may be on its way. */
  offer(position: Position, tool: ToolId | null): boolean {
    const coming = setsPoints(tool) && tool !== this.#missing;
    if (this.#take) this.#take(position);
    else if (coming) this.#ahead.push(position);
    return this.#take !== null || coming;
  }

  /** A tool is opened; false where `top` is that one already. What was meant for another is not for this one. */
  opens(tool: ToolId, top: ToolId | null): boolean {
    const anew = tool !== top || tool === this.#missing;
    if (anew) this.#ahead = [];
    this.#missing = null;
    return anew;
  }

  /** The code of a tool did not come: taps are the map's again. */
  fails(tool: ToolId): void {
    this.#missing = tool;
    this.#ahead = [];
  }
}
