import { expect, test } from "vitest";
import { filesOf } from "./files.ts";

const plan = (properties: Record<string, unknown>) =>
  filesOf({ type: "Feature", id: "P", geometry: null, properties }).map(({ href, title }) => [href, title]);

test("a plan's feature names its document, its archive and its attachments", () => {
  const anlagen = "/api/plans/P/attachments/Begr%C3%BCndung%201.pdf /api/plans/P/attachments/a/b.png";
  expect(plan({ gml: "/api/plans/P.gml", archiv: "/api/plans/P.zip", anlagen })).toEqual([
    ["/api/plans/P.gml", "XPlanGML"],
    ["/api/plans/P.zip", "XPlanArchiv (ZIP)"],
    ["/api/plans/P/attachments/Begr%C3%BCndung%201.pdf", "Begründung 1.pdf"],
    ["/api/plans/P/attachments/a/b.png", "a/b.png"],
  ]);
  expect(plan({ gml: null, anlagen: null })).toEqual([]);
});
