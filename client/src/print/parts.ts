/** A map too large for one drawing surface is drawn in parts that meet exactly. */

/** In whole pixels of the printed map, from its upper left corner. */
export interface Part {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Pixels of a side. With its margin a part stays below 4096, which every phone can draw. */
const LARGEST = 3600;

function cuts(length: number, largest: number): readonly number[] {
  const count = Math.ceil(length / largest);
  return Array.from({ length: count + 1 }, (_, at) => Math.round((length * at) / count));
}

/** As few parts as possible, all of about one size, row by row. */
export function partsOf(width: number, height: number, largest = LARGEST): readonly Part[] {
  const [columns, rows] = [cuts(width, largest), cuts(height, largest)];
  return rows.slice(1).flatMap((bottom, row) =>
    columns.slice(1).map((right, column) => {
      const [x, y] = [columns[column] ?? 0, rows[row] ?? 0];
      return { x, y, width: right - x, height: bottom - y };
    }),
  );
}
