// Reads a portal as web maps that are built on OGC Client do, and prints what it finds.
import { OgcApiEndpoint } from "@camptocamp/ogc-client";

const LAYER = "baeume";

const read = async (url) => (await fetch(url)).json();

const endpoint = new OgcApiEndpoint(process.argv[2]);
const layer = await endpoint.getCollectionInfo(LAYER);
const [west, south, east, north] = layer.extent.spatial.bbox[0];
const box = [west, south, (west + east) / 2, north];
const items = await endpoint.getCollectionItems(LAYER, 7, 0, false, ["-nummer"]);
const [last] = items;
const stored = await endpoint.getCollectionItemsUrl(LAYER, {
  outputFormat: "application/geo+json",
  limit: 1000,
  outputCrs: layer.storageCrs,
  properties: ["art"],
});

console.log(
  JSON.stringify({
    title: (await endpoint.info).title,
    features: await endpoint.featureCollections,
    tiles: await endpoint.vectorTileCollections,
    layer,
    numbers: items.map(({ properties }) => properties.nummer),
    last,
    again: await endpoint.getCollectionItem(LAYER, last.id),
    box,
    inside: await endpoint.getCollectionItems(LAYER, 100, 0, false, undefined, box),
    stored: await read(stored),
    tileset: await read(await endpoint.getVectorTilesetUrl(LAYER)),
    styles: (await endpoint.allStyles()).map(({ id }) => id),
    sheet: await read(await endpoint.getStylesheetUrl(LAYER, "application/vnd.mapbox.style+json")),
  }),
);
