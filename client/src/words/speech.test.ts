import { expect, it } from "vitest";
import { de } from "./de.ts";
import { leicht } from "./leicht.ts";
import { chooseSpeech } from "./speech.ts";

it.each([
  [null, ["de-DE", "en"], "de"],
  [null, ["en-US", "de"], "en"],
  [null, ["fr", "en"], "en"],
  [null, ["tr"], "de"],
  [null, [], "de"],
  ["en", ["de"], "en"],
  ["leicht", ["en"], "leicht"],
] as const)("asked %s by a browser of %j: %s", (asked, preferred, speech) => {
  expect(chooseSpeech(asked, preferred)).toBe(speech);
});

/** All fixed texts that differ from the German ones, each as its sentences. */
function sentences(words: object, german: object): readonly string[] {
  return Object.entries(words).flatMap(([key, value]) => {
    const other: unknown = german[key as keyof typeof german];
    if (value === other) return [];
    if (typeof value === "object") return sentences(value, other as object);
    const text: string = typeof value === "function" ? value("Wort", "8") : value;
    return text.split("\n").filter((line) => /[.?]$/.test(line));
  });
}

/** What rules can be counted of those that DIN SPEC 33429 and Netzwerk Leichte Sprache give. */
it.each(sentences(leicht, de))("is easy to read: %s", (sentence) => {
  expect(sentence.split(" ").length).toBeLessThanOrEqual(12);
  expect(sentence).not.toMatch(/\b(würde|könnte|sollte|müsste|wäre|hätte)\w*/i);
  expect(sentence).not.toMatch(/[;()„“]/);
  for (const word of sentence.split(/[ -]/)) expect(word.length, word).toBeLessThanOrEqual(14);
});
