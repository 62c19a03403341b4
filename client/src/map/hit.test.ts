import { describe, expect, it } from "vitest";
import { type Hit, meantBy, orderHits } from "./hit.ts";

function hit(id: string, dimension: Hit["dimension"], distance = 0): Hit {
  return { key: { layer: "x", id }, dimension, distance };
}

it("puts the nearest point first and areas last, everything once", () => {
  const ordered = orderHits([
    hit("area", 2),
    hit("far", 0, 9),
    hit("line", 1),
    hit("near", 0, 2),
    hit("far", 0, 9),
  ]);
  expect(ordered.map(({ key }) => key.id)).toEqual(["near", "far", "line", "area"]);
});

describe("meantBy", () => {
  it("is nothing beside everything", () => {
    expect(meantBy([])).toEqual({ kind: "nothing" });
  });

  it("is the one point, with the areas beneath it", () => {
    expect(meantBy([hit("area", 2), hit("school", 0, 3)])).toEqual({
      kind: "one",
      key: { layer: "x", id: "school" },
      also: [{ layer: "x", id: "area" }],
    });
  });

  it("is a choice among several of the same kind", () => {
    const meant = meantBy([hit("b", 0, 5), hit("a", 0, 1), hit("area", 2)]);
    expect(meant).toEqual({ kind: "choice", keys: ["a", "b", "area"].map((id) => ({ layer: "x", id })) });
    expect(meantBy([hit("a", 2), hit("b", 2)]).kind).toBe("choice");
  });
});
