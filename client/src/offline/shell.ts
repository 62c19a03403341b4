/** The caches in which builds of the page lie, each with the `/map.json` that it can read. */

const PREFIX = "geoportal-schale:";

/** The cache of the build whose page loads this script. */
export function shellCache(build: string): string {
  return PREFIX + build;
}

/** Of these caches in the order in which they were made, those of builds older than the one before `current`. */
export function shellsToDrop(caches: readonly string[], current: string): readonly string[] {
  return caches.filter((name) => name.startsWith(PREFIX) && name !== current).slice(0, -1);
}
