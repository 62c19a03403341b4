/** Brings the drawn map into the page after its first paint, and keeps it in step with the state. */
import { backgroundAttribution, loadBackground, paperStyle } from "../appearance/background.ts";
import type { Look } from "../appearance/look.ts";
import { afterPaint } from "../appearance/paint.ts";
import { positionWords } from "../places/position.ts";
import type { Portal } from "../state/portal.ts";
import { isSettled, type State, selectedFeature, shownPlace } from "../state/state.ts";
import { isPlaced } from "../url.ts";
import type { DrawnLayer } from "./drawn-layers.ts";
import { EarlyTap } from "./early-tap.ts";
import type { MapView } from "./map.ts";
import type { MapListener } from "./options.ts";
import { dropStartPicture, endStartPicture, keepStartPicture } from "./start-picture.ts";
import { hasWebGl } from "./webgl.ts";

/** What tests and people who embed the page may ask the map; nothing here changes it. */
export interface Inspection {
  /** CSS pixels in the page of a longitude and latitude; null while there is no map. */
  project(longitude: number, latitude: number): readonly [number, number] | null;
  /** How many features of a layer are drawn in the part that is seen. */
  rendered(layer: string): number;
}

declare global {
  interface Window {
    geoportal?: Inspection;
  }
}

/** The layers that the map should show: switched on and loaded, the background beneath. */
export function drawnLayers(portal: Portal, state: State): readonly DrawnLayer[] {
  const wanted = state.background ? [...portal.background, ...state.on] : state.on;
  return wanted.flatMap((id) => {
    const layer = portal.layer(id);
    const load = state.loads[id];
    if (!layer || load?.kind !== "ready") return [];
    const order = layer.background ? portal.background.indexOf(id) : portal.document.layers.indexOf(layer);
    return [{ layer, features: load.features, order }];
  });
}

/** `data-ready="1"` on the root says that all that is switched on has come and is drawn. */
function markReady(ready: boolean): void {
  const { dataset } = document.documentElement;
  if (!ready) delete dataset.ready;
  else if (dataset.ready !== "1") dataset.ready = "1";
}

function settled(portal: Portal): boolean {
  return isSettled(portal.store.state, portal.wanted);
}

/** Of the background, what is seen from here: the rest comes only when it is needed. */
function isGroundSettled(portal: Portal): boolean {
  const seen = portal.wanted.filter((id) => portal.background.includes(id));
  return isSettled(portal.store.state, seen);
}

function listener(portal: Portal): MapListener {
  const { words } = portal;
  return {
    tapped: (hits, position) => portal.tap(hits, position),
    moved: () => {
      dropStartPicture();
      markReady(false);
    },
    zoomed: (zoom) => portal.zoomed(zoom),
    positionFailed: (reason) => portal.notify(positionWords(reason, words), true),
    idle: () => {
      if (isGroundSettled(portal)) dropStartPicture();
      if (!settled(portal)) return;
      if (performance.getEntriesByName("map-idle").length === 0) performance.mark("map-idle");
      markReady(true);
      portal.drawn();
    },
  };
}

function follow(portal: Portal, map: MapView, state: State, before: State | null): void {
  if (state.loads !== before?.loads || state.on !== before.on || state.background !== before.background) {
    map.draw(drawnLayers(portal, state));
    if (state.background !== before?.background) map.showBase(state.background);
  }
  if (before && state.look !== before.look) map.setLook(state.look);
  if (state.opacities !== before?.opacities || state.loads !== before.loads || state.on !== before.on)
    map.fade(state.opacities);
  if (state.narrowed !== before?.narrowed || state.loads !== before.loads || state.on !== before.on)
    map.narrow(state.narrowed);
  const selected = selectedFeature(state);
  if (selected !== (before && selectedFeature(before))) map.marks.select(selected);
  const place = shownPlace(state);
  if (place !== (before && shownPlace(before))) map.pin(place?.position ?? null);
}

async function createMap(
  portal: Portal,
  container: HTMLElement,
  covered: () => number,
  early: EarlyTap,
): Promise<void> {
  performance.mark("map-start");
  const placed = isPlaced(location); // where a shared address points goes before a question's own place
  const { map: chosen } = portal.document.background;
  const styleIn = async (look: Look) => (chosen ? loadBackground(chosen, look) : paperStyle(look));
  const { look } = portal.store.state;
  const [{ MapView }, style] = await Promise.all([import("./map.ts"), styleIn(look).catch(() => null)]);
  if (style === null) portal.notify(portal.words.backgroundFailed);
  const map = await MapView.create({
    container,
    town: portal.document.town,
    look,
    style: style ?? paperStyle(look),
    styleIn: style ? styleIn : async (wanted) => paperStyle(wanted),
    attribution: chosen && style ? backgroundAttribution(chosen) : null,
    words: portal.words,
    listener: listener(portal),
    covered,
  });
  portal.mapCame(map);
  endStartPicture();
  window.geoportal = Object.freeze({
    project: (longitude: number, latitude: number) => map.camera.project([longitude, latitude]),
    rendered: (layer: string) => map.rendered(layer),
  });
  if (portal.store.state.look !== look) map.setLook(portal.store.state.look);
  follow(portal, map, portal.store.state, null);
  const tapped = early.end();
  if (tapped) portal.tap([], map.camera.at(tapped));
  if (!placed) portal.showChosen();
  portal.store.subscribe((state, before) => follow(portal, map, state, before));
}

/** Without a map, lists are the page: it is ready once they are. */
function goWithoutMap(portal: Portal, words: string): void {
  keepStartPicture();
  portal.store.update({ mapWorks: false, sheet: "half" });
  portal.notify(words);
  markReady(settled(portal));
  portal.store.subscribe(() => markReady(settled(portal)));
}

/** Start the map once the browser has painted the shell. `covered`: CSS pixels hidden under the sheet. */
export function startMap(portal: Portal, container: HTMLElement, covered: () => number): void {
  const early = new EarlyTap(container, () => portal.notify(portal.words.tappedEarly));
  const withoutMap = (words: string): void => {
    early.end();
    goWithoutMap(portal, words);
  };
  const failed = (error: unknown): void => {
    withoutMap(portal.words.mapFailed);
    reportError(error);
  };
  portal.store.subscribe((state, before) => {
    const drawn = ["loads", "on", "background", "look"] as const;
    if (drawn.some((part) => state[part] !== before[part])) markReady(false);
  });
  afterPaint(() => {
    if (hasWebGl()) createMap(portal, container, covered, early).catch(failed);
    else withoutMap(portal.words.noWebGl);
  });
}
