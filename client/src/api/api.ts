/** The only file that talks HTTP: the portal's document, the features of layers, the search. */
import type { Feature, MapDocument, Position } from "../model.ts";
import { featureUrl, itemsUrl, ownPath, type Part, partUrl, searchUrl } from "../url.ts";
import { parseFeature, parseItems, parseMapDocument } from "./parse.ts";
import { object } from "./reader.ts";
import { hitsFor } from "./search-here.ts";
import { parseSearch, type SearchHit } from "./search-hits.ts";

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

/** What came, and the JSON in which it did: that is what can be kept. */
export interface Answer<T> {
  readonly value: T;
  readonly text: string;
}

/** How to ask: `patience` is for the first sign of an answer, in milliseconds, not for all of it. */
interface Request extends RequestInit {
  readonly patience?: number | null;
}

/** Ask our own host for JSON. Throws EndpointError, or the signal's reason once it is aborted. */
export async function askJson(
  url: string,
  signal: AbortSignal | null,
  request: Request = {},
): Promise<unknown> {
  return JSON.parse(await askText(url, signal, request));
}

async function askText(
  url: string,
  signal: AbortSignal | null,
  { patience = null, ...request }: Request,
): Promise<string> {
  let response: Response;
  try {
    response = await inTime(fetch(url, { ...request, signal }), patience);
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
  return response.text();
}

function inTime<T>(answer: Promise<T>, patience: number | null): Promise<T> {
  if (patience === null) return answer;
  const late = new Promise<never>((_, reject) => {
    setTimeout(() => reject(new Error(`no answer in ${patience} ms`)), patience);
  });
  return Promise.race([answer, late]);
}

/** Load `/map.json`. Throws EndpointError or DocumentError. */
export async function loadMapDocument(patience: number | null = null): Promise<Answer<MapDocument>> {
  const text = await askText("/map.json", null, { patience });
  return { value: parseMapDocument(JSON.parse(text)), text };
}

/**
 * Load every feature of a layer, page after page, from our own host only.
 * Throws EndpointError, DocumentError, or the signal's reason once it is aborted.
 */
export async function loadFeatures(
  items: string,
  signal: AbortSignal,
  patience: number | null = null,
): Promise<Answer<readonly Feature[]>> {
  const features: Feature[] = [];
  const texts = new Map<string, string>();
  let path: string | null = itemsUrl(items);
  while (path !== null && !texts.has(path)) {
    const text: string = await askText(path, signal, { patience });
    const page = parseItems(JSON.parse(text));
    texts.set(path, text);
    features.push(...page.features);
    path = page.next === null ? null : ownPath(page.next, new URL(path, location.href).href);
  }
  return { value: features, text: `[${[...texts.values()].join(",")}]` };
}

/** Load one feature of a layer. Throws as loadFeatures does; the status is 404 where it is gone. */
export async function loadFeature(items: string, id: string, signal: AbortSignal): Promise<Feature> {
  return parseFeature(await askJson(featureUrl(items, id), signal), "feature");
}

/** Load some of a layer's features, and how many there would be: without end where they were too many to count. */
export async function loadPart(
  items: string,
  part: Part,
  signal: AbortSignal,
): Promise<{ readonly features: readonly Feature[]; readonly matched: number }> {
  const { features, matched, next } = parseItems(await askJson(partUrl(items, part), signal));
  return { features, matched: matched ?? (next === null ? features.length : Number.POSITIVE_INFINITY) };
}

/** The features in the text of an answer of loadFeatures. Throws DocumentError. */
export function featuresIn(text: string): readonly Feature[] {
  return (JSON.parse(text) as unknown[]).flatMap((page) => parseItems(page).features);
}

/** Ask for addresses, streets, features and layers. Throws as loadFeatures does. */
export async function search(
  text: string,
  near: Position | null,
  signal: AbortSignal,
): Promise<readonly SearchHit[]> {
  const answer = object(await askJson(searchUrl(text, near), signal), "search");
  const hits = parseSearch(answer);
  return answer.whole === true ? hitsFor(text, hits) : hits; // a mirror's file holds all there is
}
