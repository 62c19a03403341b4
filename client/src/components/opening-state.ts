/** Whether it is open now and until when, by the town's clock. */
import { html, nothing, type TemplateResult } from "lit";
import { type Clock, calendarDay, isHoliday, isoDay, townClock } from "../hours/calendar.ts";
import { type Opening, openingAt } from "../hours/opening.ts";
import { readHours } from "../hours/reading.ts";
import { dayName, timeInWords } from "../hours/words.ts";
import { formatDate } from "../words/format.ts";
import { PortalElement } from "./portal-element.ts";

const MINUTE_MS = 60_000;

export class OpeningState extends PortalElement {
  static override properties = { ...PortalElement.properties, hours: { attribute: false } };

  /** As they are written in the data. */
  declare hours: string;
  #timer = 0;

  override connectedCallback(): void {
    super.connectedCallback();
    this.#timer = window.setInterval(() => this.requestUpdate(), MINUTE_MS);
  }

  override disconnectedCallback(): void {
    window.clearInterval(this.#timer);
    super.disconnectedCallback();
  }

  protected override render(): TemplateResult | typeof nothing {
    const { ags } = this.portal.document.town;
    const now = townClock(new Date());
    const rules = readHours(this.hours);
    const opening = rules && openingAt(rules, now, (day) => isHoliday(day, ags));
    if (!opening) return nothing;
    return html`<span class="opening" ?data-open=${opening.open}>${this.#said(opening, now)}</span>`;
  }

  #said({ open, change }: Opening, now: Clock): string {
    const { words, language } = this.portal;
    if (!change) return open ? words.openNow : words.closedNow;
    // Midnight is the end of a day, not the beginning of the next.
    const ends = open && change.minutes === 0;
    const { day, minutes } = ends ? { day: change.day - 1, minutes: 24 * 60 } : change;
    const when = [this.#day(day, now.day), timeInWords(minutes, language)] as const;
    return open ? words.openUntil(...when) : words.closedUntil(...when);
  }

  /** Empty for today. */
  #day(day: number, today: number): string {
    const { words, language } = this.portal;
    if (day === today) return "";
    if (day === today + 1) return words.tomorrow;
    return day < today + 7 ? dayName(calendarDay(day).weekday, language) : formatDate(isoDay(day), language);
  }
}

customElements.define("opening-state", OpeningState);
