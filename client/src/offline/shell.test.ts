import { expect, it } from "vitest";
import { shellCache, shellsToDrop } from "./shell.ts";

it("keeps the build before the current one, for pages that are still open", () => {
  const [a, b, c] = ["/a.js", "/b.js", "/c.js"].map(shellCache) as [string, string, string];
  expect(shellsToDrop([a, "geoportal-kacheln", b, c], c)).toEqual([a]);
  expect(shellsToDrop([a, b, c], a)).toEqual([b]); // an operator went back to an older build
  expect(shellsToDrop([a], a)).toEqual([]);
});
