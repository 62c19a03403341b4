import { describe, expect, it } from "vitest";
import { readColour, writeColour } from "./colour.ts";

describe("a colour", () => {
  it.each(["#ffffff", "#000000", "#1b5e4b", "#f8dc98", "#123456"])(
    "%s is what it was after reading",
    (text) => {
      const colour = readColour(text);
      expect(colour && writeColour(colour)).toBe(text);
    },
  );

  it.each([
    ["#fff", "#ffffff"],
    ["rgb(27, 94, 75)", "#1b5e4b"],
    ["rgba(27,94,75,0.5)", "rgba(27,94,75,0.5)"],
    ["hsl(0, 100%, 50%)", "#ff0000"],
    ["hsla(120,100%,30%,1)", "#009900"],
  ])("%s is read", (text, written) => {
    const colour = readColour(text);
    expect(colour && writeColour(colour)).toBe(written);
  });

  it.each(["match", "klasse", "raute-882255", "", "rgb(1,2)", "rgb(a,b,c)"])("%s is none", (text) => {
    expect(readColour(text)).toBeNull();
  });

  it("that no screen can show becomes one that it can", () => {
    expect(writeColour({ l: 0.9, c: 0.4, h: 2.5, alpha: 1 })).toMatch(/^#[0-9a-f]{6}$/);
  });
});
