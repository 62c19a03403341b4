/** The only file that talks HTTP: the portal's document, the features of layers, the search. */
import type { Feature, MapDocument, Position } from "./model.ts";
import { parseItems, parseMapDocument } from "./parse.ts";
import { parseSearch, type SearchHit } from "./search-hits.ts";
import { itemsUrl, ownPath, searchUrl } from "./url.ts";

/** The server did not answer as the contract says. `status` is null where no answer came at all. */
export class EndpointError extends Error {
  readonly url: string;
  readonly status: number | null;

  constructor(url: string, status: number | null, reason: string) {
    super(`${url}: ${reason}`);
    this.name = "EndpointError";
    this.url = url;
    this.status = status;
  }
}

async function readJson(url: string, signal: AbortSignal | null): Promise<unknown> {
  let response: Response;
  try {
    response = await fetch(url, { signal });
  } catch (error) {
    if (signal?.aborted) throw error;
    throw new EndpointError(url, null, String(error));
  }
  if (!response.ok) throw new EndpointError(url, response.status, response.statusText);
  return response.json();
}

/** Load `/map.json`. Throws EndpointError or DocumentError. */
export async function loadMapDocument(): Promise<MapDocument> {
  return parseMapDocument(await readJson("/map.json", null));
}

/**
 * Load every feature of a layer, page after page, from our own host only.
 * Throws EndpointError, DocumentError, or the signal's reason once it is aborted.
 */
export async function loadFeatures(items: string, signal: AbortSignal): Promise<readonly Feature[]> {
  const features: Feature[] = [];
  const seen = new Set<string>();
  let path: string | null = itemsUrl(items);
  while (path !== null && !seen.has(path)) {
    seen.add(path);
    const page = parseItems(await readJson(path, signal));
    features.push(...page.features);
    path = page.next === null ? null : ownPath(page.next, new URL(path, location.href).href);
  }
  return features;
}

/** Ask for addresses, streets, features and layers. Throws as loadFeatures does. */
export async function search(
  text: string,
  near: Position | null,
  signal: AbortSignal,
): Promise<readonly SearchHit[]> {
  return parseSearch(await readJson(searchUrl(text, near), signal));
}
