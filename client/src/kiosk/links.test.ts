import { expect, it } from "vitest";
import { staysHere } from "./links.ts";

const HERE = "https://karte.example";

it.each([
  ["/?sprache=en&kiosk=1", true],
  ["/starkregen", true],
  ["#ebenen", true],
  ["/api", false],
  ["/barrierefreiheit", false],
  ["/leichte-sprache", false],
  ["/o/schulen/a", false],
  ["https://other.example/", false],
  ["mailto:amt@example.org", false],
  ["tel:+49711", false],
  ["geo:48.69,9.14", false],
])("knows whether %s stays on the map", (href, stays) => {
  expect(staysHere({ href: new URL(href, HERE).href, target: "" }, HERE)).toBe(stays);
});

it("opens no second window", () => {
  expect(staysHere({ href: `${HERE}/`, target: "_blank" }, HERE)).toBe(false);
});
