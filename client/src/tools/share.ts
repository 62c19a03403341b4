/** Addresses by which others see the same, find the way, or tell of a mistake. */

import type { Contact, Language, Layer, Position } from "../model.ts";
import { webAddress } from "../url.ts";
import { htmlText } from "../words/html-text.ts";
import { localized } from "../words/language.ts";

/** The address of what is seen, for others: they do not stand before an information column. */
export function sharedAddress(address: string): string {
  const url = new URL(address);
  url.searchParams.delete("kiosk");
  return readable(url);
}

/** Commas and colons need no escapes in a query (RFC 3986, 3.4). */
function readable(url: URL): string {
  return url.href.replaceAll("%2C", ",").replaceAll("%3A", ":");
}

/** The address as it is embedded: the same view with fewer controls. */
export function embedAddress(address: string): string {
  const url = new URL(address);
  url.searchParams.set("einbetten", "1");
  return readable(url);
}

/** The HTML that shows the map on another website. */
export function embedCode(address: string, title: string): string {
  const src = htmlText(embedAddress(address));
  return `<iframe src="${src}" title="${htmlText(title)}" width="600" height="450" loading="lazy" allow="geolocation"></iframe>`;
}

/** Latitude before longitude, as navigation devices and people have it; five decimals are a metre. */
export function coordinatesText([longitude, latitude]: Position): string {
  return `${latitude.toFixed(5)}, ${longitude.toFixed(5)}`;
}

/**
 * What opens the device's own navigation: a geo address (RFC 5870) on Android, Apple's maps on its phones and tablets,
 * null where there is no such thing.
 */
export function routeAddress(
  position: Position,
  title: string,
  device: Pick<Navigator, "userAgent" | "maxTouchPoints">,
): string | null {
  const at = coordinatesText(position).replace(" ", "");
  if (/Android/.test(device.userAgent)) return `geo:${at}?q=${at}(${encodeURIComponent(title)})`;
  // An iPad calls itself a Macintosh, but no Macintosh has a touch screen.
  const apple = /iPhone|iPad|iPod/.test(device.userAgent);
  const tablet = /Macintosh/.test(device.userAgent) && device.maxTouchPoints > 1;
  return apple || tablet ? `https://maps.apple.com/?daddr=${at}` : null;
}

/** A letter to those who keep a layer, about one of its features, else their website; null where they have neither. */
export function reportAddress(
  contacts: readonly (Contact | null)[],
  layer: Layer,
  title: string,
  page: string,
  language: Language,
): string | null {
  const email = contacts
    .map((contact) => contact?.email)
    .find((address) => /^[^\s@<>?&]+@[^\s@<>?&]+$/.test(address ?? ""));
  if (!email) return contacts.map((contact) => webAddress(contact?.url ?? "")?.href).find(Boolean) ?? null;
  const subject = `${localized(layer.title, language)}: ${title}`;
  return `mailto:${encodeURI(email)}?subject=${encodeURIComponent(subject)}&body=${encodeURIComponent(`${page}\n\n`)}`;
}
