/** What development plans lay down at a spot, in plain words, and what holds where there is none. */
import { html, nothing, type PropertyValues, type TemplateResult } from "lit";
import { askJson } from "../api/api.ts";
import { featureButtons } from "../components/feature-buttons.ts";
import { PortalElement } from "../components/portal-element.ts";
import { shownTemplate } from "../components/value.ts";
import type { Scan } from "../map/scans.ts";
import { type LocalText, type Position, showsPlans } from "../model.ts";
import { keysAt } from "../places/around.ts";
import { findFeature } from "../state/state.ts";
import { ownPath, plansAtUrl } from "../url.ts";
import { formatDate, formatDay, formatNumber, mailLink, phoneLink, webLink } from "../words/format.ts";
import { localized } from "../words/language.ts";
import "../css/plan-sheet.css";
import {
  type Applying,
  type Office,
  type Plan,
  type PlanLink,
  type PlanObject,
  type PlanText,
  parseApplying,
  type Statement,
} from "./applying.ts";
import { filesOf } from "./files.ts";
import { type Explanation, lawOf, yearOf } from "./law.ts";
import { explainedName, MEASURES } from "./measures.ts";
import "./plan-scan.ts";
import { PROVISIONS } from "./provisions.ts";
import { USES } from "./uses.ts";
import { WITHOUT_PLAN } from "./without-plan.ts";
import { type PlanWords, planWords } from "./words.ts";

/** Said by the letters of the symbol, in plain words. */
const USE = ["allgArtDerBaulNutzung", "besondereArtDerBaulNutzung"];

/** A value of more letters stands beneath its title. */
const SHORT = 12;

/** Whether the heading says it: that something is laid down, and the use that has symbol and explanation. */
function isSaidAnyway({ property, value }: Statement, isUseExplained: boolean): boolean {
  if (property === "rechtscharakter") return value === "1000"; // Festsetzung im Bebauungsplan; hints are others
  return isUseExplained && USE.includes(property);
}

/** In the order of the explanations; values of one kind stay in the plan's order, as they belong together. */
function byRank(a: Statement, b: Statement): number {
  const order = Object.keys(MEASURES);
  const rank = ({ property }: Statement): number => order.indexOf(explainedName(property) ?? "");
  return rank(a) - rank(b);
}

type Progress =
  | { readonly kind: "asking" }
  | { readonly kind: "found"; readonly applying: Applying; readonly at: string }
  | { readonly kind: "failed" };

export class PlanSheet extends PortalElement {
  static override properties = {
    ...PortalElement.properties,
    position: { attribute: false },
    progress: { state: true },
  };

  declare position: Position;
  declare progress: Progress;
  #request: AbortController | null = null;

  constructor() {
    super();
    this.progress = { kind: "asking" };
  }

  override disconnectedCallback(): void {
    this.#request?.abort();
    super.disconnectedCallback();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    const before = changed.get("position");
    if (changed.has("position") && before?.join() !== this.position.join()) void this.#ask();
  }

  protected override render(): TemplateResult {
    const { progress } = this;
    const words = this.#words;
    return html`<section aria-busy=${progress.kind === "asking" ? "true" : "false"}>
      ${progress.kind === "asking" ? html`<p class="loading" role="status">${words.loading}</p>` : nothing}
      ${progress.kind === "failed" ? this.#failure() : nothing}
      ${progress.kind === "found" ? this.#answer(progress.applying, progress.at) : nothing}
    </section>`;
  }

  get #words(): PlanWords {
    return planWords(this.portal.language);
  }

  #say(text: LocalText): string {
    return localized(text, this.portal.language);
  }

  #named({ kind, number, name }: Plan): string {
    return this.#words.plan(this.#words.kinds[kind], number, name);
  }

  /** Without the server, the plans that lie here are known all the same, with their files. */
  #failure(): TemplateResult {
    const keys = keysAt(this.state, this.position).filter(({ layer }) => showsPlans(layer));
    const plans = keys.flatMap((key) => findFeature(this.state, key) ?? []);
    return html`<div class="failed" role="alert">
      <p>${this.#words.failed}</p>
      <button type="button" class="action" @click=${() => void this.#ask()}>${this.portal.words.retry}</button>
    </div>
    ${keys.length > 0 ? featureButtons(this.portal, this.state, keys) : nothing}
    ${this.#files(plans.flatMap(filesOf))}`;
  }

  #answer({ plans, disclaimer, office }: Applying, at: string): TemplateResult {
    const words = this.#words;
    const current = plans.filter(({ role }) => role === "holds" || role === "amends");
    const others = plans.filter((plan) => !current.includes(plan));
    return html`
      ${current.map((plan) => this.#plan(plan))}
      ${current.some(({ kind }) => kind === "BP_Plan") ? nothing : this.#without()}
      ${
        others.length > 0
          ? html`<details class="about" ?open=${current.length === 0 || others.some(({ comments }) => comments !== null)}>
              <summary>${words.others(others.length)}</summary>
              ${others.map((plan) => this.#plan(plan))}
            </details>`
          : nothing
      }
      <aside class="binding">
        <p><b>${this.#say(disclaimer)}</b></p>
        ${office ? this.#office(office) : nothing}
        <p><small>${words.asOf(formatDay(at, this.portal.language))}</small></p>
      </aside>`;
  }

  #without(): TemplateResult {
    const words = this.#words;
    return html`<h3 class="part">${words.none}</h3>
      <p>${words.noneHint}</p>
      <dl class="rules">${WITHOUT_PLAN.map((each) => html`<div><dt>${this.#say(each.title)}</dt>${this.#explained(each, yearOf(null), null)}</div>`)}</dl>`;
  }

  #plan(plan: Plan): TemplateResult {
    const words = this.#words;
    const { language } = this.portal;
    const { comments } = plan;
    const status = [
      plan.status,
      plan.inForceSince ? words.since(formatDate(plan.inForceSince, language)) : null,
    ];
    const day = (date: string | null): string | null => date && formatDate(date, language);
    return html`<article class="plan" data-role=${plan.role}>
      <h3>${this.#named(plan)}</h3>
      ${plan.sample ? html`<p class="sample"><span class="mark">${this.portal.words.sample}</span> ${words.sample}</p>` : nothing}
      <p class="role"><b>${words.roles[plan.role]}</b> <small>${status.filter(Boolean).join(" · ")}</small></p>
      ${
        comments
          ? html`<p class="comments">${words.comments(day(comments.from), day(comments.to))}
              ${comments.page ? html`<a href=${comments.page}>${words.participate}</a>` : nothing}</p>`
          : nothing
      }
      ${plan.scan ? this.#scan(plan.scan, plan) : nothing}
      <h4>${words.here}</h4>
      ${plan.objects.length > 0 ? plan.objects.map((each) => this.#object(each, plan)) : html`<p>${words.nothing}</p>`}
      ${this.#texts(plan.texts, words.forPlan)}
      <p class="hint-text">${plan.baunvo ? words.baunvo(plan.baunvo) : words.noBaunvo}</p>
      ${this.#files(plan.links)}
    </article>`;
  }

  /** A plan without objects of its own is nothing but its scan. */
  #scan(scan: Scan, { objects, role }: Plan): TemplateResult {
    const shown = objects.length === 0 && role !== "superseded";
    return html`<plan-scan .portal=${this.portal} .state=${this.state} .scan=${scan} .shown=${shown}></plan-scan>`;
  }

  #object(given: PlanObject, plan: Plan): TemplateResult {
    const words = this.#words;
    const year = yearOf(plan.baunvo);
    const kind = USES[given.sign] ?? PROVISIONS[given.sign];
    const told = given.statements.filter((each) => !isSaidAnyway(each, kind !== undefined));
    const explained = told.filter(({ property }) => explainedName(property) !== null).sort(byRank);
    const further = told.filter((each) => !explained.includes(each));
    return html`<div class="provision" data-sign=${given.sign}>
      <dl class="rules">
        <div class="kind"><dt>${kind ? this.#say(kind.title) : given.title}</dt>
          ${given.inscription ? html`<dd class="inscription">${given.inscription}</dd>` : nothing}
          ${kind ? this.#explained(kind, year, null) : nothing}
        </div>
        ${explained.map((each, at) => this.#statement(each, year, explained[at + 1]))}
      </dl>
      ${
        further.length > 0
          ? html`<details class="about"><summary>${words.further}</summary>
              <dl class="facts">${further.map(({ title, words: said }) => html`<div><dt>${title}</dt><dd>${said}</dd></div>`)}</dl>
            </details>`
          : nothing
      }
      ${this.#texts(given.texts, words.texts)}
    </div>`;
  }

  /** Values of one kind, such as several heights, are explained once, beneath the last. */
  #statement(statement: Statement, year: number, next: Statement | undefined): TemplateResult {
    const name = explainedName(statement.property);
    const explanation = name ? MEASURES[name] : undefined;
    const goesOn = next !== undefined && explainedName(next.property) === name;
    const plain = statement.property === name;
    const title = explanation && plain ? this.#say(explanation.title) : statement.title;
    return html`<div data-property=${statement.property}>
      <dt>${title}</dt><dd class=${statement.words.length > SHORT ? "value long" : "value"}>${statement.words}</dd>
      ${explanation && !goesOn ? this.#explained(explanation, year, Number(statement.value)) : nothing}
    </div>`;
  }

  #explained(explanation: Explanation, year: number, value: number | null): TemplateResult {
    const { law, note } = lawOf(explanation, year);
    const share = value !== null && Number.isFinite(value) ? Math.round(value * 1000) / 10 : null;
    const text = this.#say(explanation.text);
    const filled = text.includes("{m2}")
      ? share === null
        ? null
        : text.replace("{m2}", formatNumber(share, null, this.portal.language))
      : text;
    const said = [filled, note ? this.#say(note) : null].filter(Boolean).join(" ");
    return html`<dd class="explained">${said} <span class="law">${law}</span></dd>`;
  }

  #texts(texts: readonly PlanText[], heading: string): TemplateResult | typeof nothing {
    if (texts.length === 0) return nothing;
    return html`<details class="about"><summary>${heading} (${texts.length})</summary>
      <dl class="facts" lang="de">${texts.map(({ key, text }) => html`<div>${key ? html`<dt>${key}</dt>` : html`<dt>–</dt>`}<dd>${text}</dd></div>`)}</dl>
    </details>`;
  }

  #files(links: readonly PlanLink[]): TemplateResult | typeof nothing {
    const files = links.filter(({ rel, type }) => rel !== "item" && rel !== "self" && !type.includes("json"));
    if (files.length === 0) return nothing;
    const size = ({ length }: PlanLink): string | null =>
      length === null
        ? null
        : formatNumber(Math.max(0.1, Math.round(length / 100_000) / 10), "MB", this.portal.language);
    return html`<h4>${this.#words.files}</h4>
      <ul class="files">${files.map(
        (link) =>
          html`<li><a href=${ownPath(link.href, location.href)} download>${link.title}</a> <small>${size(link) ?? nothing}</small></li>`,
      )}</ul>`;
  }

  #office({ name, phone, email, url }: Office): TemplateResult {
    const reachable = [
      phone ? phoneLink(phone) : null,
      email ? mailLink(email) : null,
      url ? webLink(url) : null,
    ];
    return html`<p>${this.#words.office}: ${name}
      ${reachable.map((shown) => (shown ? html`<br />${shownTemplate(shown, this.portal.words)}` : nothing))}</p>`;
  }

  /** Tell screen readers that the answer has come, and the gist of it. */
  #announce({ plans: [first] }: Applying): void {
    const words = this.#words;
    const announcement =
      first && first.role !== "superseded" ? `${this.#named(first)}: ${words.roles[first.role]}` : words.none;
    this.portal.store.update({ announcement });
  }

  async #ask(): Promise<void> {
    const request = new AbortController();
    this.#request?.abort();
    this.#request = request;
    this.progress = { kind: "asking" };
    try {
      const applying = parseApplying(await askJson(plansAtUrl(this.position), request.signal));
      this.progress = { kind: "found", applying, at: new Date().toISOString() };
      this.#announce(applying);
    } catch (error) {
      if (request.signal.aborted) return;
      this.progress = { kind: "failed" };
      reportError(error);
    }
  }
}

customElements.define("plan-sheet", PlanSheet);
