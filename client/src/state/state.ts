/** What the page shows right now, in one frozen object, and who wants to know when it changes. */
import { DAYLIGHT, type Look, type Scheme } from "../appearance/look.ts";
import type { Feature, FeatureKey, Layer, Period, Place, Position } from "../model.ts";
import type { ToolId } from "./tool.ts";

/** How far the data of one layer have come. */
export type Load =
  | { readonly kind: "loading" }
  | {
      readonly kind: "ready";
      readonly features: readonly Feature[];
      /** When they came, where they are a copy that this browser had kept (ISO time); else null. */
      readonly since: string | null;
    }
  | { readonly kind: Missing };

/** Why something did not come: something is broken, or there is no network. */
export type Missing = "failed" | "offline";

/** How far a part of a layer has come that is drawn from tiles, as long as it is not there. */
export type Part = "loading" | Missing | "gone";

/** Why an answer did not come just now. */
export function whyMissing(): Missing {
  return navigator.onLine ? "failed" : "offline";
}

/** Whether something did not come, but may when it is asked for again. */
export function isMissing(kind: string | undefined): kind is Missing {
  return kind === "failed" || kind === "offline";
}

/** The name of a single feature among the parts. */
export function featurePart({ layer, id }: FeatureKey): string {
  return `${layer}:${id}`;
}

/** The name of what lies within so many metres of a place. */
export function aroundPart(layer: string, place: Position, metres: number): string {
  return `${layer}@${place.join()}~${metres}`;
}

/** How far around its place a panel looks into layers that are drawn from tiles, in metres; null without a place. */
export function reachOf({ kind }: Panel): number | null {
  if (kind === "place") return 3; // as near as a finger gets
  return kind === "nearby" ? 400 : null; // some five minutes on foot
}

/** Whether some of what lies around the place of the panel is on its way, or did not come. */
export function aroundPlace(state: State): Part | null {
  const panel = topPanel(state);
  const reach = reachOf(panel);
  if (reach === null || !("place" in panel)) return null;
  const parts = state.on.map((id) => state.parts[aroundPart(id, panel.place.position, reach)]);
  return parts.find(isMissing) ?? parts.find((part) => part !== undefined) ?? null;
}

/** What the panel shows. The stack of panels always begins with the start: search, questions and layers. */
export type Panel =
  | { readonly kind: "start" }
  | { readonly kind: "question"; readonly id: string }
  | { readonly kind: "place"; readonly place: Place }
  | { readonly kind: "nearby"; readonly place: Place }
  | { readonly kind: "tool"; readonly tool: ToolId }
  | { readonly kind: "features"; readonly layer: string }
  | { readonly kind: "choice"; readonly keys: readonly FeatureKey[] }
  | { readonly kind: "info"; readonly key: FeatureKey; readonly also: readonly FeatureKey[] };

/** From the start up to what is seen. */
export type Panels = readonly [Panel, ...Panel[]];

/** How far the bottom sheet of phones is open. */
export const SHEET = ["collapsed", "half", "full"] as const;
export type Sheet = (typeof SHEET)[number];

/** A sentence above the map that a person can close. */
export interface Notice {
  readonly text: string;
  readonly urgent: boolean;
}

export interface State {
  readonly on: readonly string[];
  /** Per cent by which layers are drawn, of those that people made fainter. */
  readonly opacities: Readonly<Record<string, number>>;
  /** The layers of which only a month is shown. */
  readonly narrowed: Readonly<Record<string, Narrowed>>;
  readonly background: boolean;
  /** Light or dark as the person has chosen, and the look that follows from it and from the device. */
  readonly scheme: Scheme;
  readonly look: Look;
  /** Of a layer that is drawn from tiles, the features that had to be known one by one. */
  readonly loads: Readonly<Record<string, Load>>;
  readonly parts: Readonly<Record<string, Part>>;
  readonly panels: Panels;
  readonly sheet: Sheet;
  readonly zoom: number;
  readonly notice: Notice | null;
  /** The last change in words, for screen readers. */
  readonly announcement: string;
  /** False where the browser cannot draw; lists work all the same. */
  readonly mapWorks: boolean;
  /** The layer whose row the list of layers brings into view; a search has led to it. */
  readonly lookedFor: string | null;
  /** The person's own file that is drawn; it is nowhere but in this page. */
  readonly ownFile: OwnFile | null;
  /** When `/map.json` came, where it is a kept copy (ISO time); else null. */
  readonly documentSince: string | null;
  /** The tool whose code is on its way since its button was pressed. */
  readonly waiting: ToolId | null;
}

/** Of a layer with this period only what is at any time of a month, as in 2024-05. */
export interface Narrowed {
  readonly period: Period;
  readonly month: string;
}

export interface OwnFile {
  readonly name: string;
  readonly count: number;
}

/** The state before anything has come. */
export function emptyState(zoom: number): State {
  return {
    on: [],
    opacities: {},
    narrowed: {},
    background: true,
    scheme: "auto",
    look: DAYLIGHT,
    loads: {},
    parts: {},
    panels: [{ kind: "start" }],
    sheet: "collapsed",
    zoom,
    notice: null,
    announcement: "",
    mapWorks: true,
    lookedFor: null,
    ownFile: null,
    documentSince: null,
    waiting: null,
  };
}

export type Listener = (state: State, before: State) => void;

export class Store {
  #state: State;
  readonly #listeners: Listener[] = [];

  constructor(state: State) {
    this.#state = Object.freeze(state);
  }

  get state(): State {
    return this.#state;
  }

  update(change: Partial<State>): void {
    const before = this.#state;
    this.#state = Object.freeze({ ...before, ...change });
    for (const listener of this.#listeners) listener(this.#state, before);
  }

  subscribe(listener: Listener): void {
    this.#listeners.push(listener);
  }
}

/** The panel that is seen. */
export function topPanel(state: State): Panel {
  return state.panels[state.panels.length - 1] ?? state.panels[0];
}

/** The tool that is seen, or on its way. */
export function topTool(state: State): ToolId | null {
  const panel = topPanel(state);
  return panel.kind === "tool" ? panel.tool : null;
}

/** The feature whose information is shown, also beneath a tool, or null. */
export function selectedKey(state: State): FeatureKey | null {
  const panel = state.panels.findLast(({ kind }) => kind !== "tool");
  return panel?.kind === "info" ? panel.key : null;
}

/** The place that is told about, or around which things are listed, or null. */
export function shownPlace(state: State): Place | null {
  const panel = state.panels.findLast(({ kind }) => kind === "place" || kind === "nearby");
  return panel && "place" in panel ? panel.place : null;
}

/** The feature with this id among the loaded ones. */
export function findFeature(state: State, key: FeatureKey): Feature | null {
  const load = state.loads[key.layer];
  return load?.kind === "ready" ? (load.features.find((feature) => feature.id === key.id) ?? null) : null;
}

/** The feature whose information is shown, or null while it is not there. */
export function selectedFeature(state: State): Feature | null {
  const key = selectedKey(state);
  return key && findFeature(state, key);
}

/** The age of the oldest kept copy that is shown (ISO time), or null where all is of now. */
export function shownSince(
  { documentSince, loads, on, background }: State,
  behind: readonly string[],
): string | null {
  const layers = background ? [...behind, ...on] : on;
  const ages = layers.map((id) => {
    const load = loads[id];
    return load?.kind === "ready" ? load.since : null;
  });
  return [documentSince, ...ages].filter((since) => since !== null).sort()[0] ?? null;
}

/** Whether each of these layers has either come or failed. */
export function isSettled(state: State, wanted: readonly string[]): boolean {
  return wanted.every((id) => state.loads[id] !== undefined && state.loads[id].kind !== "loading");
}

/** The layers to switch on where the address names none: the schools, else the first layer there is. */
export function layersAtStart(layers: readonly Layer[]): readonly string[] {
  const choosable = layers.filter((layer) => !layer.background);
  const first = choosable.find((layer) => layer.id === "schulen") ?? choosable[0];
  return first ? [first.id] : [];
}
