/**
 * What this browser keeps so that the map works without a network: the portal's document, the layers that were seen
 * last, and the layers that a person has chosen. Public data only; nothing of it is sent anywhere.
 */
import { shellCache } from "./shell.ts";

const SEEN = "geoportal-gesehen";
const CHOSEN = "geoportal-behalten";

/** Bytes of layers that were only looked at; beyond that the ones seen longest ago go. */
const MOST_SEEN = 60_000_000;

/** A text as it came from the server, and when (ISO time). */
export interface Copy {
  readonly text: string;
  readonly since: string;
}

/** What is kept of a layer. */
export interface KeptLayer {
  readonly id: string;
  readonly version: number;
  readonly bytes: number;
  readonly since: string;
  /** By a person; else it goes when room is needed. */
  readonly chosen: boolean;
}

interface Versioned {
  readonly id: string;
  readonly version: number;
}

const address = (id: string): string => `/offline/${id}`; // no address of the server

export class Kept {
  readonly #caches: CacheStorage;
  readonly #shell: string;

  /** `build` names the page's own build: another one may not be able to read its document. */
  constructor(caches: CacheStorage, build: string) {
    this.#caches = caches;
    this.#shell = shellCache(build);
  }

  async rememberDocument(text: string): Promise<void> {
    const cache = await this.#caches.open(this.#shell);
    await cache.put("/map.json", new Response(text, { headers: { Date: new Date().toUTCString() } }));
  }

  async recallDocument(): Promise<Copy | null> {
    return copyOf(await this.#caches.match("/map.json", { cacheName: this.#shell }));
  }

  /** Keep a layer that has come: in place of the chosen copy, or until others need the room. */
  async remember(layer: Versioned, text: string): Promise<void> {
    const chosen = await this.#caches.open(CHOSEN);
    const isChosen = (await chosen.match(address(layer.id))) !== undefined;
    const cache = isChosen ? chosen : await this.#caches.open(SEEN);
    await cache.delete(address(layer.id)); // so that the last one seen is the last of the keys
    await cache.put(address(layer.id), wrapped(layer, text));
  }

  async recall(id: string): Promise<Copy | null> {
    return copyOf(await this.#find(id));
  }

  async has(id: string): Promise<boolean> {
    return (await this.#find(id)) !== undefined;
  }

  /** Keep a layer until the person removes it. Rejects where the device has no room. */
  async choose(layer: Versioned, text: string): Promise<void> {
    const chosen = await this.#caches.open(CHOSEN);
    await chosen.put(address(layer.id), wrapped(layer, text));
    await (await this.#caches.open(SEEN)).delete(address(layer.id));
  }

  async remove(id: string): Promise<void> {
    for (const name of [SEEN, CHOSEN]) await (await this.#caches.open(name)).delete(address(id));
  }

  /** All that is kept, the chosen ones first. */
  async layers(): Promise<readonly KeptLayer[]> {
    const found = [];
    for (const name of [CHOSEN, SEEN]) {
      const cache = await this.#caches.open(name);
      for (const request of await cache.keys()) {
        const response = await cache.match(request);
        if (response) found.push(described(response, name === CHOSEN));
      }
    }
    return found;
  }

  /** Make room: what was only looked at goes beyond a limit. */
  async tidy(most = MOST_SEEN): Promise<void> {
    const seen = (await this.layers()).filter(({ chosen }) => !chosen);
    let bytes = seen.reduce((sum, each) => sum + each.bytes, 0);
    const cache = await this.#caches.open(SEEN);
    for (const each of seen.slice(0, -1)) {
      if (bytes <= most) return;
      bytes -= each.bytes;
      await cache.delete(address(each.id));
    }
  }

  async #find(id: string): Promise<Response | undefined> {
    for (const name of [CHOSEN, SEEN]) {
      const found = await (await this.#caches.open(name)).match(address(id));
      if (found) return found;
    }
    return undefined;
  }
}

function wrapped({ id, version }: Versioned, text: string): Response {
  const body = new Blob([text]);
  return new Response(body, {
    headers: {
      Date: new Date().toUTCString(),
      "Content-Length": String(body.size),
      "X-Layer": id,
      "X-Version": String(version),
    },
  });
}

function sinceOf({ headers }: Response): string {
  return new Date(headers.get("Date") ?? Date.now()).toISOString();
}

async function copyOf(response: Response | undefined): Promise<Copy | null> {
  return response ? { text: await response.text(), since: sinceOf(response) } : null;
}

function described(response: Response, chosen: boolean): KeptLayer {
  const { headers } = response;
  return {
    id: headers.get("X-Layer") ?? "",
    version: Number(headers.get("X-Version")),
    bytes: Number(headers.get("Content-Length")),
    since: sinceOf(response),
    chosen,
  };
}
