/** What stands for a style layer in the legend: shape, colour and lines as on the map. */

import type { StyleLayer } from "../model.ts";
import { type StyleClass, valueFor } from "./expression.ts";
import { type Marker, parseMarker } from "./markers.ts";
import { type Pattern, parsePattern } from "./patterns.ts";

/** Lengths are CSS pixels; `dash` as in MapLibre in line widths. */
export interface Swatch {
  readonly kind: "circle" | "line" | "area" | "marker" | "label";
  readonly marker: Marker | null;
  readonly pattern: Pattern | null;
  readonly colour: string;
  readonly opacity: number;
  readonly outline: string | null;
  readonly outlineWidth: number;
  readonly width: number;
  readonly dash: readonly number[];
}

const DEFAULT_COLOUR = "#000000"; // the style specification's default for every colour

/** The properties of one style layer, each with its value for the features of one class. */
class Properties {
  readonly #layer: StyleLayer;
  readonly #chosen: StyleClass | null;

  constructor(layer: StyleLayer, chosen: StyleClass | null) {
    this.#layer = layer;
    this.#chosen = chosen;
  }

  text(name: string): string | null {
    const value = this.#value(name);
    return typeof value === "string" ? value : null;
  }

  colour(name: string): string {
    return this.text(name) ?? DEFAULT_COLOUR;
  }

  number(name: string, otherwise: number): number {
    const value = this.#value(name);
    return typeof value === "number" ? value : otherwise;
  }

  numbers(name: string): readonly number[] {
    const value = this.#value(name);
    return Array.isArray(value) ? value.filter((part) => typeof part === "number") : [];
  }

  #value(name: string): unknown {
    return valueFor(this.#layer.paint?.[name] ?? this.#layer.layout?.[name], this.#chosen);
  }
}

const PLAIN = {
  marker: null,
  pattern: null,
  opacity: 1,
  outline: null,
  outlineWidth: 0,
  width: 0,
  dash: [],
} as const;

function circle(style: Properties): Swatch {
  return {
    ...PLAIN,
    kind: "circle",
    colour: style.colour("circle-color"),
    opacity: style.number("circle-opacity", 1),
    outline: style.text("circle-stroke-color"),
    outlineWidth: style.number("circle-stroke-width", 0),
    width: style.number("circle-radius", 5) * 2,
  };
}

function line(style: Properties): Swatch {
  return {
    ...PLAIN,
    kind: "line",
    colour: style.colour("line-color"),
    opacity: style.number("line-opacity", 1),
    width: style.number("line-width", 1),
    dash: style.numbers("line-dasharray"),
  };
}

function symbol(style: Properties): Swatch {
  const marker = parseMarker(style.text("icon-image"));
  if (marker) return { ...PLAIN, kind: "marker", marker, colour: marker.colour };
  return { ...PLAIN, kind: "label", colour: style.colour("text-color") };
}

function area(style: Properties, type: string): Swatch {
  const pattern = parsePattern(style.text(`${type}-pattern`));
  if (pattern)
    return { ...PLAIN, kind: "area", pattern, colour: pattern.colour, opacity: 0, outlineWidth: 1 };
  const outline = style.text(`${type}-outline-color`);
  return {
    ...PLAIN,
    kind: "area",
    colour: style.colour(`${type}-color`),
    opacity: style.number(`${type}-opacity`, 1),
    outline,
    outlineWidth: outline ? 1 : 0,
  };
}

const PERIODS = 2; // of a dashed line, so that its rhythm is seen

/** The width of a line in a picture that is so long: dashes grow with it, and have to show at least twice. */
export function pictureWidth({ width, dash }: Swatch, length: number): number {
  const most = dash.length > 0 ? length / (PERIODS * dash.reduce((sum, part) => sum + part, 0)) : 6;
  return Math.max(1.2, Math.min(most, 6, Math.max(2, width)));
}

/** The picture of one class of a style layer, or with null of a layer without classes. */
export function swatchFor(layer: StyleLayer, chosen: StyleClass | null): Swatch {
  const style = new Properties(layer, chosen);
  switch (layer.type) {
    case "circle":
      return circle(style);
    case "line":
      return line(style);
    case "symbol":
      return symbol(style);
    default:
      return area(style, layer.type);
  }
}
