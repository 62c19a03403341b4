/** How many bytes a layer will take on the device, asked before it is loaded. */
import { askJson } from "../api/api.ts";
import { list, object } from "../api/reader.ts";

const GEOJSON = "application/geo+json";

/**
 * The size of the layer's GeoJSON file: on a mirror the file is what is loaded, else the API links it with its length
 * (RFC 8288, `rel=enclosure`). Null where neither says it.
 */
export async function sizeOf(id: string, items: string): Promise<number | null> {
  try {
    if (items.endsWith(".geojson")) {
      const { headers } = await fetch(items, { method: "HEAD" });
      return lengthOf(headers.get("Content-Encoding") ? null : headers.get("Content-Length"));
    }
    const { links } = object(await askJson(`/api/collections/${id}?f=json`, null), id);
    const file = list(object)(links, "links").find(
      ({ rel, type }) => rel === "enclosure" && type === GEOJSON,
    );
    return lengthOf(file?.length);
  } catch {
    return null; // the list says that it is unknown; the layer can be kept all the same
  }
}

function lengthOf(value: unknown): number | null {
  const bytes = Number(value);
  return Number.isFinite(bytes) && bytes > 0 ? bytes : null;
}
