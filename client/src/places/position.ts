/** Where the person is, asked of the browser once and only when they want it. */

import type { Extent, Position } from "../model.ts";
import type { Words } from "../words/de.ts";

export type PositionFailure = "denied" | "unavailable" | "timeout" | "outside";

const PATIENCE_MS = 20_000;

/** In the order of GeolocationPositionError.code (W3C Geolocation, 3.4). */
const REASONS: readonly PositionFailure[] = ["unavailable", "denied", "unavailable", "timeout"];

export function reasonOf(code: number): PositionFailure {
  return REASONS[code] ?? "unavailable";
}

export function positionWords(reason: PositionFailure, words: Words): string {
  return {
    denied: words.positionDenied,
    unavailable: words.positionUnavailable,
    timeout: words.positionTimeout,
    outside: words.positionOutside,
  }[reason];
}

/** Longitude and latitude of the device, or why it is of no use; `extent` is what counts as the town. */
export function ownPosition(extent: Extent): Promise<Position | PositionFailure> {
  const [west, south, east, north] = extent;
  return new Promise((resolve) => {
    if (!navigator.geolocation) resolve("unavailable");
    else
      navigator.geolocation.getCurrentPosition(
        ({ coords: { longitude, latitude } }) => {
          const inside = longitude >= west && longitude <= east && latitude >= south && latitude <= north;
          resolve(inside ? [longitude, latitude] : "outside");
        },
        ({ code }) => resolve(reasonOf(code)),
        { enableHighAccuracy: true, timeout: PATIENCE_MS, maximumAge: 60_000 },
      );
  });
}
