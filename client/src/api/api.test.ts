import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { sampleDocument, samplePoint } from "../samples.ts";
import { featuresIn, loadFeatures, loadMapDocument } from "./api.ts";

const browserFetch = globalThis.fetch;
let server: Server;
let base: string;
let asked: string[];
let answer: RequestListener;

beforeEach(async () => {
  asked = [];
  server = createServer((request, response) => {
    asked.push(request.url ?? "");
    answer(request, response);
  });
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  // Node knows no page that paths could be relative to.
  vi.stubGlobal("location", new URL(base));
  vi.stubGlobal("fetch", (path: string, options: RequestInit) => browserFetch(new URL(path, base), options));
});

afterEach(async () => {
  vi.unstubAllGlobals();
  server.closeAllConnections();
  await new Promise((done) => server.close(done));
});

function json(body: unknown): RequestListener {
  return (_, response) => response.setHeader("content-type", "application/json").end(JSON.stringify(body));
}

it("loads the document", async () => {
  answer = json(sampleDocument());
  expect((await loadMapDocument()).value.town.name).toBe("Musterstadt");
  expect(asked).toEqual(["/map.json"]);
});

it("follows next links on its own host until the last page", async () => {
  answer = (request, response) => {
    const second = request.url?.includes("offset=1");
    const links = second ? [] : [{ rel: "next", href: "https://proxy.invalid/items?offset=1" }];
    json({ features: [samplePoint(second ? "b" : "a")], links })(request, response);
  };
  const { value, text } = await loadFeatures("/items", new AbortController().signal);
  expect(value.map((feature) => feature.id)).toEqual(["a", "b"]);
  expect(featuresIn(text)).toEqual(value);
  expect(asked).toEqual(["/items?f=json&limit=10000", "/items?offset=1"]);
});

it("stops where a server links a page to itself", async () => {
  answer = json({
    features: [samplePoint("a")],
    links: [{ rel: "next", href: "/items?f=json&limit=10000" }],
  });
  expect((await loadFeatures("/items", new AbortController().signal)).value).toHaveLength(1);
});

it("says which address failed, and how", async () => {
  answer = (_, response) => response.writeHead(503).end();
  await expect(loadFeatures("/items", new AbortController().signal)).rejects.toMatchObject({
    name: "EndpointError",
    status: 503,
    url: "/items?f=json&limit=10000",
  });
});

it("has no status where no answer came", async () => {
  answer = (request) => request.socket.destroy();
  await expect(loadFeatures("/items", new AbortController().signal)).rejects.toMatchObject({ status: null });
});

it("stops when it is no longer wanted", async () => {
  answer = () => undefined;
  const request = new AbortController();
  const loading = loadFeatures("/items", request.signal);
  request.abort();
  await expect(loading).rejects.toMatchObject({ name: "AbortError" });
});
