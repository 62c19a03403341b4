/** The stack of what the panel shows: which views stay beneath a new one, and which make way. */
import type { Panel, Panels } from "./state.ts";

const START: Panel = { kind: "start" };

/** The start alone. */
export const AT_START: Panels = [START];

function stack(above: readonly Panel[]): Panels {
  return [START, ...above];
}

/** Put a panel above the others; one of its kind, and all above that, make way. */
export function pushed(panels: Panels, panel: Panel): Panels {
  const same = panels.findIndex(({ kind }) => kind === panel.kind);
  return stack([...(same < 0 ? panels : panels.slice(0, same)).slice(1), panel]);
}

/** Put a panel above the others instead of those of its kind, wherever they are. */
export function replaced(panels: Panels, panel: Panel): Panels {
  return stack([...panels.slice(1).filter(({ kind }) => kind !== panel.kind), panel]);
}

/** Keep only the question that is being read, and put panels above it: something else is looked at. */
export function inQuestion(panels: Panels, ...above: readonly Panel[]): Panels {
  return stack([...panels.filter(({ kind }) => kind === "question"), ...above]);
}

/** Take the uppermost panel away; the start stays. */
export function popped(panels: Panels): Panels {
  return panels.length > 1 ? stack(panels.slice(1, -1)) : panels;
}

/** Without what is shown of a layer that was switched off. */
export function withoutLayer(panels: Panels, id: string): Panels {
  return stack(
    panels
      .slice(1)
      .filter(
        (panel) =>
          !(panel.kind === "features" && panel.layer === id) &&
          !(panel.kind === "info" && panel.key.layer === id),
      ),
  );
}
