/** A small town for tests: the shape of a real `/map.json`, with the cases that matter. */
import type { Feature, Field, Layer } from "./model.ts";

export function sampleField(change: Partial<Field> & Pick<Field, "name">): Field {
  return { type: "text", title: { de: change.name, en: null }, unit: null, codes: null, ...change };
}

export function sampleLayer(change: Partial<Layer> = {}): Layer {
  return {
    id: "schulen",
    version: 3,
    title: { de: "Schulen", en: "Schools" },
    description: { de: "Die Schulen der Stadt", en: null },
    group: "bildung",
    style: [],
    fields: [sampleField({ name: "name" })],
    quality: "sample",
    licence: {
      title: "Datenlizenz Deutschland",
      url: "https://www.govdata.de/dl-de/by-2-0",
      attribution: "Stadt",
    },
    contact: { office: { de: "Stadt", en: null }, email: null, phone: null, url: null },
    dataDate: "2023-10-31",
    checkedAt: "2026-11-23T08:00:00+00:00",
    bbox: null,
    count: 1,
    minzoom: null,
    maxzoom: null,
    items: "/api/collections/schulen/items",
    tiles: { minzoom: 9, maxzoom: 15, former: null },
    background: false,
    time: null,
    ...change,
  };
}

export function samplePoint(id: string, properties: Record<string, unknown> = {}): Feature {
  return { type: "Feature", id, geometry: { type: "Point", coordinates: [9.14, 48.69] }, properties };
}

/** A whole document as JSON, before it is parsed. */
export function sampleDocument(): Record<string, unknown> {
  return {
    town: {
      name: "Musterstadt",
      ags: "08116078",
      title: { de: "Geoportal Musterstadt", en: null },
      description: { de: "Karten", en: null },
      extent: [9.07, 48.65, 9.21, 48.73],
      centre: [9.145, 48.692],
      zoom: 13,
      colours: { primary: "#1b5e4b", accent: "#c8102e" },
      logo: null,
      imprint: "https://www.example.org/impressum",
      privacy: "https://www.example.org/datenschutz",
      accessibility: "https://www.example.org/barrierefreiheit",
    },
    questions: [
      {
        id: "schulweg",
        path: "/schulweg",
        kind: "address",
        title: { de: "Wie kommt mein Kind zur Schule?", en: null },
        text: { de: "Geben Sie Ihre Adresse ein.", en: null },
        layers: ["schulen", "abgeschafft"],
        zoom: 15,
        extent: null,
      },
    ],
    background: { layers: ["strassen", "fehlt"], map: null },
    groups: [{ id: "bildung", title: { de: "Schule und Kinder", en: null } }],
    layers: [
      { ...sampleLayer(), geometry: "Point" },
      { ...sampleLayer({ id: "strassen", background: true, items: "/api/collections/strassen/items" }) },
    ],
  };
}
