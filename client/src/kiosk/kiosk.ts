/** The map on an information column: large targets, nothing that leads away, and a fresh start for the next person. */
import "../css/kiosk.css";
import type { Portal } from "../state/portal.ts";
import { giveHome, takeHome } from "./home.ts";
import { watchIdle } from "./idle.ts";
import { keepHere } from "./links.ts";

const TOUCHES = ["pointerdown", "keydown", "wheel"] as const;

/** `here` is the address with which the page was loaded. */
export function startKiosk(portal: Portal, here: string): void {
  const { words } = portal;
  const home = takeHome(sessionStorage, here);
  document.documentElement.dataset.kiosk = "1";
  keepHere(document.body);
  const touched = watchIdle({
    warn: () => portal.notify(words.kioskIdle, true),
    back: () => portal.dismissNotice(),
    over: () => {
      history.replaceState(null, "", home);
      location.reload();
    },
  });
  for (const touch of TOUCHES) addEventListener(touch, touched, { capture: true, passive: true });
  addEventListener("click", ({ target }) => {
    if (target instanceof Element && target.closest("a[href]")) giveHome(sessionStorage, home);
  });
  addEventListener("contextmenu", (event) => event.preventDefault());
}
