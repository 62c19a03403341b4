import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { IDLE_MS, WARNING_MS, watchIdle } from "./idle.ts";

let happened: string[];
let touch: () => void;

beforeEach(() => {
  vi.useFakeTimers();
  happened = [];
  const note = (name: string) => () => void happened.push(name);
  touch = watchIdle({ warn: note("warn"), back: note("back"), over: note("over") });
});

afterEach(() => {
  vi.useRealTimers();
});

it("does nothing on a column that nobody has touched", () => {
  vi.advanceTimersByTime(10 * IDLE_MS);
  expect(happened).toEqual([]);
});

it("warns, and starts anew where nobody comes", () => {
  touch();
  vi.advanceTimersByTime(IDLE_MS - WARNING_MS);
  expect(happened).toEqual(["warn"]);
  vi.advanceTimersByTime(WARNING_MS);
  expect(happened).toEqual(["warn", "over"]);
});

it("goes on for those who touch it in time", () => {
  touch();
  vi.advanceTimersByTime(IDLE_MS - 1);
  touch();
  vi.advanceTimersByTime(IDLE_MS - WARNING_MS - 1);
  expect(happened).toEqual(["warn", "back"]);
});
