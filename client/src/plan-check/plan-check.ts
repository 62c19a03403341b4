/** Checks a planner's file: what the server finds in it, as a list and on the map. */
import { html, nothing, type TemplateResult } from "lit";
import { icon } from "../components/icons.ts";
import { PortalElement } from "../components/portal-element.ts";
import type { MapView } from "../map/map.ts";
import type { Position } from "../model.ts";
import { meet } from "../places/geometry.ts";
import { saveFile } from "../tools/save-file.ts";
import "../css/plan-check.css";
import { checkFile, type Judgement, judge, readBase64, requestOf } from "./judging.ts";
import { CHECKED, checkedData, checkedLayers, extentOfReport, faultOf, nearestFault } from "./overlay.ts";
import "./finding-list.ts";
import type { FindingList } from "./finding-list.ts";
import type { Report } from "./report.ts";
import { reason, uncheckedRules, verdict } from "./views.ts";
import { type CheckWords, checkWords } from "./words.ts";

type Progress =
  | { readonly kind: "waiting"; readonly failure: string | null }
  | { readonly kind: "working"; readonly said: string }
  | { readonly kind: "done"; readonly name: string; readonly judgement: Judgement };

const CLOSE_ZOOM = 20; // faults are small

export class PlanCheck extends PortalElement {
  static override properties = {
    ...PortalElement.properties,
    progress: { state: true },
    chosen: { state: true },
    dragged: { state: true },
  };

  declare progress: Progress;
  /** Place in the report of the finding that is looked at. */
  declare chosen: number | null;
  declare dragged: boolean;
  #request: AbortController | null = null;
  #drawn: { readonly map: MapView; readonly report: Report } | null = null;
  #title = "";

  constructor() {
    super();
    this.progress = { kind: "waiting", failure: null };
    this.chosen = null;
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
    const name = `${words.reportName}-${report.file.replace(/\.\w+$/, "")}`;
    return html`
      ${this.#where(report)}
      <finding-list .portal=${this.portal} .state=${this.state} .findings=${report.findings} .chosen=${this.chosen}
        .choose=${this.#choose}></finding-list>
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
  }

  #showPlan(report: Report): void {
    const extent = extentOfReport(report);
    if (!extent) return;
    this.portal.map?.camera.roam(!meet(extent, this.portal.document.town.extent));
    this.portal.map?.camera.show(extent, CLOSE_ZOOM);
  }

  readonly #choose = (at: number): void => {
    const fault = this.#report && faultOf(this.#report, at);
    const { map } = this.portal;
    if (!fault || !map) return;
    this.chosen = at;
    if (this.state.sheet === "full") this.portal.setSheet("half");
    map.marks.select(fault);
    map.camera.zoomToFeature(fault, CLOSE_ZOOM);
  };

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
    if (nearest === null) return;
    this.#choose(nearest);
    void this.querySelector<FindingList>("finding-list")?.reveal(nearest);
  };
}

customElements.define("plan-check", PlanCheck);
