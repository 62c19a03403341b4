import { createExpression } from "@maplibre/maplibre-gl-style-spec";
import { describe, expect, it } from "vitest";
import { samplePoint } from "../samples.ts";
import { emptyState, type Narrowed } from "../state/state.ts";
import { featuresNow, monthsOf, periodFilter } from "./period.ts";

const period = { start: "von", end: "bis" };
const features = [
  samplePoint("lang", { von: "2023-11-30", bis: "2024-02-01" }),
  samplePoint("kurz", { von: "2024-01-01", bis: "2024-01-31" }),
  samplePoint("offen", { von: "2024-02-10", bis: null }),
  samplePoint("moment", { von: "2023-12-24T17:00:00Z", bis: "2023-12-24T18:00:00Z" }),
  samplePoint("immer", {}),
];

const EXPECTED: readonly (readonly [string, readonly string[]])[] = [
  ["2023-10", ["immer"]],
  ["2023-11", ["lang", "immer"]],
  ["2023-12", ["lang", "moment", "immer"]],
  ["2024-01", ["lang", "kurz", "immer"]],
  ["2024-02", ["lang", "offen", "immer"]],
  ["2030-01", ["offen", "immer"]],
];

describe.each(EXPECTED)("in %s", (month, ids) => {
  const only: Narrowed = { period, month };

  it("lists what is at any time of the month", () => {
    const state = {
      ...emptyState(13),
      loads: { bau: { kind: "ready", features, since: null } as const },
      narrowed: { bau: only },
    };
    expect(featuresNow(state, "bau").map(({ id }) => id)).toEqual(ids);
  });

  it("draws the same", () => {
    const filter = createExpression(periodFilter(only), { type: "boolean" } as never);
    if (filter.result !== "success") throw new Error(JSON.stringify(filter.value));
    const drawn = features.filter(({ properties }) =>
      filter.value.evaluate({ zoom: 13 } as never, { type: 1, properties } as never),
    );
    expect(drawn.map(({ id }) => id)).toEqual(ids);
  });
});

it("knows all months from the first to the last", () => {
  expect(monthsOf(period, features)).toEqual(["2023-11", "2023-12", "2024-01", "2024-02"]);
  expect(monthsOf(period, [samplePoint("immer")])).toEqual([]);
});
