/** The search where no server does it: among all that can be found, by the beginnings of words. */
import type { SearchHit } from "./search-hits.ts";

const MOST = 8; // as the server is asked for

const RANKS: readonly SearchHit["kind"][] = ["layer", "street", "feature", "address"];

/** Small letters without marks: ß as ss, ä as ae, so that „Muehlstrasse“ finds „Mühlstraße“. */
function wordsOf(text: string): readonly string[] {
  const spelt = text.toLowerCase().replace(/[äöüß]/g, (letter) => SPELT[letter] ?? letter);
  return (
    spelt
      .normalize("NFD")
      .replace(/\p{M}/gu, "")
      .match(/[a-z0-9]+/g) ?? []
  );
}

const SPELT: Readonly<Record<string, string>> = { ä: "ae", ö: "oe", ü: "ue", ß: "ss" };

/** The hits that hold all words that were typed, at least their beginnings; names before what surrounds them. */
export function hitsFor(text: string, all: readonly SearchHit[]): readonly SearchHit[] {
  const asked = wordsOf(text);
  if (asked.length === 0) return [];
  const isIn = (words: readonly string[]): boolean =>
    asked.every((word) => words.some((other) => other.startsWith(word)));
  const rank = ({ kind, title }: SearchHit): number =>
    RANKS.indexOf(kind) + (isIn(wordsOf(title)) ? 0 : RANKS.length);
  return all
    .filter(({ title, subtitle }) => isIn([...wordsOf(title), ...wordsOf(subtitle ?? "")]))
    .sort((a, b) => rank(a) - rank(b) || a.title.length - b.title.length)
    .slice(0, MOST);
}
