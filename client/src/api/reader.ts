/** Small readers of JSON that check while they read, and name the place that is wrong. */

/** The document is not what the contract says; `path` names the place, such as `layers[3].title`. */
export class DocumentError extends Error {
  readonly path: string;

  constructor(path: string, expected: string) {
    super(`${path}: expected ${expected}`);
    this.name = "DocumentError";
    this.path = path;
  }
}

export type Reader<T> = (value: unknown, path: string) => T;

export const text: Reader<string> = (value, path) => {
  if (typeof value !== "string") throw new DocumentError(path, "a text");
  return value;
};

export const number: Reader<number> = (value, path) => {
  if (typeof value !== "number" || !Number.isFinite(value)) throw new DocumentError(path, "a number");
  return value;
};

export const boolean: Reader<boolean> = (value, path) => {
  if (typeof value !== "boolean") throw new DocumentError(path, "true or false");
  return value;
};

export const object: Reader<Record<string, unknown>> = (value, path) => {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw new DocumentError(path, "an object");
  }
  return value as Record<string, unknown>;
};

export function optional<T>(read: Reader<T>): Reader<T | null> {
  return (value, path) => (value === null || value === undefined ? null : read(value, path));
}

export function list<T>(read: Reader<T>): Reader<T[]> {
  return (value, path) => {
    if (!Array.isArray(value)) throw new DocumentError(path, "a list");
    return value.map((entry, index) => read(entry, `${path}[${index}]`));
  };
}

export function numbers<T extends readonly number[]>(length: number): Reader<T> {
  return (value, path) => {
    const values = list(number)(value, path);
    if (values.length !== length) throw new DocumentError(path, `${length} numbers`);
    return values as readonly number[] as T;
  };
}

export function oneOf<T extends string>(...allowed: readonly T[]): Reader<T> {
  return (value, path) => {
    const found = allowed.find((entry) => entry === value);
    if (found === undefined) throw new DocumentError(path, `one of ${allowed.join(", ")}`);
    return found;
  };
}
