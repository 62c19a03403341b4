/** Light or dark: as the device says, unless a person has chosen. The choice is theirs and no part of what is shared. */

import type { Store } from "../state/state.ts";
import { SCHEMES, type Scheme } from "./look.ts";

const KEY = "geoportal-darstellung"; // kept only where somebody chose, who expects it to stay (§ 25 Abs. 2 Nr. 2 TDDDG)
const DARK = "(prefers-color-scheme: dark)";
const CONTRAST = ["(prefers-contrast: more)", "(forced-colors: active)"];

/** What a person has chosen on this device. */
export function chosenScheme(): Scheme {
  const kept = stored((storage) => storage.getItem(KEY));
  return SCHEMES.find((scheme) => scheme === kept) ?? "auto";
}

/** Choose; "auto" leaves nothing behind. */
export function chooseScheme(store: Store, scheme: Scheme): void {
  stored((storage) => (scheme === "auto" ? storage.removeItem(KEY) : storage.setItem(KEY, scheme)));
  store.update({ scheme });
  show(store);
}

/** Show page and map as device and person want it, also when the device changes its mind. */
export function watchAppearance(store: Store): void {
  for (const query of [DARK, ...CONTRAST]) matchMedia(query).addEventListener("change", () => show(store));
  show(store);
}

function show(store: Store): void {
  const { scheme, look } = store.state;
  const dark = scheme === "auto" ? matchMedia(DARK).matches : scheme === "dark";
  const contrast = CONTRAST.some((query) => matchMedia(query).matches);
  const { dataset } = document.documentElement;
  if (scheme === "auto") delete dataset.scheme;
  else dataset.scheme = scheme;
  dataset.dark = dark ? "1" : "0";
  if (dark !== look.dark || contrast !== look.contrast) store.update({ look: { ...look, dark, contrast } });
}

/** Null where the browser lets pages keep nothing. */
function stored<T>(use: (storage: Storage) => T): T | null {
  try {
    return use(localStorage);
  } catch {
    return null;
  }
}
