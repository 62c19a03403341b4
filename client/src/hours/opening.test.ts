import { describe, expect, it } from "vitest";
import { type Clock, calendarDay, dayOf, isHoliday, townClock } from "./calendar.ts";
import { openingAt } from "./opening.ts";
import { readHours } from "./reading.ts";
import recorded from "./recorded.json" with { type: "json" };

function clock(iso: string): Clock {
  const [year = 0, month = 0, date = 0, hour = 0, minute = 0] = iso.split(/[-T:]/).map(Number);
  return { day: dayOf(year, month, date), minutes: hour * 60 + minute };
}

function iso({ day, minutes }: Clock): string {
  return new Date(day * 86_400_000 + minutes * 60_000).toISOString().slice(0, 16);
}

function holidays(year: number, ags: string): readonly string[] {
  const days = Array.from({ length: 366 }, (_, number) => dayOf(year, 1, 1) + number);
  return days
    .filter((day) => calendarDay(day).year === year && isHoliday(day, ags))
    .map((day) => iso({ day, minutes: 0 }).slice(5, 10));
}

describe("openingAt", () => {
  it.each(recorded)("knows $hours at $at", ({ hours, at, open, change }) => {
    const found = openingAt(readHours(hours) ?? [], clock(at), (day) => isHoliday(day, "00"));
    expect(found && { open: found.open, change: found.change && iso(found.change) }).toEqual({
      open,
      change,
    });
  });

  it.each(['Mo-Fr 08:00-18:00 || "nach Vereinbarung"', '"nach Vereinbarung"', "SH off; Mo-Fr 08:00-18:00"])(
    "does not pretend to know %s",
    (hours) => {
      expect(openingAt(readHours(hours) ?? [], clock("2026-11-27T10:00"), () => false)).toBeNull();
    },
  );
});

describe("townClock", () => {
  it("shows the town's time, wherever the reader is", () => {
    expect(iso(townClock(new Date("2026-11-27T23:30:00Z")))).toBe("2026-11-28T00:30");
    expect(iso(townClock(new Date("2026-07-01T10:00:00Z")))).toBe("2026-07-01T12:00");
  });
});

describe("isHoliday", () => {
  it("knows the holidays of Baden-Württemberg", () => {
    expect(holidays(2026, "08116078")).toEqual([
      "01-01",
      "01-06",
      "04-03",
      "04-06",
      "05-01",
      "05-14",
      "05-25",
      "06-04",
      "10-03",
      "11-01",
      "12-25",
      "12-26",
    ]);
  });

  it("knows other states have others", () => {
    expect(holidays(2027, "14612000")).toContain("11-17"); // Buß- und Bettag in Saxony
    expect(holidays(2026, "12054000")).toContain("04-05"); // Easter Sunday in Brandenburg
    expect(holidays(2026, "02000000")).not.toContain("01-06");
  });
});
