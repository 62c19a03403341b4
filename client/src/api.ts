/** The only file that talks HTTP: the portal's document, the features of layers, the search. */
import type { Feature, MapDocument, Position } from "./model.ts";
import { parseItems, parseMapDocument } from "./parse.ts";
import { parseSearch, type SearchHit } from "./search-hits.ts";
import { itemsUrl, ownPath, searchUrl } from "./url.ts";

/** The server did not answer as the contract says. `status` is null where no answer came at all. */
export class EndpointError extends Error {
  readonly url: string;
  readonly status: number | null;
  /** What the server says to people, or null (RFC 9457, `detail`). */
  readonly detail: string | null;

  constructor(url: string, status: number | null, reason: string, detail: string | null = null) {
    super(`${url}: ${reason}`);
    this.name = "EndpointError";
    this.url = url;
    this.status = status;
    this.detail = detail;
  }
}

/** Ask our own host for JSON. Throws EndpointError, or the signal's reason once it is aborted. */
export async function askJson(
  url: string,
  signal: AbortSignal | null,
  request: RequestInit = {},
): Promise<unknown> {
  let response: Response;
  try {
    response = await fetch(url, { ...request, signal });
  } catch (error) {
    if (signal?.aborted) throw error;
    throw new EndpointError(url, null, String(error));
  }
  if (!response.ok) {
    const said: unknown = await response.json().catch(() => null);
    const detail = (said as { detail?: unknown } | null)?.detail;
    throw new EndpointError(
      url,
      response.status,
      response.statusText,
      typeof detail === "string" ? detail : null,
    );
  }
  return response.json();
}

/** Load `/map.json`. Throws EndpointError or DocumentError. */
export async function loadMapDocument(): Promise<MapDocument> {
  return parseMapDocument(await askJson("/map.json", null));
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
    const page = parseItems(await askJson(path, signal));
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
  return parseSearch(await askJson(searchUrl(text, near), signal));
}
