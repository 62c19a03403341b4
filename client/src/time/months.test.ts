import { afterEach, expect, it, vi } from "vitest";
import { sampleLayer, samplePoint } from "../samples.ts";
import { monthsOnServer } from "./months.ts";

afterEach(() => {
  vi.unstubAllGlobals();
});

it("asks for the first and last dates of both fields, once for each version", async () => {
  const asked: URLSearchParams[] = [];
  vi.stubGlobal("fetch", async (path: string) => {
    const query = new URL(path, "https://karte.example/").searchParams;
    asked.push(query);
    const last = query.get("sortby")?.startsWith("-");
    const dates = last ? { von: "2024-03-01", bis: "2024-04-30" } : { von: "2023-12-24", bis: null };
    return Response.json({ features: [samplePoint("a", dates)] });
  });
  const layer = sampleLayer({ count: 20_000, time: { start: "von", end: "bis" } });
  expect(await monthsOnServer(layer)).toEqual(["2023-12", "2024-01", "2024-02", "2024-03", "2024-04"]);
  await monthsOnServer(layer);
  expect(asked.map((query) => query.get("sortby"))).toEqual(["von", "-von", "bis", "-bis"]);
  expect(asked[3]?.get("filter")).toBe('"bis" IS NOT NULL');
});

it("asks again after a failure", async () => {
  vi.stubGlobal("fetch", async () => new Response(null, { status: 503 }));
  const layer = sampleLayer({ id: "baustellen", count: 20_000, time: { start: "von", end: "bis" } });
  await expect(monthsOnServer(layer)).rejects.toMatchObject({ status: 503 });
  vi.stubGlobal("fetch", async () => Response.json({ features: [] }));
  expect(await monthsOnServer(layer)).toEqual([]);
});
