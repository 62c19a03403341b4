import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { parseMapDocument } from "../api/parse.ts";
import { sampleDocument, sampleLayer, samplePoint } from "../samples.ts";
import { readView } from "../url.ts";
import { wordsOf } from "../words/language.ts";
import { Portal } from "./portal.ts";
import { aroundPlace, emptyState, findFeature, Store, selectedFeature, topPanel } from "./state.ts";

const TREE = { layer: "baeume", id: "a/1" };
let asked: string[];
let respond: (path: string) => Response;
let portal: Portal;

beforeEach(() => {
  asked = [];
  respond = () => Response.json(samplePoint(TREE.id, { name: "Eiche" }));
  vi.stubGlobal("location", new URL("https://karte.example/"));
  vi.stubGlobal("navigator", { onLine: true });
  vi.stubGlobal("fetch", async (path: string) => {
    asked.push(path);
    return respond(path);
  });
  const trees = sampleLayer({ id: "baeume", count: 20_000, items: "/api/collections/baeume/items" });
  const document = parseMapDocument({
    ...sampleDocument(),
    background: { layers: [], map: null },
    layers: [trees],
  });
  portal = new Portal(document, new Store(emptyState(13)), "de", wordsOf("de"));
});

afterEach(() => {
  vi.unstubAllGlobals();
});

function start(search: string): void {
  portal.start(readView({ pathname: "/", search }));
}

async function settled(): Promise<void> {
  await vi.waitFor(() => expect(Object.values(portal.store.state.parts)).not.toContain("loading"));
}

it("switches a large layer on without asking for its features", () => {
  start("?ebenen=baeume");
  expect(portal.store.state.loads.baeume).toEqual({ kind: "ready", features: [], since: null });
  expect(portal.store.state.announcement).toBe("Schulen: 20.000 Objekte geladen");
  expect(asked).toEqual([]);
});

it("asks for the feature that an address names, and says its name", async () => {
  start(`?ebenen=baeume&objekt=baeume:${encodeURIComponent(TREE.id)}`);
  expect(portal.store.state.parts).toEqual({ "baeume:a/1": "loading" });
  await settled();
  expect(asked).toEqual(["/api/collections/baeume/items/a%2F1?f=json"]);
  expect(selectedFeature(portal.store.state)?.properties).toEqual({ name: "Eiche" });
  expect(portal.store.state.announcement).toBe("Eiche");
});

it("asks once for a feature that is found, however often it is opened", async () => {
  portal.visitFeature(TREE);
  portal.open(TREE, true);
  await settled();
  portal.open(TREE, true);
  expect(asked).toHaveLength(1);
});

it("knows a feature that is gone", async () => {
  respond = () => new Response(null, { status: 404 });
  portal.visitFeature(TREE);
  await settled();
  expect(portal.store.state.parts).toEqual({ "baeume:a/1": "gone" });
  expect(topPanel(portal.store.state).kind).toBe("info");
});

it("asks again when people want to", async () => {
  respond = () => new Response(null, { status: 503 });
  portal.visitFeature(TREE);
  await settled();
  expect(portal.store.state.parts).toEqual({ "baeume:a/1": "failed" });
  respond = () => Response.json(samplePoint(TREE.id));
  portal.retryFeature(TREE);
  await settled();
  expect(portal.store.state.parts).toEqual({});
  expect(selectedFeature(portal.store.state)?.geometry).not.toBeNull();
});

it("knows that there is no network, and asks again by itself when there is", async () => {
  vi.stubGlobal("navigator", { onLine: false });
  respond = () => {
    throw new TypeError("Failed to fetch");
  };
  portal.visitFeature(TREE);
  await settled();
  expect(portal.store.state.parts).toEqual({ "baeume:a/1": "offline" });
  respond = () => Response.json(samplePoint(TREE.id));
  portal.reconnect();
  await settled();
  expect(portal.store.state.parts).toEqual({});
  expect(selectedFeature(portal.store.state)?.geometry).not.toBeNull();
});

describe("a tap", () => {
  const tile = { ...samplePoint(TREE.id, { name: "Eiche" }), geometry: null };
  const hit = { key: TREE, dimension: 0, distance: 0, feature: tile } as const;

  it("shows at once what the tile has, and then all of it", async () => {
    start("?ebenen=baeume");
    portal.tap([hit], [9.14, 48.69]);
    expect(selectedFeature(portal.store.state)).toEqual(tile);
    await settled();
    expect(selectedFeature(portal.store.state)?.geometry).not.toBeNull();
  });

  it("does not forget what is known better than tiles do", async () => {
    portal.visitFeature(TREE);
    await settled();
    portal.tap([hit], [9.14, 48.69]);
    expect(findFeature(portal.store.state, TREE)?.geometry).not.toBeNull();
    expect(asked).toHaveLength(1);
  });
});

describe("around a place", () => {
  const place = { title: "Hier", subtitle: null, position: [9.14, 48.69] } as const;
  const widthOf = (path: string): number => {
    const [west = 0, , east = 0] = (new URL(path, location.href).searchParams.get("bbox") ?? "")
      .split(",")
      .map(Number);
    return east - west;
  };

  beforeEach(() => {
    respond = () => Response.json({ features: [samplePoint(TREE.id)], numberMatched: 1 });
    start("?ebenen=baeume");
  });

  it("asks what lies there, once", async () => {
    portal.visit(place);
    expect(aroundPlace(portal.store.state)).toBe("loading");
    await settled();
    portal.open(TREE, false);
    portal.back();
    expect(asked).toHaveLength(1);
    expect(aroundPlace(portal.store.state)).toBeNull();
    expect(findFeature(portal.store.state, TREE)).not.toBeNull();
  });

  it("looks further for what is near, and less far where there is very much", async () => {
    const crowd = { features: [samplePoint("b")], numberMatched: 900 };
    respond = (path) =>
      Response.json(widthOf(path) > 0.006 ? crowd : { features: [samplePoint(TREE.id)], numberMatched: 300 });
    portal.showNearby(place);
    await settled();
    expect(asked.map((path) => Math.round(widthOf(path) * 10_000))).toEqual([109, 54]);
    expect(findFeature(portal.store.state, TREE)).not.toBeNull();
    expect(findFeature(portal.store.state, { layer: "baeume", id: "b" })).toBeNull();
  });

  it("asks again when people want to, and for layers that are switched on later", async () => {
    respond = () => new Response(null, { status: 503 });
    portal.showNearby(place);
    await settled();
    expect(aroundPlace(portal.store.state)).toBe("failed");
    respond = () => Response.json({ features: [], numberMatched: 0 });
    portal.askAround();
    await settled();
    expect(aroundPlace(portal.store.state)).toBeNull();
    portal.switchLayer("baeume", false);
    portal.showNearby({ ...place, position: [9.15, 48.69] });
    expect(asked).toHaveLength(2);
    portal.switchLayer("baeume", true);
    await settled();
    expect(asked).toHaveLength(3);
  });
});
