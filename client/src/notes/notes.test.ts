import { describe, expect, it } from "vitest";
import { gpxOf } from "./gpx.ts";
import { type Note, noteOf, readNotes, writeNotes } from "./notes.ts";

const A = [9.14, 48.69] as const;
const B = [9.15, 48.69] as const;
const C = [9.15, 48.7] as const;

/** A browser's store: Node has none. */
class Memory extends Map<string, string> {
  getItem(key: string): string | null {
    return this.get(key) ?? null;
  }
  setItem(key: string, value: string): void {
    this.set(key, value);
  }
  removeItem(key: string): void {
    this.delete(key);
  }
}

function note(...args: Parameters<typeof noteOf>): Note {
  const made = noteOf(...args);
  if (!made) throw new Error("too few corners");
  return made;
}

describe("noteOf", () => {
  it("closes areas", () => {
    expect(note("area", [A, B, C], " Wiese ")).toEqual({
      type: "Feature",
      geometry: { type: "Polygon", coordinates: [[[...A], [...B], [...C], [...A]]] },
      properties: { name: "Wiese" },
    });
  });

  it("wants enough corners", () => {
    expect(noteOf("line", [A], "")).toBeNull();
    expect(noteOf("area", [A, B], "")).toBeNull();
    expect(noteOf("point", [], "")).toBeNull();
  });
});

describe("the store", () => {
  it("gives back what was kept, and keeps no empty list", () => {
    const store = new Memory();
    const notes = [note("point", [A], "Treffpunkt"), note("line", [A, B], "")];
    writeNotes(store, notes);
    expect(readNotes(store)).toEqual(notes);
    writeNotes(store, []);
    expect(store.size).toBe(0);
  });

  it("takes what it cannot read for nothing", () => {
    const store = new Memory();
    store.setItem("geoportal-notizen", "{");
    expect(readNotes(store)).toEqual([]);
  });
});

it("writes GPX with waypoints first and names as text", () => {
  const gpx = gpxOf([note("area", [A, B, C], ""), note("point", [A], "<Treff> & Punkt")]);
  expect(gpx).toContain(
    '<wpt lat="48.6900000" lon="9.1400000"><name>&#60;Treff&#62; &#38; Punkt</name></wpt><trk>',
  );
  expect(gpx.match(/<trkpt /g)).toHaveLength(4);
});
