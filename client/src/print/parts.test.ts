import { expect, it } from "vitest";
import { partsOf } from "./parts.ts";

it("leaves whole what one canvas can hold", () => {
  expect(partsOf(2244, 2575)).toEqual([{ x: 0, y: 0, width: 2244, height: 2575 }]);
});

it("divides what is larger into parts that meet and leave nothing out", () => {
  const parts = partsOf(4725, 7001, 3600);
  expect(parts).toHaveLength(4);
  expect(parts.reduce((sum, { width, height }) => sum + width * height, 0)).toBe(4725 * 7001);
  for (const { x, y, width, height } of parts) {
    expect(Math.max(width, height)).toBeLessThanOrEqual(3600);
    expect(x === 0 || parts.some((other) => other.x + other.width === x && other.y === y)).toBe(true);
  }
});
