import { expect, it } from "vitest";
import { giveHome, takeHome } from "./home.ts";

function memory(): Pick<Storage, "getItem" | "setItem" | "removeItem"> {
  const values = new Map<string, string>();
  return {
    getItem: (key) => values.get(key) ?? null,
    setItem: (key, value) => void values.set(key, value),
    removeItem: (key) => void values.delete(key),
  };
}

it("is the first address, whatever language people change to", () => {
  const store = memory();
  const home = takeHome(store, "/schulweg?kiosk=1");
  giveHome(store, home);
  expect(takeHome(store, "/?kiosk=1&sprache=en&objekt=schulen:1")).toBe("/schulweg?kiosk=1");
});

it("is a new one where an operator opens another", () => {
  const store = memory();
  takeHome(store, "/schulweg?kiosk=1");
  expect(takeHome(store, "/starkregen?kiosk=1")).toBe("/starkregen?kiosk=1");
});
