/** Which requests the service worker answers itself; all others go to the network as if it were not there. */

export type Route = "page" | "place" | "asset" | "tile" | "look";

/** A tile at an address that names its version: what was once there is there for good. */
const TILE = /^\/(?:tiles\/[a-z][a-z0-9_]*\/\d+|background\/tiles\/[0-9a-f]+)\/\d+\/\d+\/\d+\.mvt$/;
/** How the background looks; it may change at the same address. */
const BACKGROUND_STYLE = /^\/background\/(?:style\/[a-z]+|foreign\/style)\.json$/;
const PAGE = /^\/(?:(?!api\b)[a-z][a-z0-9_-]*\/?)?$/;
const PLACE = /^\/o\/([a-z][a-z0-9_]*)\/([^/]+)$/;

/** The small picture in the map's place, where the page names it; its address names its content. */
export const START_PICTURE = /\/background\/start\/[0-9a-f]+\.svg/;

/** The town's; not every town has one. */
export const LOGO = "/logo.svg";

/** How to answer a request of one's own host, or null. */
export function routeOf(path: string, isNavigation: boolean): Route | null {
  if (isNavigation) return PAGE.test(path) ? "page" : PLACE.test(path) ? "place" : null;
  if (path.startsWith("/assets/") || START_PICTURE.test(path)) return "asset";
  return TILE.test(path) ? "tile" : path === LOGO || BACKGROUND_STYLE.test(path) ? "look" : null;
}

/** Where the map itself tells what the page of a feature would, for want of a network. */
export function mapAddress(placePath: string): string {
  const [, layer, id] = PLACE.exec(placePath) ?? [];
  return layer && id ? `/?ebenen=${layer}&objekt=${layer}:${id}` : "/";
}
