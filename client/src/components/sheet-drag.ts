/** Lets a finger pull the sheet up and down and lays it to rest at one of its three heights. */
import { restingPlace, sheetHeights } from "../state/sheet.ts";
import type { Sheet } from "../state/state.ts";

const THRESHOLD = 6; // px: less is a tap

export class SheetDrag {
  readonly #sheet: HTMLElement;
  readonly #position: () => Sheet;
  readonly #rest: (sheet: Sheet) => void;

  constructor(sheet: HTMLElement, position: () => Sheet, rest: (sheet: Sheet) => void) {
    this.#sheet = sheet;
    this.#position = position;
    this.#rest = rest;
    new ResizeObserver(() => this.#cover()).observe(sheet);
  }

  /** The height at which the sheet comes to rest, in CSS pixels. */
  get restingHeight(): number {
    return this.#heights[this.#position()];
  }

  /** Take the height of the current position; a panel beside the map takes its height from the style sheet. */
  settle(beside: boolean): void {
    this.#sheet.style.height = beside ? "" : `${this.restingHeight}px`;
  }

  readonly start = (down: PointerEvent): void => {
    if (down.button !== 0 || (down.target as Element).closest(".icon")) return;
    const before = this.#sheet.offsetHeight;
    let last = { y: down.clientY, time: down.timeStamp };
    let speed = 0;
    let dragged = false;
    const move = (event: PointerEvent): void => {
      if (event.pointerId !== down.pointerId) return;
      const pulled = down.clientY - event.clientY;
      dragged ||= Math.abs(pulled) > THRESHOLD;
      if (!dragged) return;
      speed = (last.y - event.clientY) / Math.max(1, event.timeStamp - last.time);
      last = { y: event.clientY, time: event.timeStamp };
      this.#pull(before + pulled);
    };
    const end = (event: PointerEvent): void => {
      if (event.pointerId !== down.pointerId) return;
      removeEventListener("pointermove", move);
      removeEventListener("pointerup", end);
      removeEventListener("pointercancel", end);
      if (dragged) this.#release(speed);
    };
    addEventListener("pointermove", move);
    addEventListener("pointerup", end);
    addEventListener("pointercancel", end);
  };

  get #heights(): Readonly<Record<Sheet, number>> {
    const head = this.#sheet.querySelector<HTMLElement>(".panel-head")?.offsetHeight ?? 0;
    return sheetHeights(head, this.#sheet.closest("main")?.clientHeight ?? 0);
  }

  #pull(height: number): void {
    const { collapsed, full } = this.#heights;
    this.#sheet.classList.add("dragged");
    this.#sheet.style.height = `${Math.min(full, Math.max(collapsed, height))}px`;
  }

  #release(speed: number): void {
    const place = restingPlace(this.#sheet.offsetHeight, speed, this.#heights);
    this.#sheet.classList.remove("dragged");
    addEventListener("click", swallow, { capture: true, once: true });
    setTimeout(() => removeEventListener("click", swallow, { capture: true }));
    this.#rest(place);
    this.settle(false);
  }

  /** Tell the map's controls how much of the map is covered. */
  #cover(): void {
    document.documentElement.style.setProperty("--panel-height", `${this.#sheet.offsetHeight}px`);
  }
}

/** A drag that ends on the handle is no press of it. */
function swallow(event: Event): void {
  event.stopPropagation();
  event.preventDefault();
}
