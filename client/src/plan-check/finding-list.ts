/** What was found in a plan, rule by rule; a finding with a place is a button that shows it on the map. */
import { html, nothing, type TemplateResult } from "lit";
import { PortalElement } from "../components/portal-element.ts";
import { formatUtm } from "../words/format.ts";
import { localized } from "../words/language.ts";
import { type Finding, type Group, grouped, type Numbered } from "./report.ts";
import { mark } from "./views.ts";
import { type CheckWords, checkWords } from "./words.ts";

const SHOWN = 50; // findings of one rule at a time: a broken export has thousands

function keyOf({ severity, rule }: Group): string {
  return `${severity} ${rule}`;
}

export class FindingList extends PortalElement {
  static override properties = {
    ...PortalElement.properties,
    findings: { attribute: false },
    chosen: { attribute: false },
    choose: { attribute: false },
    shown: { state: true },
  };

  declare findings: readonly Finding[];
  /** Place in the report of the finding that is looked at. */
  declare chosen: number | null;
  declare choose: (at: number) => void;
  /** How many findings of a rule are shown, where people asked for more. */
  declare shown: Readonly<Record<string, number>>;

  constructor() {
    super();
    this.shown = {};
  }

  /** Bring a finding into view, and the keyboard to it. */
  async reveal(at: number): Promise<void> {
    for (const group of grouped(this.findings)) {
      const rank = group.findings.findIndex((finding) => finding.at === at);
      if (rank >= 0) this.#showAtLeast(group, rank + 1);
    }
    await this.updateComplete;
    const row = this.querySelector<HTMLElement>(`[data-finding="${at}"]`);
    const rule = row?.closest("details");
    if (rule) rule.open = true;
    row?.focus({ preventScroll: true });
    row?.scrollIntoView({ block: "center" });
  }

  protected override render(): TemplateResult | typeof nothing {
    const groups = grouped(this.findings);
    if (groups.length === 0) return nothing;
    return html`<h3 class="part">${this.#words.findings}</h3>
      ${groups.map((group, at) => this.#group(group, at === 0))}`;
  }

  get #words(): CheckWords {
    return checkWords(this.portal.language);
  }

  #most(group: Group): number {
    return this.shown[keyOf(group)] ?? SHOWN;
  }

  #showAtLeast(group: Group, count: number): void {
    this.shown = { ...this.shown, [keyOf(group)]: Math.max(this.#most(group), count) };
  }

  #group(group: Group, open: boolean): TemplateResult {
    const words = this.#words;
    const { rule, title, severity, findings } = group;
    const most = this.#most(group);
    const count = severity === "error" ? words.errors(findings.length) : words.warnings(findings.length);
    return html`<details class="rule ${severity}" data-rule=${rule} ?open=${open}>
      <summary>${mark(severity)}<span><b>${title}</b><small>${rule} · ${count}</small></span></summary>
      <ul class="entries">${findings.slice(0, most).map((finding) => this.#finding(finding))}</ul>
      ${
        findings.length > most
          ? html`<button type="button" class="action more" @click=${() => this.#showAtLeast(group, most + SHOWN)}>
              ${words.more(Math.min(SHOWN, findings.length - most))}
            </button>`
          : nothing
      }
    </details>`;
  }

  #finding(finding: Numbered): TemplateResult {
    const words = this.#words;
    const said = html`${mark(finding.severity)}
      <span><span class="unseen">${finding.severity === "error" ? words.error : words.warning}: </span>
        ${localized(finding.message, this.portal.language)}
        <small>${this.#details(finding)}</small></span>`;
    if (!finding.place || !this.portal.map) return html`<li><div class="entry still">${said}</div></li>`;
    const chosen = this.chosen === finding.at;
    return html`<li><button type="button" class="entry" data-finding=${finding.at} aria-pressed=${chosen ? "true" : "false"}
      @click=${() => this.choose(finding.at)}>${said}</button></li>`;
  }

  #details({ ids, line, place, coordinates }: Numbered): string {
    const words = this.#words;
    const { language } = this.portal;
    return [
      ...ids.slice(0, 3),
      ids.length > 3 ? "…" : null,
      line === null ? null : words.line(line),
      coordinates?.map((metres) => formatUtm(metres, language)).join(" / "),
      place ? null : words.placeless,
    ]
      .filter(Boolean)
      .join(" · ");
  }
}

customElements.define("finding-list", FindingList);
