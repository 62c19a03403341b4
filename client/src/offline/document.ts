/** The portal's document: the server's, else the copy of it that this browser has kept. */
import { loadMapDocument } from "../api/api.ts";
import { parseMapDocument } from "../api/parse.ts";
import type { MapDocument } from "../model.ts";
import { PATIENCE_WITH_COPY_MS } from "../state/loads.ts";
import { Kept } from "./kept.ts";

/** What this browser may keep: nothing of a map on another website, nor where it has no store for it. */
export function keeper(embedded: boolean): Kept | null {
  // The name of the page's own script tells builds apart; while developing there is none.
  const build = document.querySelector<HTMLScriptElement>('script[type="module"][src^="/assets/"]');
  if (embedded || !build || !("caches" in window)) return null;
  return new Kept(caches, new URL(build.src).pathname);
}

/** The document, and when it came if it is a copy. Rejects where there is neither. */
export async function bringDocument(
  kept: Kept | null,
): Promise<{ readonly map: MapDocument; readonly since: string | null }> {
  const copy = (await kept?.recallDocument().catch(() => null)) ?? null;
  try {
    const { value, text } = await loadMapDocument(copy ? PATIENCE_WITH_COPY_MS : null);
    kept?.rememberDocument(text).catch(reportError);
    return { map: value, since: null };
  } catch (error) {
    if (!copy) throw error;
    return { map: parseMapDocument(JSON.parse(copy.text)), since: copy.since };
  }
}
