/** Makes the legend from the style, so that the two can never disagree. */

import type { Feature, Field, Language, Layer, StyleLayer } from "../model.ts";
import { codeWord, formatNumber } from "../words/format.ts";
import { localized, wordsOf } from "../words/language.ts";
import { fieldOf, isExpression, passes, type StyleClass } from "./expression.ts";
import { type Swatch, swatchFor } from "./swatch.ts";

export interface LegendRow {
  readonly label: string;
  readonly swatch: Swatch;
}

/** The rows of one style layer; `title` is null where a single row says it all. */
export interface LegendBlock {
  readonly title: string | null;
  readonly rows: readonly LegendRow[];
}

interface LegendClass extends StyleClass {
  readonly label: string;
}

/** The properties by which styles divide features, the most telling first. */
const CLASSIFIED: Readonly<Record<string, readonly string[]>> = {
  circle: ["circle-color"],
  line: ["line-color", "line-dasharray", "line-width"],
  fill: ["fill-color", "fill-pattern", "fill-opacity"],
  "fill-extrusion": ["fill-extrusion-color"],
  symbol: ["icon-image", "text-color"],
};

function label(field: Field, value: unknown, language: Language): string {
  const word = codeWord(field, value, language);
  if (word !== null) return word;
  if (typeof value === "boolean") return value ? wordsOf(language).yes : wordsOf(language).no;
  return typeof value === "number" ? formatNumber(value, field.unit, language) : String(value);
}

function matchClasses(
  field: Field,
  branches: readonly unknown[],
  language: Language,
  filter: unknown,
): LegendClass[] {
  const classes: LegendClass[] = [];
  const covered = new Set<string>();
  for (let at = 0; at + 1 < branches.length; at += 2) {
    const values = [branches[at]].flat() as StyleClass["sample"][];
    for (const value of values) covered.add(String(value));
    const words = values.map((value) => label(field, value, language)).join(", ");
    classes.push({ field: field.name, sample: values[0] ?? null, label: words });
  }
  const codes = Object.keys(field.codes ?? {});
  const complete =
    (codes.length > 0 && codes.every((code) => covered.has(code))) || !passes(filter, { [field.name]: null });
  const rest = { field: field.name, sample: null, label: wordsOf(language).otherValue };
  return complete ? classes : [...classes, rest];
}

/** Every second entry: the limits of a step, the stops of a ramp. */
function limitsOf(stops: readonly unknown[]): number[] {
  return stops.filter((_, index) => index % 2 === 0).map(Number);
}

function stepClasses(field: Field, stops: readonly unknown[], language: Language): LegendClass[] {
  const words = wordsOf(language);
  const limits = limitsOf(stops);
  const write = (value: number): string => formatNumber(value, field.unit, language);
  const range = (limit: number, next: number | undefined): string =>
    next === undefined
      ? words.from(write(limit))
      : words.between(formatNumber(limit, null, language), write(next));
  return [Number.NEGATIVE_INFINITY, ...limits].map((limit, index) => ({
    field: field.name,
    sample: limit,
    label: index === 0 ? words.below(write(limits[0] ?? 0)) : range(limit, limits[index]),
  }));
}

function stopClasses(field: Field, stops: readonly unknown[], language: Language): LegendClass[] {
  return limitsOf(stops).map((stop) => ({
    field: field.name,
    sample: stop,
    label: formatNumber(stop, field.unit, language),
  }));
}

/** The classes into which an expression divides the features; none for a constant or a zoom function. */
function classesOf(
  value: unknown,
  fields: readonly Field[],
  language: Language,
  filter: unknown,
): LegendClass[] {
  if (!isExpression(value)) return [];
  const [operator, ...parts] = value;
  const input = fieldOf(operator === "interpolate" ? parts[1] : parts[0]);
  const field = fields.find((candidate) => candidate.name === input);
  if (operator === "match" && field) return matchClasses(field, parts.slice(1), language, filter);
  if (operator === "step" && field) return stepClasses(field, parts.slice(2), language);
  if (operator === "interpolate" && field) return stopClasses(field, parts.slice(2), language);
  return parts.map((part) => classesOf(part, fields, language, filter)).find((some) => some.length > 0) ?? [];
}

/** How a class looks: areas with the pattern that the next layer lays over them without words of its own. */
function pictureOf({ style }: Layer, drawn: StyleLayer, chosen: StyleClass | null): Swatch {
  const swatch = swatchFor(drawn, chosen);
  const over = style[style.indexOf(drawn) + 1];
  if (swatch.kind !== "area" || swatch.pattern || !over || over.metadata?.legend) return swatch;
  const all = JSON.stringify(over.filter) === JSON.stringify(drawn.filter);
  const some = chosen !== null && passes(over.filter, { [chosen.field]: chosen.sample });
  return all || some ? { ...swatch, pattern: swatchFor(over, chosen).pattern } : swatch;
}

/** The middle one of graded classes speaks for them all, as the lowest is often nearly white; else the first. */
function typicalClass(classes: readonly LegendClass[]): StyleClass | null {
  const graded = classes.every(({ sample }) => typeof sample === "number");
  return classes[graded ? Math.floor(classes.length / 2) : 0] ?? null;
}

function layerClasses(layer: StyleLayer, fields: readonly Field[], language: Language): LegendClass[] {
  const values = (CLASSIFIED[layer.type] ?? []).map((name) => layer.paint?.[name] ?? layer.layout?.[name]);
  return (
    values.map((value) => classesOf(value, fields, language, layer.filter)).find((some) => some.length > 0) ??
    []
  );
}

function block(layer: Layer, style: StyleLayer, title: string, language: Language): LegendBlock {
  const classes = layerClasses(style, layer.fields, language);
  if (classes.length === 0)
    return { title: null, rows: [{ label: title, swatch: pictureOf(layer, style, null) }] };
  return {
    title,
    rows: classes.map((each) => ({ label: each.label, swatch: pictureOf(layer, style, each) })),
  };
}

/** The style layers that the legend speaks of: those with legend words, else the first that draws more than text. */
function legendLayers(layer: Layer): readonly StyleLayer[] {
  const named = layer.style.filter((style) => style.metadata?.legend);
  if (named.length > 0) return named;
  const first = layer.style.find((style) => style.type !== "symbol") ?? layer.style[0];
  return first ? [first] : [];
}

/** Classes first, so that single rows do not seem to be theirs; then as the style says, else from the map's top. */
function inReadingOrder(layer: Layer): readonly StyleLayer[] {
  const classified = (style: StyleLayer): boolean => layerClasses(style, layer.fields, "de").length > 0;
  const place = ({ metadata }: StyleLayer): number => metadata?.order ?? Number.MAX_VALUE;
  const fromTop = [...legendLayers(layer)].reverse().sort((a, b) => place(a) - place(b));
  return [...fromTop.filter(classified), ...fromTop.filter((style) => !classified(style))];
}

/** The legend of a layer. */
export function legendOf(layer: Layer, language: Language): readonly LegendBlock[] {
  return inReadingOrder(layer).map((style) =>
    block(layer, style, localized(style.metadata?.legend ?? layer.title, language), language),
  );
}

/** The picture of one feature as the map draws it, or with null what is typical of its layer. */
export function swatchOf(layer: Layer, feature: Feature | null): Swatch | null {
  const styles = inReadingOrder(layer);
  const style = styles.find(({ filter }) => !feature || passes(filter, feature.properties)) ?? styles[0];
  if (!style) return null;
  const classes = layerClasses(style, layer.fields, "de");
  const [first] = classes;
  if (!feature || !first) return pictureOf(layer, style, typicalClass(classes));
  const sample = feature.properties[first.field] as StyleClass["sample"];
  return pictureOf(layer, style, { field: first.field, sample });
}
