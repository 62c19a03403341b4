/** What people can do on the page; every action changes the state, and the state is all that views show. */
import type { FeatureCollection, Geometry } from "geojson";
import { type Hit, meantBy } from "../map/hit.ts";
import type { MapView } from "../map/map.ts";
import {
  type Extent,
  type Feature,
  type FeatureKey,
  type Layer,
  type Place,
  type Position,
  type Question,
  visibleFrom,
} from "../model.ts";
import { extentOf } from "../places/geometry.ts";
import { ownPosition, positionWords } from "../places/position.ts";
import type { SharedView } from "../url.ts";
import { localized } from "../words/language.ts";
import { Page } from "./page.ts";
import { AT_START, inQuestion, popped, pushed, replaced, withoutLayer } from "./panels.ts";
import {
  featurePart,
  findFeature,
  isSettled,
  layersAtStart,
  type OwnFile,
  type Panel,
  type Panels,
  selectedKey,
  topPanel,
  topTool,
} from "./state.ts";
import { Taker } from "./taker.ts";
import { answerTo } from "./tap.ts";
import { addressOf, type ToolId, toolAt } from "./tool.ts";

export class Portal extends Page {
  /** The drawn map; null until its code has come, and for good where the browser cannot draw. */
  map: MapView | null = null;
  #awaited: FeatureKey | null = null;
  /** A tap that hit nothing while data were on their way, and what the panels showed then. */
  #early: { readonly position: Position; readonly panels: Panels } | null = null;
  readonly #taker = new Taker();
  #aims = false;

  /** Show what a shared address names; unknown layers are left out, as the operator may have taken them away. */
  start(view: SharedView): void {
    const question = view.page === null ? null : this.question(view.page);
    const tool = view.page === null ? null : toolAt(view.page);
    const asked = view.layers ?? question?.layers ?? (tool ? [] : layersAtStart(this.document.layers));
    const wanted = view.feature ? [...asked, view.feature.layer] : asked;
    this.#awaited = view.feature;
    this.store.update({
      background: view.background,
      look: { ...this.store.state.look, grey: view.grey },
      opacities: view.opacities,
      sheet: view.layers || view.feature || view.embedded ? "collapsed" : "half",
    });
    for (const [id, month] of Object.entries(view.months)) this.setMonth(id, month);
    if (question) this.#push({ kind: "question", id: question.id });
    this.showOnly(wanted);
    if (tool) this.openTool(tool);
  }

  override switchLayer(id: string, on: boolean): void {
    super.switchLayer(id, on);
    if (!on) this.store.update({ panels: withoutLayer(this.#panels, id) });
  }

  showFeatures(layer: string): void {
    this.store.update({ panels: inQuestion(this.#panels, { kind: "features", layer }), sheet: "full" });
  }

  /** Show a feature's information; `zoom` also brings the map to it, as from a list. */
  open(key: FeatureKey, zoom: boolean): void {
    this.store.update({ panels: replaced(this.#panels, { kind: "info", key, also: [] }), sheet: "half" });
    this.#bringIntoView(key, zoom);
  }

  /** Ask again for a feature that did not come. */
  retryFeature(key: FeatureKey): void {
    this.#bringIntoView(key, true);
  }

  override reconnect(): void {
    super.reconnect();
    const { state } = this.store;
    const key = selectedKey(state);
    if (key && state.parts[featurePart(key)] === "offline") this.#bringIntoView(key, false);
  }

  /** Answer a question: its layers and no others, and the words beside them. */
  ask(question: Question): void {
    this.showOnly(question.layers);
    this.#push({ kind: "question", id: question.id });
    this.showAsked();
  }

  /** Bring into view what a shared address is about. */
  showChosen(): void {
    const key = selectedKey(this.store.state);
    if (key) this.#bringIntoView(key, true);
    else this.showAsked();
  }

  /** Where the answer depends on a place, the map waits for it; else it shows all of the answer. */
  showAsked(): void {
    const { asked, map } = this;
    if (asked) map?.camera.show(asked.extent, asked.kind === "show" ? asked.zoom : null);
  }

  question(id: string): Question | null {
    return this.document.questions.find((question) => question.id === id) ?? null;
  }

  /** The question whose answer is being read, however deep in it people are. */
  get asked(): Question | null {
    const panel = this.store.state.panels.find((candidate) => candidate.kind === "question");
    return panel ? this.question(panel.id) : null;
  }

  /** The short address of what is shown, and the layers that it switches on. */
  get page(): { readonly page: string | null; readonly usual: readonly string[] | null } {
    const { asked } = this;
    if (asked) return { page: asked.id, usual: asked.layers };
    const panel = topPanel(this.store.state);
    const page = panel.kind === "tool" ? addressOf(panel.tool) : null;
    return { page, usual: page === null ? null : [] };
  }

  /** Go to a place and tell what the layers that are on say about it, or what is near where that is the question. */
  visit(place: Place): void {
    this.#push({ kind: this.asked?.kind === "near" ? "nearby" : "place", place });
    this.map?.camera.goTo(place.position, this.asked?.zoom ?? null);
  }

  /** Go to a feature that may not be loaded yet. */
  visitFeature(key: FeatureKey): void {
    this.switchLayer(key.layer, true);
    if (this.tiled(key.layer) || findFeature(this.store.state, key)) this.open(key, true);
    else this.#awaited = key;
  }

  /** Show a layer's row in the list of layers, switched on. */
  showLayer(id: string): void {
    this.switchLayer(id, true);
    this.store.update({ panels: AT_START, sheet: "half", lookedFor: id });
  }

  /** Ask where the person is and go there. */
  async visitOwnPosition(): Promise<void> {
    this.store.update({ announcement: this.words.positionAsked });
    const position = await ownPosition(this.document.town.extent);
    if (typeof position === "string") this.notify(positionWords(position, this.words), true);
    else this.visit({ title: this.words.myPosition, subtitle: null, position });
  }

  showNearby(place: Place): void {
    this.#push({ kind: "nearby", place });
  }

  /** The part of the town that the map shows; all of it where nothing can be drawn. */
  get seen(): Extent {
    return this.map?.camera.extent ?? this.document.town.extent;
  }

  /** The drawn map is there. */
  mapCame(map: MapView): void {
    this.map = map;
    map.showAim(this.#aims);
  }

  /** Give the taps on the map to a tool, or back; meanwhile cross-hairs may show where a key would tap. */
  takeTaps(taker: ((position: Position) => void) | null, aim = taker !== null): void {
    this.#taker.give(taker);
    this.#aims = aim;
    this.map?.showAim(aim);
  }

  openTool(tool: ToolId): void {
    const waiting = this.#taker.opens(tool, topTool(this.store.state)) ? tool : this.store.state.waiting;
    this.store.update({ panels: replaced(this.#panels, { kind: "tool", tool }), sheet: "half", waiting });
  }

  /** The code of a tool has come, or failed to. */
  toolCame(tool: ToolId, came: boolean): void {
    if (!came && topTool(this.store.state) === tool) this.#taker.fails(tool);
    if (this.store.state.waiting === tool) this.store.update({ waiting: null });
  }

  /** Answer a tap on the map; a tool that is open may take it. */
  tap(hits: readonly Hit[], position: Position): void {
    if (this.#taker.offer(position, topTool(this.store.state))) return;
    const meant = meantBy(hits);
    for (const id of this.store.state.on)
      this.meet(
        id,
        hits.flatMap(({ key, feature }) => (key.layer === id && feature ? [feature] : [])),
      );
    const spot = { title: this.words.spot, subtitle: null, position };
    this.store.update(answerTo(meant, spot, this.store.state, this.#isAboutAreas));
    if (meant.kind === "one" && selectedKey(this.store.state) === meant.key)
      this.#bringIntoView(meant.key, false);
    this.#early = null;
    if (meant.kind !== "nothing" || !this.#isComing) return;
    this.#early = { position, panels: this.#panels };
    this.notify(this.words.tappedEarly);
  }

  /** All that is switched on is drawn: a tap that came before that is answered, unless people have gone on. */
  drawn(): void {
    const early = this.#early;
    if (!early || this.#isComing) return;
    this.#early = null;
    if (this.store.state.notice?.text === this.words.tappedEarly) this.dismissNotice();
    const hits = this.map?.hitsAt(early.position) ?? [];
    if (hits.length > 0 && early.panels === this.#panels) this.tap(hits, early.position);
  }

  /** Whether more may be hit in a moment. */
  get #isComing(): boolean {
    const { state } = this.store;
    return !isSettled(state, state.on) || (this.map?.isComing ?? false);
  }

  back(): void {
    this.store.update({ panels: popped(this.#panels) });
  }

  close(): void {
    this.store.update({ panels: AT_START, sheet: "collapsed" });
  }

  /** Zoom in as far as a layer with a scale limit needs to be seen. */
  zoomToScale(layer: Layer): void {
    this.map?.camera.zoomTo(visibleFrom(layer));
  }

  /** Draw a person's own file and go there, or take it away. */
  showOwnFile(ownFile: OwnFile | null, collection: FeatureCollection<Geometry> | null): void {
    this.map?.marks.showOwnFile(collection);
    const geometries = collection?.features.map(({ geometry }) => geometry) ?? [];
    const extent = extentOf({ type: "GeometryCollection", geometries });
    if (extent) this.map?.camera.show(extent, null);
    this.store.update({ ownFile });
  }

  get #panels(): Panels {
    return this.store.state.panels;
  }

  #push(panel: Panel): void {
    this.store.update({ panels: pushed(this.#panels, panel), sheet: "half" });
  }

  /** Whether the question that is being read has areas for an answer. */
  get #isAboutAreas(): boolean {
    const layers = this.asked?.layers ?? [];
    return layers.some((id) => this.layer(id)?.style.some(({ type }) => type === "fill"));
  }

  /** A feature that is not wholly here is asked for first. */
  #bringIntoView(key: FeatureKey, zoom: boolean): void {
    const coming = this.bring(key);
    if (coming) void coming.then(() => this.#came(key, zoom));
    else this.#moveTo(key, zoom);
  }

  #came(key: FeatureKey, zoom: boolean): void {
    const [layer, feature] = [this.layer(key.layer), findFeature(this.store.state, key)];
    if (!layer || !feature || selectedKey(this.store.state) !== key) return;
    this.store.update({ announcement: this.titleOf(layer, feature) });
    this.#moveTo(key, zoom);
  }

  #moveTo(key: FeatureKey, zoom: boolean): void {
    const feature = findFeature(this.store.state, key);
    if (!feature?.geometry) return;
    if (zoom) this.map?.camera.zoomToFeature(feature);
    else this.map?.camera.reveal(feature);
  }

  protected override arrived(layer: Layer, features: readonly Feature[]): void {
    if (!layer.background) {
      const title = localized(layer.title, this.language);
      const count = this.tiled(layer.id) ? layer.count : features.length;
      this.store.update({ announcement: this.words.layerLoaded(title, count) });
    }
    this.#openAwaited(layer.id);
  }

  #openAwaited(id: string): void {
    const key = this.#awaited;
    if (key?.layer !== id) return;
    this.#awaited = null;
    this.open(key, false); // also one that is gone: the page says so
  }
}
