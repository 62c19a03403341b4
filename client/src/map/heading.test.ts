import { expect, it } from "vitest";
import { headingOf } from "./heading.ts";

it.each([
  ["anticlockwise from north", { alpha: 90, absolute: true }, 0, 270],
  ["north itself", { alpha: 0, absolute: true }, 0, 0],
  ["on a screen that was turned", { alpha: 90, absolute: true }, 90, 0],
  ["by Apple's compass", { alpha: 12, absolute: false, webkitCompassHeading: 45 }, 0, 45],
  ["from anywhere", { alpha: 90, absolute: false }, 0, null],
  ["nothing", { alpha: null, absolute: true }, 0, null],
] as const)("reads %s", (_, event, angle, heading) => {
  expect(headingOf(event, angle)).toBe(heading);
});
