/** Reads the few MapLibre expressions by which styles divide features into classes. */

/** One class of a classified style: the field that decides, the value that stands for the class. */
export interface StyleClass {
  readonly field: string;
  /** A value no branch names, such as null, stands for the rest. */
  readonly sample: string | number | boolean | null;
}

export type Expression = readonly [operator: string, ...parts: unknown[]];

/** Whether a style value is computed; `["literal", …]` is a constant in disguise. */
export function isExpression(value: unknown): value is Expression {
  return Array.isArray(value) && typeof value[0] === "string" && value[0] !== "literal";
}

/** The field that an expression's input reads, however it is wrapped; null for the zoom and constants. */
export function fieldOf(input: unknown): string | null {
  if (!isExpression(input)) return null;
  if (input[0] === "get" && typeof input[1] === "string") return input[1];
  for (const part of input.slice(1)) {
    const found = fieldOf(part);
    if (found !== null) return found;
  }
  return null;
}

/** The value for features of one class, or with null of none; what depends on the zoom gives its last stop. */
export function valueFor(value: unknown, chosen: StyleClass | null): unknown {
  if (!isExpression(value)) return Array.isArray(value) && value[0] === "literal" ? value[1] : value;
  const [operator, ...parts] = value;
  switch (operator) {
    case "match":
      return valueFor(matchBranch(parts, chosen), chosen);
    case "step":
      return valueFor(stepBranch(parts, chosen), chosen);
    case "interpolate":
      return valueFor(interpolateStop(parts, chosen), chosen);
    case "case":
    case "coalesce":
      return valueFor(parts.at(-1), chosen);
    default:
      return undefined;
  }
}

function concerns(input: unknown, chosen: StyleClass | null): chosen is StyleClass {
  return chosen !== null && fieldOf(input) === chosen.field;
}

function matchBranch(parts: readonly unknown[], chosen: StyleClass | null): unknown {
  const [input, ...branches] = parts;
  if (concerns(input, chosen)) {
    for (let at = 0; at + 1 < branches.length; at += 2) {
      if ([branches[at]].flat().some((label) => label === chosen.sample)) return branches[at + 1];
    }
  }
  return branches.at(-1);
}

function stepBranch(parts: readonly unknown[], chosen: StyleClass | null): unknown {
  const [input, first, ...stops] = parts;
  if (fieldOf(input) === null) return stops.at(-1) ?? first;
  let found = first;
  for (let at = 0; at + 1 < stops.length; at += 2) {
    if (concerns(input, chosen) && Number(chosen.sample) >= Number(stops[at])) found = stops[at + 1];
  }
  return found;
}

function interpolateStop(parts: readonly unknown[], chosen: StyleClass | null): unknown {
  const [, input, ...stops] = parts;
  if (concerns(input, chosen)) {
    const at = stops.findIndex((stop, index) => index % 2 === 0 && stop === chosen.sample);
    if (at >= 0) return stops[at + 1];
  }
  return stops.at(-1);
}

/** Whether a filter lets a feature with these properties through; one that is more than comparisons lets all. */
export function passes(filter: unknown, properties: Readonly<Record<string, unknown>>): boolean {
  if (!isExpression(filter)) return true;
  const [operator, ...parts] = filter;
  const [input, wanted] = parts;
  switch (operator) {
    case "all":
      return parts.every((part) => passes(part, properties));
    case "any":
      return parts.some((part) => passes(part, properties));
    case "==":
    case "!=":
      return !readsField(input) || (properties[input[1]] === wanted) === (operator === "==");
    case "in":
      return !readsField(input) || [valueFor(wanted, null)].flat().includes(properties[input[1]]);
    default:
      return true;
  }
}

function readsField(input: unknown): input is ["get", string] {
  return isExpression(input) && input[0] === "get" && typeof input[1] === "string";
}
