/** Checks a planner's file: what the server finds in it, as a list and on the map. */
import { html, nothing, type TemplateResult } from "lit";
import { icon } from "../components/icons.ts";
import { PortalElement } from "../components/portal-element.ts";
import type { MapView } from "../map/map.ts";
import type { Position } from "../model.ts";
import { meet } from "../places/geometry.ts";
import { saveFile } from "../tools/save-file.ts";
import { formatUtm } from "../words/format.ts";
import { localized } from "../words/language.ts";
import "../css/plan-check.css";
import { checkFile, type Judgement, judge, readBase64, requestOf } from "./judging.ts";
import { CHECKED, checkedData, checkedLayers, extentOfReport, faultOf, nearestFault } from "./overlay.ts";
import { type Group, grouped, type Numbered, type Report } from "./report.ts";
import { mark, reason, uncheckedRules, verdict } from "./views.ts";
import { type CheckWords, checkWords } from "./words.ts";

type Progress =
  | { readonly kind: "waiting"; readonly failure: string | null }
  | { readonly kind: "working"; readonly said: string }
  | { readonly kind: "done"; readonly name: string; readonly judgement: Judgement };

const SHOWN = 50; // findings of one rule at a time: a broken export has thousands
const CLOSE_ZOOM = 20; // faults are small

export class PlanCheck extends PortalElement {
  static override properties = {
    ...PortalElement.properties,
    progress: { state: true },
    chosen: { state: true },
    shown: { state: true },
    dragged: { state: true },
  };

  declare progress: Progress;
  /** Place in the report of the finding that is looked at. */
  declare chosen: number | null;
  /** How many findings of a rule are shown, where people asked for more. */
  declare shown: Readonly<Record<string, number>>;
  declare dragged: boolean;
  #request: AbortController | null = null;
  #drawn: { readonly map: MapView; readonly report: Report } | null = null;
  #title = "";

  constructor() {
    super();
    this.progress = { kind: "waiting", failure: null };
    this.chosen = null;
    this.shown = {};
    this.dragged = false;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    const { toolNames } = this.portal.words;
    this.#title = document.title;
    document.title = `${toolNames.check} – ${this.#title}`;
    this.portal.takeTaps(this.#onTap, false);
    addEventListener("dragover", this.#onDrag);
    addEventListener("drop", this.#onDrop);
    addEventListener("dragleave", this.#onLeave);
  }

  override disconnectedCallback(): void {
    document.title = this.#title;
    this.portal.takeTaps(null);
    removeEventListener("dragover", this.#onDrag);
    removeEventListener("drop", this.#onDrop);
    removeEventListener("dragleave", this.#onLeave);
    this.#request?.abort();
    this.#clear();
    super.disconnectedCallback();
  }

  protected override render(): TemplateResult {
    const { progress } = this;
    return html`
      ${progress.kind === "waiting" ? html`<p class="answer">${this.#words.about}</p>` : nothing}
      <div role="status">
        ${progress.kind === "working" ? html`<p>${progress.said}</p>` : nothing}
        ${progress.kind === "done" ? verdict(progress.judgement.report, progress.name, this.#words) : nothing}
      </div>
      ${progress.kind === "working" ? this.#working() : nothing}
      ${progress.kind === "waiting" && progress.failure ? html`<p class="failed" role="alert">${progress.failure}</p>` : nothing}
      ${progress.kind === "done" ? this.#findings(progress.judgement) : nothing}
      ${progress.kind === "working" ? nothing : this.#choice()}`;
  }

  protected override updated(): void {
    this.#draw();
  }

  get #words(): CheckWords {
    return checkWords(this.portal.language);
  }

  get #report(): Report | null {
    return this.progress.kind === "done" ? this.progress.judgement.report : null;
  }

  #choice(): TemplateResult {
    const words = this.#words;
    const again = this.progress.kind === "done";
    return html`<label class=${`drop${this.dragged ? " over" : ""}${again ? " again" : ""}`}>
        ${icon("import")}
        <span><b>${again ? words.again : words.choose}</b><small>${words.kinds}</small></span>
        <input type="file" accept=".gml,.xml,.zip" @change=${this.#onFile} />
      </label>
      <p class="hint-text">${words.private}</p>`;
  }

  #working(): TemplateResult {
    return html`<progress></progress>
      <div class="buttons">
        <button type="button" class="action" @click=${() => this.#request?.abort()}>${this.#words.stop}</button>
      </div>`;
  }

  #findings({ report, json, page }: Judgement): TemplateResult {
    const words = this.#words;
    const groups = grouped(report.findings);
    const name = `${words.reportName}-${report.file.replace(/\.\w+$/, "")}`;
    return html`
      ${this.#where(report)}
      ${groups.length > 0 ? html`<h3 class="part">${words.findings}</h3>` : nothing}
      ${groups.map((group, at) => this.#group(group, at === 0))}
      <div class="buttons">
        ${
          extentOfReport(report) && this.portal.map
            ? html`<button type="button" class="action" @click=${() => this.#showPlan(report)}>${words.showPlan}</button>`
            : nothing
        }
        <button type="button" class="action" @click=${() => saveFile(json, `${name}.json`)}>${words.saveJson}</button>
        <button type="button" class="action" @click=${() => saveFile(page, `${name}.html`)}>${words.savePage}</button>
      </div>
      ${uncheckedRules(report.unchecked, words, this.portal.language)}`;
  }

  #where(report: Report): TemplateResult | typeof nothing {
    const extent = extentOfReport(report);
    if (!extent)
      return report.findings.length > 0 ? html`<p class="hint-text">${this.#words.nowhere}</p>` : nothing;
    return meet(extent, this.portal.document.town.extent)
      ? nothing
      : html`<p class="hint-text">${this.#words.elsewhere}</p>`;
  }

  #group({ rule, title, severity, findings }: Group, open: boolean): TemplateResult {
    const words = this.#words;
    const key = `${severity} ${rule}`;
    const most = this.shown[key] ?? SHOWN;
    const count = severity === "error" ? words.errors(findings.length) : words.warnings(findings.length);
    return html`<details class="rule ${severity}" data-rule=${rule} ?open=${open}>
      <summary>${mark(severity)}<span><b>${title}</b><small>${rule} · ${count}</small></span></summary>
      <ul class="entries">${findings.slice(0, most).map((finding) => this.#finding(finding))}</ul>
      ${
        findings.length > most
          ? html`<button type="button" class="action more" @click=${() => {
              this.shown = { ...this.shown, [key]: most + SHOWN };
            }}>${words.more(Math.min(SHOWN, findings.length - most))}</button>`
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
      @click=${() => this.#choose(finding.at)}>${said}</button></li>`;
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

  /** Draw the report once per map: the map may come after it. */
  #draw(): void {
    const report = this.#report;
    const { map } = this.portal;
    if (!map || !report || (this.#drawn?.report === report && this.#drawn.map === map)) return;
    this.#drawn = { map, report };
    map.marks.overlay(CHECKED, checkedLayers(), checkedData(report));
    this.#showPlan(report);
  }

  #clear(): void {
    const { map } = this.portal;
    map?.marks.select(null);
    if (this.#drawn) {
      map?.marks.overlay(CHECKED, [], null);
      map?.camera.roam(false);
    }
    this.#drawn = null;
    this.chosen = null;
    this.shown = {};
  }

  #showPlan(report: Report): void {
    const extent = extentOfReport(report);
    if (!extent) return;
    this.portal.map?.camera.roam(!meet(extent, this.portal.document.town.extent));
    this.portal.map?.camera.show(extent, CLOSE_ZOOM);
  }

  #choose(at: number): void {
    const fault = this.#report && faultOf(this.#report, at);
    const { map } = this.portal;
    if (!fault || !map) return;
    this.chosen = at;
    if (this.state.sheet === "full") this.portal.setSheet("half");
    map.marks.select(fault);
    map.camera.zoomToFeature(fault, CLOSE_ZOOM);
  }

  async #check(file: File): Promise<void> {
    const words = this.#words;
    const request = new AbortController();
    this.#request?.abort();
    this.#request = request;
    this.#clear();
    try {
      checkFile(file);
      this.progress = { kind: "working", said: words.reading(file.name) };
      const body = requestOf(file.name, await readBase64(file));
      request.signal.throwIfAborted(); // another file was chosen meanwhile
      this.progress = { kind: "working", said: words.judging(file.name) };
      const judgement = await judge(body, this.portal.language, request.signal);
      this.progress = { kind: "done", name: file.name, judgement };
    } catch (error) {
      if (request.signal.aborted) {
        if (this.#request === request) this.progress = { kind: "waiting", failure: null };
        return;
      }
      this.progress = { kind: "waiting", failure: reason(error, file, words, this.portal.language) };
    }
  }

  readonly #onFile = (event: Event): void => {
    const input = event.currentTarget as HTMLInputElement;
    const file = input.files?.[0];
    if (file) void this.#check(file);
    input.value = ""; // so that the same file can be checked again after mending it
  };

  readonly #onDrag = (event: DragEvent): void => {
    event.preventDefault();
    this.dragged = true;
  };

  readonly #onLeave = (event: DragEvent): void => {
    if (event.relatedTarget === null) this.dragged = false;
  };

  readonly #onDrop = (event: DragEvent): void => {
    event.preventDefault();
    this.dragged = false;
    const [file, other] = event.dataTransfer?.files ?? [];
    if (other) this.progress = { kind: "waiting", failure: this.#words.several };
    else if (file) void this.#check(file);
  };

  /** The fault that is nearest to a tap on the map. */
  readonly #onTap = (position: Position): void => {
    const { map } = this.portal;
    const report = this.#report;
    if (!map || !report) return;
    const nearest = nearestFault(report, map.camera.project(position), (place) => map.camera.project(place));
    if (nearest !== null) void this.#reveal(report, nearest);
  };

  async #reveal(report: Report, at: number): Promise<void> {
    const group = grouped(report.findings).find(({ findings }) =>
      findings.some((finding) => finding.at === at),
    );
    if (group) {
      const rank = group.findings.findIndex((finding) => finding.at === at);
      const key = `${group.severity} ${group.rule}`;
      this.shown = { ...this.shown, [key]: Math.max(this.shown[key] ?? SHOWN, rank + 1) };
    }
    this.#choose(at);
    await this.updateComplete;
    const row = this.querySelector<HTMLElement>(`[data-finding="${at}"]`);
    const rule = row?.closest("details");
    if (rule) rule.open = true;
    row?.focus({ preventScroll: true });
    row?.scrollIntoView({ block: "center" });
  }
}

customElements.define("plan-check", PlanCheck);
