import { expect, it } from "vitest";
import { AT_START, inQuestion, popped, pushed, replaced, withoutLayer } from "./panels.ts";
import type { Panel, Panels } from "./state.ts";

const QUESTION: Panel = { kind: "question", id: "parken" };
const PLACE: Panel = { kind: "place", place: { title: "Hier", subtitle: null, position: [9, 48] } };
const LIST: Panel = { kind: "features", layer: "wlan" };
const INFO: Panel = { kind: "info", key: { layer: "wlan", id: "a" }, also: [] };
const TOOL: Panel = { kind: "tool", tool: "share" };

const kinds = (panels: Panels): string => panels.map(({ kind }) => kind).join(" ");
const all = [QUESTION, PLACE, LIST, INFO].reduce<Panels>(pushed, AT_START);

it("puts a new panel above, and takes away what stood above one of its kind", () => {
  expect(kinds(all)).toBe("start question place features info");
  expect(kinds(pushed(all, PLACE))).toBe("start question place");
});

it("replaces a panel of the same kind, wherever it is", () => {
  expect(kinds(replaced(replaced(all, TOOL), { ...TOOL, tool: "print" }))).toBe(`${kinds(all)} tool`);
});

it("keeps the question that is being read", () => {
  expect(kinds(inQuestion(all, INFO))).toBe("start question info");
  expect(kinds(inQuestion(AT_START, INFO))).toBe("start info");
});

it("goes back one by one, never behind the start", () => {
  expect(kinds(popped(popped(all)))).toBe("start question place");
  expect(popped(AT_START)).toBe(AT_START);
});

it("forgets what belongs to a layer that was switched off", () => {
  expect(kinds(withoutLayer(all, "wlan"))).toBe("start question place");
  expect(kinds(withoutLayer(all, "schulen"))).toBe(kinds(all));
});
