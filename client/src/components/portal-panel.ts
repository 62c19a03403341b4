/** The panel: a bottom sheet on phones, a column beside the map elsewhere; it shows one view after another. */
import { html, nothing, type PropertyValues, type TemplateResult } from "lit";
import { swatchOf } from "../legend/legend.ts";
import { SIDE_LAYOUT, stepped } from "../state/sheet.ts";
import { featurePart, findFeature, isMissing, type Panel, type State, topPanel } from "../state/state.ts";
import { localized } from "../words/language.ts";
import "./feature-list.ts";
import "./info-sheet.ts";
import "./nearby-view.ts";
import "./place-view.ts";
import { PortalElement } from "./portal-element.ts";
import "./question-view.ts";
import "./search-box.ts";
import { SheetDrag } from "./sheet-drag.ts";
import "./start-view.ts";
import { swatchPicture } from "./swatch-picture.ts";
import "../tools/tool-view.ts";

const VIEWS = "start-view, layer-list, feature-list, info-sheet, question-view, place-view, nearby-view";

/** The views above which people can search; others need the room for what they tell. */
const SEARCHABLE: readonly Panel["kind"][] = ["start", "question", "place"];

interface Heading {
  readonly title: string;
  readonly over: TemplateResult | string | typeof nothing;
}

export class PortalPanel extends PortalElement {
  readonly #side = matchMedia(SIDE_LAYOUT);
  readonly #drag = new SheetDrag(
    this,
    () => this.state.sheet,
    (sheet) => this.portal.setSheet(sheet),
  );
  /** For every view that was left: what had the focus, so that it can have it again. */
  readonly #left: (Element | null)[] = [];

  override connectedCallback(): void {
    super.connectedCallback();
    this.#side.addEventListener("change", this.#onLayout);
    this.addEventListener("keydown", this.#onKey);
  }

  override disconnectedCallback(): void {
    this.#side.removeEventListener("change", this.#onLayout);
    this.removeEventListener("keydown", this.#onKey);
    super.disconnectedCallback();
  }

  /** Height in CSS pixels by which the panel will cover the map once it has come to rest. */
  get cover(): number {
    return this.#side.matches ? 0 : this.#drag.restingHeight;
  }

  protected override render(): TemplateResult {
    const panel = topPanel(this.state);
    const closed = !this.#side.matches && this.state.sheet === "collapsed";
    return html`
      <div class="panel-head" @pointerdown=${this.#side.matches ? nothing : this.#drag.start} @click=${this.#onHead}>
        ${this.#handle()}
        <search-box .portal=${this.portal} .state=${this.state} ?hidden=${!SEARCHABLE.includes(panel.kind)}></search-box>
        ${panel.kind === "start" ? nothing : this.#title(panel)}
      </div>
      <div class="panel-body" ?inert=${closed} data-view=${panel.kind}>
        <start-view .portal=${this.portal} .state=${this.state} ?hidden=${panel.kind !== "start"}></start-view>
        <question-view .portal=${this.portal} .state=${this.state} ?hidden=${panel.kind !== "question"}></question-view>
        <place-view .portal=${this.portal} .state=${this.state} ?hidden=${panel.kind !== "place"}></place-view>
        <nearby-view .portal=${this.portal} .state=${this.state} ?hidden=${panel.kind !== "nearby"}></nearby-view>
        <tool-view .portal=${this.portal} .state=${this.state} ?hidden=${panel.kind !== "tool"}></tool-view>
        <feature-list .portal=${this.portal} .state=${this.state} ?hidden=${panel.kind !== "features"}></feature-list>
        <info-sheet
          .portal=${this.portal} .state=${this.state} ?hidden=${panel.kind !== "info" && panel.kind !== "choice"}
        ></info-sheet>
      </div>`;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    const before = changed.get("state") as State | undefined;
    if (!before) return;
    const opened = this.state.panels.length > before.panels.length;
    if (opened) this.#left.push(document.activeElement);
  }

  protected override updated(changed: PropertyValues<this>): void {
    this.#drag.settle(this.#side.matches);
    const before = changed.get("state") as State | undefined;
    if (!before || topPanel(before) === topPanel(this.state)) return;
    const steps = before.panels.length - this.state.panels.length;
    if (steps <= 0) this.focusHeading();
    else void this.#viewsDrawn().then(() => this.#returnFocus(steps));
  }

  focusHeading(): void {
    const headings = [...this.querySelectorAll<HTMLElement>("h2")];
    headings.find((heading) => heading.checkVisibility())?.focus({ preventScroll: true });
  }

  #handle(): TemplateResult {
    const { words } = this.portal;
    const full = this.state.sheet === "full";
    return html`<button
      type="button" class="handle" aria-expanded=${this.state.sheet === "collapsed" ? "false" : "true"}
      aria-label=${full ? words.sheetClose : words.sheetOpen}
      @click=${() => this.portal.setSheet(full ? "collapsed" : stepped(this.state.sheet, 1))}
      @keydown=${this.#onHandleKey}
    ></button>`;
  }

  #title(panel: Panel): TemplateResult {
    const { words } = this.portal;
    const { title, over } = this.#heading(panel);
    return html`<div class="panel-title">
      ${
        this.state.panels.length > 2
          ? html`<button type="button" class="icon back" aria-label=${words.back} title=${words.back}
              @click=${() => this.portal.back()}></button>`
          : nothing
      }
      <div>
        ${over === nothing ? nothing : html`<p class="over">${over}</p>`}
        <h2 tabindex="-1">${title}</h2>
      </div>
      <button type="button" class="icon close" aria-label=${words.close} title=${words.close}
        @click=${() => this.portal.close()}></button>
    </div>`;
  }

  #heading(panel: Panel): Heading {
    const { words, language } = this.portal;
    switch (panel.kind) {
      case "start":
        return { title: words.start, over: nothing };
      case "question": {
        const question = this.portal.question(panel.id);
        return { title: question ? localized(question.title, language) : words.start, over: nothing };
      }
      case "choice":
        return { title: words.severalHere, over: nothing };
      case "place":
        return { title: panel.place.title, over: panel.place.subtitle ?? nothing };
      case "nearby":
        return { title: words.near, over: panel.place.title };
      case "tool":
        return { title: panel.tool === "menu" ? words.tools : words.toolNames[panel.tool], over: nothing };
      default:
        return this.#layerHeading(panel);
    }
  }

  #layerHeading(panel: Extract<Panel, { kind: "features" | "info" }>): Heading {
    const { words, language } = this.portal;
    const layer = this.portal.layer(panel.kind === "info" ? panel.key.layer : panel.layer);
    if (!layer) return { title: words.unnamed, over: nothing };
    const name = localized(layer.title, language);
    if (panel.kind === "features") return { title: name, over: words.list };
    const feature = findFeature(this.state, panel.key);
    const coming = this.state.parts[featurePart(panel.key)];
    const without = coming === "loading" || isMissing(coming) ? name : words.featureGone;
    return {
      title: feature ? this.portal.titleOf(layer, feature) : without,
      over: html`${swatchPicture(swatchOf(layer, feature))} ${name}`,
    };
  }

  async #viewsDrawn(): Promise<void> {
    await Promise.all([...this.querySelectorAll<PortalElement>(VIEWS)].map((view) => view.updateComplete));
  }

  #returnFocus(steps: number): void {
    const left = this.#left.splice(-steps)[0];
    const key = left instanceof HTMLElement ? left.dataset.key : undefined;
    const again = key ? this.querySelector<HTMLElement>(`:scope [data-key="${CSS.escape(key)}"]`) : null;
    const visible = [again, left].find(
      (element): element is HTMLElement =>
        element instanceof HTMLElement &&
        element.isConnected &&
        element !== document.body &&
        element.checkVisibility(),
    );
    if (visible) visible.focus({ preventScroll: visible === left });
    else this.focusHeading();
  }

  readonly #onLayout = (): void => this.requestUpdate();

  /** The whole head of a collapsed sheet opens it, not only its handle. */
  readonly #onHead = (event: Event): void => {
    const onButton = (event.target as Element).closest("button") !== null;
    if (!onButton && !this.#side.matches && this.state.sheet === "collapsed") this.portal.setSheet("half");
  };

  readonly #onHandleKey = (event: KeyboardEvent): void => {
    const step = event.key === "ArrowUp" ? 1 : event.key === "ArrowDown" ? -1 : null;
    if (step === null) return;
    event.preventDefault();
    this.portal.setSheet(stepped(this.state.sheet, step));
  };

  readonly #onKey = (event: KeyboardEvent): void => {
    if (event.key !== "Escape" || this.state.panels.length < 2) return;
    event.preventDefault();
    if (this.state.panels.length > 2) this.portal.back();
    else this.portal.close();
  };
}

customElements.define("portal-panel", PortalPanel);
