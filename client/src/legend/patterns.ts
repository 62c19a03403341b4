/**
 * Patterns of areas, such as hatches.
 *
 * A style names one as `fill-pattern: "<pattern>-<rrggbb>"`, such as `schraffur-2c6e36`; the map draws it when it is
 * first needed and the legend shows the same lines.
 */

/** Lines in a tile of 24 × 24 that fits to itself on every side, as SVG paths. */
export const PATTERNS = {
  schraffur: "M-2 2L2 -2M-2 14L14 -2M-2 26L26 -2M10 26L26 10M22 26L26 22",
  gegenschraffur: "M-2 22L2 26M-2 10L14 26M-2 -2L26 26M10 -2L26 14M22 -2L26 2",
  punkte: "M6 6h.01M18 18h.01",
  kreuze: "M3 3l6 6M9 3l-6 6M15 15l6 6M21 15l-6 6",
  wellen: "M0 6q3 -4 6 0t6 0t6 0t6 0M0 18q3 -4 6 0t6 0t6 0t6 0",
} as const;

export type PatternName = keyof typeof PATTERNS;

export interface Pattern {
  readonly name: PatternName;
  /** As `#rrggbb`. */
  readonly colour: string;
}

/** Width of a pattern's lines in the units of its tile; dots are lines without length. */
export function lineWidth({ name }: Pattern): number {
  return name === "punkte" ? 3.5 : 1.5;
}

/** Read the name of an image; null where it is no pattern. */
export function parsePattern(name: string | null): Pattern | null {
  const [, pattern, colour] = /^([a-z]+)-([0-9a-f]{6})$/i.exec(name ?? "") ?? [];
  return pattern && colour && Object.hasOwn(PATTERNS, pattern)
    ? { name: pattern as PatternName, colour: `#${colour}` }
    : null;
}
