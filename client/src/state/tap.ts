/** What the panel shows after a tap on the map. */
import type { Meant } from "../map/hit.ts";
import { type Place, showsPlans } from "../model.ts";
import { inQuestion } from "./panels.ts";
import { type Panel, type State, topPanel } from "./state.ts";

type Shown = Pick<State, "panels" | "sheet">;

/** `areas` tells whether the question that is being read is about areas: then beside all of them is an answer, too. */
export function answerTo(meant: Meant, spot: Place, state: State, areas: boolean): Shown {
  if (meant.kind === "nothing") return beside(spot, state, areas);
  if (isPlan(meant)) return above(state, { kind: "place", place: spot });
  if (meant.kind === "choice") return above(state, meant);
  return above(state, { kind: "info", key: meant.key, also: meant.also });
}

/** Whether what was tapped first is of a plan: its sheet tells all that holds there. */
function isPlan(meant: Exclude<Meant, { kind: "nothing" }>): boolean {
  const first = meant.kind === "one" ? meant.key : meant.keys[0];
  return first !== undefined && showsPlans(first.layer);
}

/** Where it is dry, or where nobody builds, says so; else what was looked at makes way. */
function beside(spot: Place, state: State, areas: boolean): Shown {
  if (areas || state.on.some(showsPlans)) return above(state, { kind: "place", place: spot });
  const { kind } = topPanel(state);
  const left = kind === "info" || kind === "choice" || kind === "place";
  return { panels: left ? inQuestion(state.panels) : state.panels, sheet: "collapsed" };
}

function above(state: State, panel: Panel): Shown {
  return { panels: inQuestion(state.panels, panel), sheet: "half" };
}
