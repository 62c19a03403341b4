/** What the map says about one feature: its title and its fields in the order of the definition. */

import type { Feature, Field, Language, Layer } from "../model.ts";
import { codeWord, formatValue, type Shown } from "../words/format.ts";
import { localized } from "../words/language.ts";

export interface InfoRow {
  readonly name: string;
  readonly title: string;
  readonly value: Shown;
  /** Opening hours as they are written in the data; else null. */
  readonly hours: string | null;
}

const NAMES = new Set(["name", "titel", "bezeichnung"]);

/** The field that names a feature: one called so, else the first; null for a layer without fields. */
export function titleField(fields: readonly Field[]): Field | null {
  return fields.find((field) => NAMES.has(field.name)) ?? fields[0] ?? null;
}

/** The name of a feature, or `unnamed` where it has none; a bare number says what it counts. */
export function featureTitle(layer: Layer, feature: Feature, language: Language, unnamed: string): string {
  const field = titleField(layer.fields);
  const shown = field && formatValue(field, feature.properties[field.name], language);
  if (!shown) return unnamed;
  const bareNumber = /^[\d\s.,]+$/.test(shown.text);
  return bareNumber ? `${localized(field.title, language)} ${shown.text}` : shown.text;
}

/** The word of the first other coded field: it tells features of one name apart; null where there is none. */
export function featureKind(layer: Layer, feature: Feature, language: Language): string | null {
  const title = titleField(layer.fields);
  const words = layer.fields
    .filter((field) => field !== title)
    .map((field) => codeWord(field, feature.properties[field.name], language));
  return words.find((word) => word !== null) ?? null;
}

/** The other fields that have a value. */
export function infoRows(layer: Layer, feature: Feature, language: Language): readonly InfoRow[] {
  const title = titleField(layer.fields);
  return layer.fields.flatMap((field) => {
    const given = feature.properties[field.name];
    const value = formatValue(field, given, language);
    if (field === title || value === null) return [];
    const hours = field.type === "hours" ? String(given) : null;
    return [{ name: field.name, title: localized(field.title, language), value, hours }];
  });
}
