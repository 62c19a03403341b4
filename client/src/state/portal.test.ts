import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { parseMapDocument } from "../api/parse.ts";
import type { Hit } from "../map/hit.ts";
import type { FeatureKey } from "../model.ts";
import { sampleDocument, sampleLayer, samplePoint } from "../samples.ts";
import { wordsOf } from "../words/language.ts";
import { Portal } from "./portal.ts";
import { emptyState, Store, topPanel } from "./state.ts";

const VIEW = {
  opacities: {},
  months: {},
  layers: ["schulen"],
  background: true,
  grey: false,
  speech: null,
  feature: null,
  page: null,
  embedded: false,
  kiosk: false,
};
const SCHOOL = { layer: "schulen", id: "a" };
const HERE = [9.14, 48.69] as const;
let asked: { path: string; signal: AbortSignal }[];
let respond: (path: string) => Promise<Response>;
let portal: Portal;

beforeEach(() => {
  asked = [];
  respond = async () =>
    Response.json({ features: [samplePoint("a", { name: "Eichbergschule" })], links: [] });
  vi.stubGlobal("location", new URL("https://karte.example/"));
  vi.stubGlobal("navigator", { onLine: true });
  vi.stubGlobal("fetch", (path: string, { signal }: { signal: AbortSignal }) => {
    asked.push({ path, signal });
    return respond(path);
  });
  const wlan = sampleLayer({ id: "wlan", items: "/api/collections/wlan/items" });
  const document = sampleDocument();
  const map = parseMapDocument({ ...document, layers: [...(document.layers as object[]), wlan] });
  const store = new Store(emptyState(13));
  portal = new Portal(map, store, "de", wordsOf("de"));
});

afterEach(() => {
  vi.unstubAllGlobals();
});

function hitOf(key: FeatureKey, dimension: Hit["dimension"] = 0): Hit {
  return { key, dimension, distance: 0 };
}

async function loaded(id: string): Promise<void> {
  await vi.waitFor(() => expect(portal.store.state.loads[id]?.kind).not.toMatch(/loading/));
}

describe("plans", () => {
  const plans = { layer: "plan_objekte", id: "GML_1" };

  it("tells what holds at the spot where a plan is tapped, and beside it, too", () => {
    portal.store.update({ on: ["plan_objekte"] });
    for (const hits of [[hitOf(plans, 2)], []]) {
      portal.close();
      portal.tap(hits, HERE);
      expect(topPanel(portal.store.state)).toMatchObject({ kind: "place", place: { position: HERE } });
    }
  });

  it("lets a symbol above a plan be meant", () => {
    portal.tap([hitOf(SCHOOL), hitOf(plans, 2)], HERE);
    expect(topPanel(portal.store.state).kind).toBe("info");
  });

  it("opens the page that checks them, without layers", () => {
    portal.start({ ...VIEW, layers: null, page: "planpruefung" });
    expect(topPanel(portal.store.state)).toEqual({ kind: "tool", tool: "check" });
    expect(portal.page).toEqual({ page: "planpruefung", usual: [] });
    expect(portal.store.state.on).toEqual([]);
  });
});

describe("start", () => {
  it("loads what the address names, and the background", async () => {
    portal.start({ ...VIEW, layers: ["wlan", "abgeschafft", "strassen"] });
    await loaded("wlan");
    expect(portal.store.state.on).toEqual(["wlan"]);
    expect(asked.map(({ path }) => path.split("/")[3])).toEqual(["strassen", "wlan"]);
  });

  it("opens the feature of a shared address once its layer has come", async () => {
    portal.start({ ...VIEW, layers: [], feature: { layer: "schulen", id: "a" } });
    await vi.waitFor(() => expect(topPanel(portal.store.state).kind).toBe("info"));
    expect(portal.store.state.sheet).toBe("half");
  });

  it("opens the sheet for a feature that is no longer there, which says so", async () => {
    portal.start({ ...VIEW, feature: { layer: "schulen", id: "weg" } });
    await loaded("schulen");
    expect(topPanel(portal.store.state)).toMatchObject({ kind: "info", key: { id: "weg" } });
    expect(portal.store.state.sheet).toBe("half");
  });
});

describe("opacity", () => {
  it("is taken from a shared address, and forgotten where a layer is drawn in full", () => {
    portal.start({ ...VIEW, opacities: { schulen: 40, wlan: 70 } });
    expect(portal.store.state.opacities).toEqual({ schulen: 40, wlan: 70 });
    portal.setOpacity("schulen", 100);
    portal.setOpacity("wlan", 50);
    expect(portal.store.state.opacities).toEqual({ wlan: 50 });
  });
});

describe("layers", () => {
  it("says what has come", async () => {
    portal.switchLayer("schulen", true);
    await loaded("schulen");
    expect(portal.store.state.announcement).toBe("Schulen: 1 Objekt geladen");
  });

  it("marks one failed layer, leaves the others, and tries again when asked", async () => {
    const works = respond;
    respond = async (path) => (path.includes("schulen") ? new Response(null, { status: 500 }) : works(path));
    portal.start({ ...VIEW, layers: ["schulen", "wlan"] });
    await loaded("schulen");
    await loaded("wlan");
    expect(portal.store.state.loads.schulen?.kind).toBe("failed");
    expect(portal.store.state.loads.wlan?.kind).toBe("ready");
    respond = works;
    portal.retry("schulen");
    await vi.waitFor(() => expect(portal.store.state.loads.schulen?.kind).toBe("ready"));
  });

  it("asks by itself for what did not come without a network, but for no other", async () => {
    const works = respond;
    vi.stubGlobal("navigator", { onLine: false });
    respond = async () => {
      throw new TypeError("Failed to fetch");
    };
    portal.start({ ...VIEW, layers: ["schulen", "wlan"] });
    await vi.waitFor(() => expect(portal.store.state.loads.schulen?.kind).toBe("offline"));
    portal.switchLayer("wlan", false);
    respond = works;
    portal.reconnect();
    await vi.waitFor(() => expect(portal.store.state.loads.schulen?.kind).toBe("ready"));
    expect(portal.store.state.loads.wlan?.kind).not.toBe("ready");
  });

  it("stops loading what is switched off, and can begin anew", async () => {
    respond = () => new Promise(() => undefined);
    portal.switchLayer("schulen", true);
    portal.switchLayer("schulen", false);
    expect(asked[0]?.signal.aborted).toBe(true);
    expect(portal.store.state.loads.schulen).toBeUndefined();
    portal.switchLayer("schulen", true);
    expect(asked).toHaveLength(2);
  });

  it("asks only once for a layer that is switched on twice", async () => {
    portal.switchLayer("schulen", true);
    await loaded("schulen");
    portal.switchLayer("schulen", false);
    portal.switchLayer("schulen", true);
    expect(asked).toHaveLength(1);
    expect(portal.store.state.loads.schulen?.kind).toBe("ready");
  });
});

describe("the background", () => {
  it("comes only from the zoom at which it is seen", async () => {
    const buildings = sampleLayer({
      id: "gebaeude",
      background: true,
      minzoom: 14,
      items: "/api/collections/gebaeude/items",
    });
    const document = {
      ...sampleDocument(),
      layers: [buildings],
      background: { layers: ["gebaeude"], map: null },
    };
    portal = new Portal(parseMapDocument(document), portal.store, "de", wordsOf("de"));
    portal.start({ ...VIEW, layers: [] });
    expect(asked).toEqual([]);
    portal.zoomed(14.2);
    await loaded("gebaeude");
    expect(portal.wanted).toEqual(["gebaeude"]);
    portal.zoomed(15);
    expect(asked).toHaveLength(1);
  });
});

describe("panels", () => {
  const key = { layer: "schulen", id: "a" };

  beforeEach(async () => {
    portal.start(VIEW);
    await loaded("schulen");
  });

  it("goes from the list to a feature and back", () => {
    portal.showFeatures("schulen");
    portal.open(key, true);
    expect(portal.store.state.panels.map((panel) => panel.kind)).toEqual(["start", "features", "info"]);
    portal.back();
    expect(topPanel(portal.store.state)).toEqual({ kind: "features", layer: "schulen" });
    portal.close();
    expect(portal.store.state).toMatchObject({ panels: [{ kind: "start" }], sheet: "collapsed" });
  });

  it("shows what a tap means, and clears away for a tap beside", () => {
    portal.tap([hitOf(key), hitOf({ ...key, id: "b" })], HERE);
    expect(topPanel(portal.store.state).kind).toBe("choice");
    portal.tap([hitOf(key)], HERE);
    expect(portal.store.state).toMatchObject({ panels: [{}, { kind: "info" }], sheet: "half" });
    portal.tap([], HERE);
    expect(portal.store.state.panels).toHaveLength(1);
  });

  it("closes what belongs to a layer that is switched off", () => {
    portal.showFeatures("schulen");
    portal.open(key, false);
    portal.switchLayer("schulen", false);
    expect(portal.store.state.panels).toEqual([{ kind: "start" }]);
  });
});

describe("questions and places", () => {
  const place = { title: "Maiergasse 8", subtitle: null, position: HERE };
  const kinds = (): string[] => portal.store.state.panels.map(({ kind }) => kind);

  it("answers with the question's own layers and no others", async () => {
    portal.start({ ...VIEW, layers: ["wlan"] });
    const [question] = portal.document.questions;
    if (question) portal.ask(question);
    expect(portal.store.state).toMatchObject({ on: ["schulen"], sheet: "half" });
    expect(portal.asked?.id).toBe("schulweg");
  });

  it("opens with the question whose short address was followed", () => {
    portal.start({ ...VIEW, layers: null, page: "schulweg" });
    expect(portal.store.state.on).toEqual(["schulen"]);
    expect(kinds()).toEqual(["start", "question"]);
  });

  it("starts as usual where there is no such question", () => {
    portal.start({ ...VIEW, layers: null, page: "nix" });
    expect(kinds()).toEqual(["start"]);
  });

  it("keeps the question beneath places and features", async () => {
    portal.start({ ...VIEW, layers: null, page: "schulweg" });
    await loaded("schulen");
    portal.visit(place);
    portal.visit({ ...place, title: "Maiergasse 9" });
    expect(kinds()).toEqual(["start", "question", "place"]);
    portal.tap([hitOf(SCHOOL)], HERE);
    expect(kinds()).toEqual(["start", "question", "info"]);
    portal.tap([], HERE);
    expect(kinds()).toEqual(["start", "question"]);
  });

  it("goes to a feature of a layer that is not loaded yet", async () => {
    portal.visitFeature({ layer: "wlan", id: "a" });
    await vi.waitFor(() => expect(topPanel(portal.store.state).kind).toBe("info"));
    expect(portal.store.state.on).toEqual(["wlan"]);
  });

  it("gives taps to a tool while it wants them", () => {
    const taken: unknown[] = [];
    portal.takeTaps((position) => taken.push(position));
    portal.tap([hitOf(SCHOOL)], HERE);
    expect(taken).toEqual([HERE]);
    portal.takeTaps(null);
    portal.tap([hitOf(SCHOOL)], HERE);
    expect(topPanel(portal.store.state).kind).toBe("info");
  });

  it("keeps taps for a tool whose code is on its way, and shows that it waits", () => {
    const taken: unknown[] = [];
    portal.openTool("measure");
    expect(portal.store.state.waiting).toBe("measure");
    portal.tap([hitOf(SCHOOL)], HERE);
    expect(topPanel(portal.store.state)).toEqual({ kind: "tool", tool: "measure" });
    portal.takeTaps((position) => taken.push(position));
    portal.toolCame("measure", true);
    expect(taken).toEqual([HERE]);
    expect(portal.store.state.waiting).toBeNull();
    portal.openTool("measure");
    expect(portal.store.state.waiting, "it is there").toBeNull();
  });

  it("leaves taps to the map while a tool's code is missing, and waits again when its button is pressed", () => {
    portal.openTool("measure");
    portal.tap([], HERE);
    portal.toolCame("measure", false);
    expect(portal.store.state.waiting).toBeNull();
    portal.openTool("measure");
    expect(portal.store.state.waiting).toBe("measure");
    portal.toolCame("measure", false);
    portal.tap([hitOf(SCHOOL)], HERE);
    expect(topPanel(portal.store.state).kind).toBe("info");
    const taken: unknown[] = [];
    portal.openTool("measure");
    portal.takeTaps((position) => taken.push(position));
    expect(taken).toEqual([]);
  });

  it("gives a tool nothing that was meant for another", () => {
    const taken: unknown[] = [];
    portal.openTool("measure");
    portal.tap([], HERE);
    portal.openTool("draw");
    portal.takeTaps((position) => taken.push(position));
    expect(taken).toEqual([]);
    portal.takeTaps(null);
    portal.openTool("print");
    portal.tap([hitOf(SCHOOL)], HERE);
    expect(topPanel(portal.store.state).kind, "it takes no taps").toBe("info");
  });

  it("asks for features only when the page has been seen", async () => {
    let paint = (): void => undefined;
    portal.loadAfter(
      new Promise((resolve) => {
        paint = resolve;
      }),
    );
    portal.start({ ...VIEW, layers: ["schulen", "wlan"] });
    portal.switchLayer("wlan", false);
    expect(portal.store.state.loads.schulen).toEqual({ kind: "loading" });
    await Promise.resolve();
    expect(asked).toEqual([]);
    paint();
    await loaded("schulen");
    expect(
      asked.map(({ path }) => path).join(),
      "what was switched off meanwhile is not asked for",
    ).not.toContain("wlan");
    portal.switchLayer("wlan", true);
    await loaded("wlan");
  });
});
