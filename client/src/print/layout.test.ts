import { describe, expect, it } from "vitest";
import type { Swatch } from "../legend/swatch.ts";
import { type Content, type Layout, layoutOf } from "./layout.ts";

const SWATCH: Swatch = {
  kind: "area",
  marker: null,
  pattern: null,
  colour: "#123456",
  opacity: 1,
  outline: null,
  outlineWidth: 0,
  width: 0,
  dash: [],
};

function rows(count: number): Content["legend"][number] {
  const labels = Array.from({ length: count }, (_, at) => ({ label: `Klasse ${at}`, swatch: SWATCH }));
  return { title: "Ebene", blocks: [{ title: null, rows: labels }] };
}

const CONTENT: Content = {
  paper: "a4",
  landscape: false,
  scale: 5000,
  title: "Schulen",
  scaleText: "Maßstab 1 : 5000",
  legend: [rows(1)],
  notes: ["© Stadt"],
  more: "… und mehr",
  distance: (metres) => `${metres} m`,
  measure: (text, size) => text.length * size * 0.5,
};

function texts({ items }: Layout): readonly string[] {
  return items.flatMap((item) => (item.kind === "text" ? [item.text] : []));
}

/** Outermost edges of everything on the sheet. */
function extent({ items }: Layout): readonly [number, number, number, number] {
  const spots = items.flatMap((item): (readonly [number, number])[] => {
    if (item.kind === "shape") return [...item.points];
    if (item.kind === "swatch")
      return [
        [item.x, item.y],
        [item.x + item.size, item.y + item.size],
      ];
    return [
      [item.x, item.y],
      [item.x + CONTENT.measure(item.text, item.size, item.bold), item.y],
    ];
  });
  const [xs, ys] = [spots.map(([x]) => x), spots.map(([, y]) => y)];
  return [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)];
}

describe.each([
  ["a4", false, 210, 297],
  ["a4", true, 297, 210],
  ["a3", false, 297, 420],
  ["a3", true, 420, 297],
] as const)("a sheet of %s, landscape %s", (paper, landscape, width, height) => {
  const layout = layoutOf({ ...CONTENT, paper, landscape, legend: [rows(5), rows(20), rows(9)] });

  it("has the size of its paper and keeps its margins", () => {
    expect([layout.width, layout.height]).toEqual([width, height]);
    const [left, top, right, bottom] = extent(layout);
    expect(Math.min(left, top)).toBeGreaterThanOrEqual(10);
    expect(right).toBeLessThanOrEqual(width - 10);
    expect(bottom).toBeLessThanOrEqual(height - 10);
  });

  it("gives most of its room to the map", () => {
    expect((layout.map.width * layout.map.height) / (width * height)).toBeGreaterThan(0.5);
  });
});

it("names title, scale, legend and sources", () => {
  const layout = layoutOf(CONTENT);
  expect(texts(layout)).toEqual([
    "Schulen",
    "N",
    "Maßstab 1 : 5000",
    "0 m",
    "100 m",
    "200 m",
    "Ebene",
    "© Stadt",
  ]);
});

it.each([500, 1000, 2500, 25_000])("has a scale bar that is true at 1 : %i", (scale) => {
  const layout = layoutOf({ ...CONTENT, scale });
  const [frame, , , bar] = layout.items.filter((item) => item.kind === "shape");
  expect(frame?.points).toHaveLength(4);
  const [from, to] = bar?.points ?? [];
  const metres = Number.parseInt(texts(layout)[5] ?? "", 10);
  expect(((to?.[0] ?? 0) - (from?.[0] ?? 0)) * scale).toBeCloseTo(metres * 1000, 6);
});

it("says so where the legend is too long", () => {
  expect(texts(layoutOf({ ...CONTENT, legend: [rows(60)] }))).toContain("… und mehr");
});

it("shortens a title that is too long", () => {
  const [title] = texts(layoutOf({ ...CONTENT, title: "x".repeat(200) }));
  expect(title).toMatch(/^x+…$/);
});
