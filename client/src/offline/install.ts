/** Makes the map ready for times without a network, once it is drawn: nothing here delays the first view. */
import { loadFeatures } from "../api/api.ts";
import type { Portal } from "../state/portal.ts";
import type { Kept } from "./kept.ts";

export async function install(portal: Portal, kept: Kept): Promise<void> {
  linkManifest();
  await navigator.serviceWorker?.register("/sw.js", { updateViaCache: "none" });
  await renew(portal, kept);
  await kept.tidy();
}

function linkManifest(): void {
  const link = document.createElement("link");
  link.rel = "manifest";
  link.href = "/app.webmanifest";
  document.head.append(link);
}

/** Bring chosen layers up to date, and let go of those that the portal no longer has. */
async function renew(portal: Portal, kept: Kept): Promise<void> {
  if (portal.store.state.documentSince !== null) return; // no network
  for (const { id, version, chosen } of await kept.layers()) {
    const layer = portal.layer(id);
    if (!layer) await kept.remove(id);
    else if (chosen && layer.version !== version) {
      const { text } = await loadFeatures(layer.items, AbortSignal.timeout(60_000));
      await kept.choose(layer, text);
    }
  }
}
