/** Turns the JSON of the server into the types of model.ts, or says where it is wrong. */
import {
  type Background,
  type BackgroundMap,
  type Contact,
  type Extent,
  type Feature,
  FIELD_TYPES,
  type Field,
  type FieldType,
  type Former,
  type Group,
  type Layer,
  type Levels,
  type Licence,
  type LocalText,
  type MapDocument,
  type Period,
  type Position,
  QUESTION_KINDS,
  type Question,
  type StyleLayer,
  type Tiles,
  type Town,
} from "../model.ts";
import {
  boolean,
  DocumentError,
  list,
  number,
  numbers,
  object,
  oneOf,
  optional,
  type Reader,
  text,
} from "./reader.ts";

const localText: Reader<LocalText> = (value, path) => {
  const record = object(value, path);
  return { de: text(record.de, `${path}.de`), en: optional(text)(record.en, `${path}.en`) };
};

const codes: Reader<Record<string, LocalText>> = (value, path) =>
  Object.fromEntries(
    Object.entries(object(value, path)).map(([code, label]) => [code, localText(label, `${path}.${code}`)]),
  );

const field: Reader<Field> = (value, path) => {
  const record = object(value, path);
  const name = text(record.name, `${path}.name`);
  return {
    name,
    type: oneOf<FieldType>(...FIELD_TYPES)(record.type, `${path}.type`),
    title: optional(localText)(record.title, `${path}.title`) ?? { de: name, en: null },
    unit: optional(text)(record.unit, `${path}.unit`),
    codes: optional(codes)(record.codes, `${path}.codes`),
  };
};

const styleLayer: Reader<StyleLayer> = (value, path) => {
  const record = object(value, path);
  const metadata = optional(object)(record.metadata, `${path}.metadata`);
  const legend = optional(localText)(metadata?.legend, `${path}.metadata.legend`);
  const order = optional(number)(metadata?.order, `${path}.metadata.order`);
  const dark = optional(object)(metadata?.dark, `${path}.metadata.dark`);
  return {
    ...record,
    id: text(record.id, `${path}.id`),
    type: text(record.type, `${path}.type`),
    metadata: {
      ...(legend ? { legend } : {}),
      ...(order === null ? {} : { order }),
      ...(dark ? { dark } : {}),
    },
  };
};

const contact: Reader<Contact> = (value, path) => {
  const record = object(value, path);
  return {
    office: localText(record.office, `${path}.office`),
    email: optional(text)(record.email, `${path}.email`),
    phone: optional(text)(record.phone, `${path}.phone`),
    url: optional(text)(record.url, `${path}.url`),
  };
};

const licence: Reader<Licence> = (value, path) => {
  const record = object(value, path);
  return {
    title: text(record.title, `${path}.title`),
    url: text(record.url, `${path}.url`),
    attribution: text(record.attribution, `${path}.attribution`),
  };
};

const period: Reader<Period> = (value, path) => {
  const record = object(value, path);
  return { start: text(record.start, `${path}.start`), end: text(record.end, `${path}.end`) };
};

const levels: Reader<Levels> = (value, path) => {
  const record = object(value, path);
  return {
    minzoom: number(record.minzoom, `${path}.minzoom`),
    maxzoom: number(record.maxzoom, `${path}.maxzoom`),
  };
};

const former: Reader<Former> = (value, path) => {
  const record = object(value, path);
  return {
    ...levels(value, path),
    version: number(record.version, `${path}.version`),
    dataDate: optional(text)(record.dataDate, `${path}.dataDate`),
  };
};

const tiles: Reader<Tiles> = (value, path) => ({
  ...levels(value, path),
  former: optional(former)(object(value, path).former, `${path}.former`),
});

const layer: Reader<Layer> = (value, path) => {
  const record = object(value, path);
  return {
    id: text(record.id, `${path}.id`),
    version: number(record.version, `${path}.version`),
    title: localText(record.title, `${path}.title`),
    description: localText(record.description, `${path}.description`),
    group: text(record.group, `${path}.group`),
    style: list(styleLayer)(record.style, `${path}.style`),
    fields: list(field)(record.fields, `${path}.fields`),
    quality: oneOf<Layer["quality"]>("official", "sample")(record.quality, `${path}.quality`),
    licence: licence(record.licence, `${path}.licence`),
    contact: contact(record.contact, `${path}.contact`),
    dataDate: optional(text)(record.dataDate, `${path}.dataDate`),
    checkedAt: text(record.checkedAt, `${path}.checkedAt`),
    bbox: optional(numbers<Extent>(4))(record.bbox, `${path}.bbox`),
    count: number(record.count, `${path}.count`),
    minzoom: optional(number)(record.minzoom, `${path}.minzoom`),
    maxzoom: optional(number)(record.maxzoom, `${path}.maxzoom`),
    items: text(record.items, `${path}.items`),
    tiles: optional(tiles)(record.tiles, `${path}.tiles`),
    background: boolean(record.background, `${path}.background`),
    time: optional(period)(record.time, `${path}.time`),
  };
};

const town: Reader<Town> = (value, path) => {
  const record = object(value, path);
  const colours = object(record.colours, `${path}.colours`);
  return {
    name: text(record.name, `${path}.name`),
    ags: text(record.ags, `${path}.ags`),
    title: localText(record.title, `${path}.title`),
    description: localText(record.description, `${path}.description`),
    extent: numbers<Extent>(4)(record.extent, `${path}.extent`),
    centre: numbers<Position>(2)(record.centre, `${path}.centre`),
    zoom: number(record.zoom, `${path}.zoom`),
    colours: {
      primary: text(colours.primary, `${path}.colours.primary`),
      accent: text(colours.accent, `${path}.colours.accent`),
    },
    logo: optional(text)(record.logo, `${path}.logo`),
    contact: optional(contact)(record.contact, `${path}.contact`),
    imprint: text(record.imprint, `${path}.imprint`),
    privacy: text(record.privacy, `${path}.privacy`),
    accessibility: text(record.accessibility, `${path}.accessibility`),
  };
};

const group: Reader<Group> = (value, path) => {
  const record = object(value, path);
  return { id: text(record.id, `${path}.id`), title: localText(record.title, `${path}.title`) };
};

const backgroundMap: Reader<BackgroundMap> = (value, path) => {
  const record = object(value, path);
  const styles = object(record.styles, `${path}.styles`);
  const attribution = object(record.attribution, `${path}.attribution`);
  return {
    title: text(record.title, `${path}.title`),
    styles: {
      light: text(styles.light, `${path}.styles.light`),
      dark: optional(text)(styles.dark, `${path}.styles.dark`),
      grey: optional(text)(styles.grey, `${path}.styles.grey`),
    },
    attribution: {
      text: text(attribution.text, `${path}.attribution.text`),
      url: text(attribution.url, `${path}.attribution.url`),
    },
    host: optional(text)(record.host, `${path}.host`),
  };
};

const background: Reader<Background> = (value, path) => {
  const record = object(value, path);
  return {
    layers: list(text)(record.layers, `${path}.layers`),
    map: optional(backgroundMap)(record.map, `${path}.map`),
  };
};

const question: Reader<Question> = (value, path) => {
  const record = object(value, path);
  return {
    id: text(record.id, `${path}.id`),
    kind: oneOf<Question["kind"]>(...QUESTION_KINDS)(record.kind, `${path}.kind`),
    title: localText(record.title, `${path}.title`),
    text: localText(record.text, `${path}.text`),
    layers: list(text)(record.layers, `${path}.layers`),
    zoom: optional(number)(record.zoom, `${path}.zoom`),
    extent: optional(numbers<Extent>(4))(record.extent, `${path}.extent`),
  };
};

/** Check the body of `/map.json`. Throws DocumentError with the path of the first wrong value. */
export function parseMapDocument(value: unknown): MapDocument {
  const record = object(value, "map.json");
  return {
    town: town(record.town, "town"),
    questions: optional(list(question))(record.questions, "questions") ?? [],
    background: background(record.background, "background"),
    groups: list(group)(record.groups, "groups"),
    layers: list(layer)(record.layers, "layers"),
  };
}

/** One answer of an items address: its features, the address of the next page, and how many there are in all. */
export interface ItemsPage {
  readonly features: readonly Feature[];
  readonly next: string | null;
  /** Null where the server did not count. */
  readonly matched: number | null;
}

/** Check a GeoJSON Feature of OGC API Features (Part 1, 7.16). Throws DocumentError. */
export const parseFeature: Reader<Feature> = (value, path) => {
  const record = object(value, path);
  if (typeof record.id !== "string" && typeof record.id !== "number") {
    throw new DocumentError(`${path}.id`, "an id");
  }
  return {
    type: "Feature",
    id: String(record.id),
    geometry: optional(object)(record.geometry, `${path}.geometry`) as Feature["geometry"],
    properties: optional(object)(record.properties, `${path}.properties`) ?? {},
  };
};

/** Check a GeoJSON FeatureCollection of OGC API Features (Part 1, 7.15). Throws DocumentError. */
export function parseItems(value: unknown): ItemsPage {
  const record = object(value, "items");
  const links = optional(list(object))(record.links, "links") ?? [];
  const next = links.find((link) => link.rel === "next")?.href;
  return {
    features: list(parseFeature)(record.features, "features"),
    next: typeof next === "string" ? next : null,
    matched: optional(number)(record.numberMatched, "numberMatched"),
  };
}
