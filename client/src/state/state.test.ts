import { describe, expect, it } from "vitest";
import { sampleLayer, samplePoint } from "../samples.ts";
import {
  emptyState,
  findFeature,
  isSettled,
  layersAtStart,
  type State,
  Store,
  selectedKey,
  topPanel,
} from "./state.ts";

const START = emptyState(13);

describe("Store", () => {
  it("tells what was before and what is", () => {
    const store = new Store(START);
    const seen: [readonly string[], readonly string[]][] = [];
    store.subscribe((state, before) => seen.push([before.on, state.on]));
    store.update({ on: ["wlan"] });
    expect(seen).toEqual([[[], ["wlan"]]]);
    expect(store.state.zoom).toBe(13);
  });

  it("cannot be changed behind its back", () => {
    const { state } = new Store({ ...START });
    expect(() => Object.assign(state, { zoom: 3 })).toThrow(TypeError);
  });
});

it("selects the feature whose information is on top", () => {
  const key = { layer: "schulen", id: "a" };
  const state: State = { ...START, panels: [{ kind: "start" }, { kind: "info", key, also: [] }] };
  expect(topPanel(state).kind).toBe("info");
  expect(selectedKey(state)).toBe(key);
  expect(selectedKey(START)).toBeNull();
});

it("finds features of loaded layers only", () => {
  const features = [samplePoint("a"), samplePoint("b")];
  const state: State = {
    ...START,
    loads: { schulen: { kind: "ready", since: null, features }, wlan: { kind: "loading" } },
  };
  expect(findFeature(state, { layer: "schulen", id: "b" })).toBe(features[1]);
  expect(findFeature(state, { layer: "schulen", id: "c" })).toBeNull();
  expect(findFeature(state, { layer: "wlan", id: "a" })).toBeNull();
});

it("is settled once everything wanted has come or failed", () => {
  const state: State = { ...START, loads: { wlan: { kind: "failed" }, schulen: { kind: "loading" } } };
  expect(isSettled(state, ["wlan"])).toBe(true);
  expect(isSettled(state, ["wlan", "strassen"])).toBe(false);
  expect(isSettled(state, ["wlan", "schulen"])).toBe(false);
});

it("starts with the schools, else with the first layer", () => {
  const streets = sampleLayer({ id: "strassen", background: true });
  const wlan = sampleLayer({ id: "wlan" });
  expect(layersAtStart([streets, wlan, sampleLayer()])).toEqual(["schulen"]);
  expect(layersAtStart([streets, wlan])).toEqual(["wlan"]);
  expect(layersAtStart([streets])).toEqual([]);
});
