import { describe, expect, it } from "vitest";
import { checkFile, JudgingError, LARGEST_PLAN, requestOf } from "./judging.ts";

function kind(name: string, size: number): string | null {
  try {
    checkFile({ name, size });
    return null;
  } catch (error) {
    return error instanceof JudgingError ? error.kind : "other";
  }
}

describe("checkFile", () => {
  it.each([
    ["plan.gml", 1, null],
    ["Plan 12.XML", LARGEST_PLAN, null],
    ["plan.zip", LARGEST_PLAN + 1, "tooLarge"],
    ["plan.gml", 0, "empty"],
    ["plan.dxf", 1, "wrongKind"],
    ["plan.gml.exe", 1, "wrongKind"],
  ])("says of %s with %i bytes: %s", (name, size, expected) => {
    expect(kind(name, size)).toBe(expected);
  });
});

describe("requestOf", () => {
  it("sends the name for the report", () => {
    expect(JSON.parse(requestOf("Hofäcker (2).gml", "PHg+"))).toEqual({
      inputs: { plan: "PHg+", name: "Hofäcker (2).gml", with: ["drawing", "page"] },
    });
  });

  it.each([".plan.gml", "a,b.gml", `${"a".repeat(120)}.gml`])(
    "leaves out a name that is refused: %s",
    (name) => {
      expect(JSON.parse(requestOf(name, "PHg+")).inputs).not.toHaveProperty("name");
    },
  );
});
