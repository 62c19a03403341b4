/** Taps where the map will be, before it is there: the last one is answered when it has come. */
import type { Pixel } from "./drawn-layers.ts";

export class EarlyTap {
  readonly #taken = new AbortController();
  #pixel: Pixel | null = null;

  /** `tapped` is called for each, so that nobody taps in vain. */
  constructor(container: HTMLElement, tapped: () => void) {
    const take = ({ clientX, clientY }: MouseEvent): void => {
      const { left, top } = container.getBoundingClientRect();
      this.#pixel = { x: clientX - left, y: clientY - top };
      tapped();
    };
    container.addEventListener("click", take, { signal: this.#taken.signal });
  }

  /** Take no more of them; returns where the last one was, in CSS pixels of the map, or null. */
  end(): Pixel | null {
    this.#taken.abort();
    return this.#pixel;
  }
}
