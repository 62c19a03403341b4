import { expect, it } from "vitest";
import { parseMarker } from "./markers.ts";

it("reads shape and colour from an image's name", () => {
  expect(parseMarker("quadrat-1b5e4b")).toEqual({ shape: "quadrat", colour: "#1b5e4b" });
});

it.each([null, "", "quadrat", "wolke-1b5e4b", "quadrat-red", "toString-1b5e4b"])("passes over %j", (name) => {
  expect(parseMarker(name)).toBeNull();
});
