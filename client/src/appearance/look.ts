/**
 * How the map looks in the dark, in grey and with high contrast: styles are drawn for daylight, and their colours follow.
 *
 * Only colours change, so that a map that is drawn already can be repainted. What stands in the legend keeps its
 * colours; of a layer that people switch on, only names follow the ground on which they are written.
 * A style may say itself what it looks like in the dark, as paint properties in `metadata.dark`.
 */
import { type Colour, readColour, writeColour } from "./colour.ts";

/** What a person may choose; "auto" is as the device does. */
export const SCHEMES = ["auto", "light", "dark"] as const;
export type Scheme = (typeof SCHEMES)[number];

export interface Look {
  readonly dark: boolean;
  /** The background without colours, so that layers stand out. */
  readonly grey: boolean;
  /** Asked for by `prefers-contrast` or by forced colours. */
  readonly contrast: boolean;
}

export const DAYLIGHT: Look = { dark: false, grey: false, contrast: false };

/** What can be painted: a layer of a style, with or without its source. */
interface Painted {
  readonly type: string;
  readonly paint?: object | undefined;
  readonly metadata?: unknown;
}

type Role = "ground" | "line" | "text" | "halo";

function roleOf(property: string): Role {
  if (property === "text-color" || property === "circle-stroke-color") return "text";
  if (property === "text-halo-color") return "halo";
  return property === "line-color" ? "line" : "ground";
}

const within = (low: number, value: number, high: number): number => Math.min(high, Math.max(low, value));

type Change = (colour: Colour) => Colour;

const DARK: Readonly<Record<Role, Change>> = {
  ground: ({ l, c, h, alpha }) => {
    const paper = c < 0.03; // warm paper would be brown in the dark; there it is as cool as the page
    return {
      l: within(0.22, 0.24 + (0.96 - l) * 0.5, 0.6),
      c: paper ? 0.009 : c * 0.5,
      h: paper ? 2.9 : h,
      alpha,
    };
  },
  line: ({ l, c, ...rest }) => ({ ...rest, l: within(0.34, 0.24 + (0.96 - l) * 0.75, 0.72), c: c * 0.9 }),
  text: ({ l, c, ...rest }) => ({ ...rest, l: within(0.78, 0.62 + (1 - l) * 0.35, 0.94), c: c * 0.8 }),
  halo: ({ c, ...rest }) => ({ ...rest, l: 0.2, c: c * 0.3 }),
};

const GREY: Readonly<Record<Role, Change>> = {
  ground: ({ l, c, ...rest }) => ({ ...rest, l: 0.965 - (0.965 - l) * 0.5, c: c * 0.2 }),
  line: ({ l, c, ...rest }) => ({ ...rest, l: 1 - (1 - l) * 0.75, c: c * 0.2 }),
  text: ({ c, ...rest }) => ({ ...rest, c: c * 0.15 }),
  halo: ({ c, ...rest }) => ({ ...rest, c: c * 0.1 }),
};

/** On top of the others: the ground steps back, names stand out. */
const CONTRAST: Readonly<Record<Role, (colour: Colour, dark: boolean) => Colour>> = {
  ground: (colour, dark) => ({
    ...colour,
    l: dark ? colour.l * 0.72 : 0.985 - (0.985 - colour.l) * 0.6,
    c: colour.c * 0.8,
  }),
  line: (colour, dark) => ({ ...colour, l: dark || colour.l > 0.9 ? colour.l : colour.l * 0.72 }),
  text: (colour, dark) => ({ ...colour, l: dark ? 0.97 : 0.2, c: colour.c * 0.6 }),
  halo: (colour, dark) => ({ ...colour, l: dark ? 0.12 : 1, c: 0 }),
};

/**
 * The paint of a layer in a look: of the background all colours, of others those of names. What was `drawn` for the
 * look by its maker only gets more contrast where that is asked for.
 */
export function paintIn(
  layer: Painted,
  look: Look,
  background: boolean,
  drawn = false,
): Readonly<Record<string, unknown>> {
  const own = darkPaint(layer);
  const given = { ...layer.paint, ...(look.dark ? own : {}) };
  if (layer.type === "raster" && background) return { ...given, ...rasterIn(look) };
  const entries = Object.entries(given).map(([name, value]) => {
    if (!name.endsWith("-color") || !(background || name.startsWith("text-"))) return [name, value];
    const ground = background ? look : { ...look, grey: false };
    const change = changeOf(roleOf(name), ground, drawn || (look.dark && name in own));
    return [name, change ? recoloured(value, change) : value];
  });
  return Object.fromEntries(entries);
}

/** Paint properties that differ between looks, with their values in one. */
export type Colours = Readonly<Record<string, unknown>>;

/** What to set on a layer that is drawn already, so that it has another look. */
export function coloursIn(layer: Painted, look: Look, background: boolean): Colours {
  const entries = Object.entries(paintIn(layer, look, background));
  return Object.fromEntries(entries.filter(([name]) => name.endsWith("-color") || name in rasterIn(look)));
}

function darkPaint({ metadata }: Painted): Readonly<Record<string, unknown>> {
  return (metadata as { dark?: Record<string, unknown> } | undefined)?.dark ?? {};
}

function changeOf(role: Role, look: Look, drawn: boolean): Change | null {
  const base = drawn ? null : look.dark ? DARK[role] : look.grey ? GREY[role] : null;
  if (!look.contrast) return base;
  return (colour) => CONTRAST[role](base ? base(colour) : colour, look.dark);
}

/** Colours wherever they stand in a value or an expression. */
function recoloured(value: unknown, change: Change): unknown {
  if (Array.isArray(value)) return value.map((part) => recoloured(part, change));
  const colour = typeof value === "string" ? readColour(value) : null;
  return colour ? writeColour(change(colour)) : value;
}

/** Pictures cannot be drawn anew, only dimmed. */
function rasterIn({ dark, grey }: Look): Readonly<Record<string, number>> {
  return {
    "raster-brightness-max": dark ? 0.62 : 1,
    "raster-saturation": grey ? -1 : dark ? -0.3 : 0,
  };
}
