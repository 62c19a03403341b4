import { beforeEach, expect, it } from "vitest";
import { Kept } from "./kept.ts";

/** A browser's caches: Node has none. Keys keep the order in which they came. */
class Memory {
  readonly #caches = new Map<string, Map<string, Response>>();

  async open(name: string): Promise<Cache> {
    const entries = this.#caches.get(name) ?? new Map<string, Response>();
    this.#caches.set(name, entries);
    const cache = {
      match: async (path: string) => entries.get(path)?.clone(),
      put: async (path: string, response: Response) => void entries.set(path, response),
      delete: async (path: string) => entries.delete(path),
      keys: async () => [...entries.keys()],
    };
    return cache as unknown as Cache;
  }

  async match(path: string, { cacheName }: { cacheName: string }): Promise<Response | undefined> {
    return (await this.open(cacheName)).match(path);
  }
}

const SCHOOLS = { id: "schulen", version: 3 };
let memory: CacheStorage;
let kept: Kept;

beforeEach(() => {
  memory = new Memory() as unknown as CacheStorage;
  kept = new Kept(memory, "/assets/index-a.js");
});

it("gives a layer back as it came, with its age", async () => {
  const before = Date.now();
  await kept.remember(SCHOOLS, '[{"features":[]}]');
  const copy = await kept.recall("schulen");
  expect(copy?.text).toBe('[{"features":[]}]');
  expect(Math.abs(Date.parse(copy?.since ?? "") - before)).toBeLessThan(2000); // headers know seconds
  expect(await kept.recall("wlan")).toBeNull();
});

it("tells what is kept, and how large it is", async () => {
  await kept.remember(SCHOOLS, '["ä"]');
  await kept.choose({ id: "wlan", version: 1 }, "[]");
  expect(await kept.layers()).toMatchObject([
    { id: "wlan", version: 1, bytes: 2, chosen: true },
    { id: "schulen", version: 3, bytes: 6, chosen: false },
  ]);
});

it("brings a chosen layer up to date where it comes again", async () => {
  await kept.remember(SCHOOLS, "[1]");
  await kept.choose(SCHOOLS, "[1]");
  await kept.remember({ id: "schulen", version: 4 }, "[2]");
  expect(await kept.layers()).toMatchObject([{ id: "schulen", version: 4, chosen: true }]);
  expect((await kept.recall("schulen"))?.text).toBe("[2]");
});

it("lets the layers go that were seen longest ago, and no chosen one", async () => {
  await kept.choose({ id: "gewaehlt", version: 1 }, "x".repeat(500));
  for (const id of ["a", "b", "a", "c"]) await kept.remember({ id, version: 1 }, "x".repeat(40));
  await kept.tidy(100);
  expect((await kept.layers()).map(({ id }) => id)).toEqual(["gewaehlt", "a", "c"]);
  await kept.tidy(0); // what is on the screen now stays
  expect((await kept.layers()).map(({ id }) => id)).toEqual(["gewaehlt", "c"]);
});

it("forgets what people remove", async () => {
  await kept.choose(SCHOOLS, "[1]");
  await kept.remove("schulen");
  expect(await kept.has("schulen")).toBe(false);
});

it("reads a document only of its own build", async () => {
  await kept.rememberDocument('{"town":{}}');
  expect((await kept.recallDocument())?.text).toBe('{"town":{}}');
  expect(await new Kept(memory, "/assets/index-b.js").recallDocument()).toBeNull();
});
