/**
 * Point symbols that differ by shape as well as by colour (WCAG 1.4.1).
 *
 * A style names one as `icon-image: "<shape>-<rrggbb>"`, such as `quadrat-1b5e4b`; the map draws it when it is
 * first needed and the legend shows the same path.
 */

/** Outlines in a box of 24 × 24, as SVG paths. */
export const SHAPES = {
  kreis: "M12 4a8 8 0 1 1 0 16a8 8 0 0 1 0-16z",
  quadrat: "M5.5 5h13a.5.5 0 0 1 .5.5v13a.5.5 0 0 1-.5.5h-13a.5.5 0 0 1-.5-.5v-13a.5.5 0 0 1 .5-.5z",
  raute: "M12 2.8L21.2 12L12 21.2L2.8 12z",
  dreieck: "M12 3.5L21.5 20h-19z",
  dreieckunten: "M12 20.5L2.5 4h19z",
  sechseck: "M12 3L20 7.5v9L12 21L4 16.5V7.5z",
  stern: "M12 2.2L14.9 8.9L22 9.5L16.600 14.2L18.2 21.2L12 17.5L5.800 21.2L7.400 14.2L2 9.5L9.100 8.9z",
  kreuz: "M9 3.5h6v5.5h5.5v6h-5.5v5.5h-6v-5.5h-5.5v-6h5.5z",
} as const;

export type Shape = keyof typeof SHAPES;

export interface Marker {
  readonly shape: Shape;
  /** As `#rrggbb`. */
  readonly colour: string;
}

/** Read the name of an image; null where it is none of ours. */
export function parseMarker(name: string | null): Marker | null {
  const [, shape, colour] = /^([a-z]+)-([0-9a-f]{6})$/i.exec(name ?? "") ?? [];
  return shape && colour && Object.hasOwn(SHAPES, shape)
    ? { shape: shape as Shape, colour: `#${colour}` }
    : null;
}
