/** What the search finds, as the server tells it. */
import type { Position } from "../model.ts";
import { list, object, oneOf, optional, type Reader, text } from "./reader.ts";

const KINDS = ["address", "street", "feature", "layer"] as const;

/** `layer` is a dataset's id, `feature` the id in it; `position` is a spot of the hit, null for layers. */
export interface SearchHit {
  readonly kind: (typeof KINDS)[number];
  readonly layer: string;
  readonly feature: string | null;
  readonly title: string;
  readonly subtitle: string | null;
  readonly position: Position | null;
}

function firstPosition(coordinates: unknown): Position | null {
  if (!Array.isArray(coordinates)) return null;
  const [x, y] = coordinates;
  return typeof x === "number" && typeof y === "number" ? [x, y] : firstPosition(x);
}

const hit: Reader<SearchHit> = (value, path) => {
  const record = object(value, path);
  const properties = object(record.properties, `${path}.properties`);
  const geometry = optional(object)(record.geometry, `${path}.geometry`);
  return {
    kind: oneOf<SearchHit["kind"]>(...KINDS)(properties.kind, `${path}.properties.kind`),
    layer: text(properties.layer, `${path}.properties.layer`),
    feature: optional(text)(properties.feature, `${path}.properties.feature`),
    title: text(properties.title, `${path}.properties.title`),
    subtitle: optional(text)(properties.subtitle, `${path}.properties.subtitle`),
    position: firstPosition(geometry?.coordinates),
  };
};

/** Check the answer of `/api/search`. Throws DocumentError. */
export function parseSearch(value: unknown): readonly SearchHit[] {
  return list(hit)(object(value, "search").features, "features");
}
