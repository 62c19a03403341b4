/** The page's font as files of its own, which come when a PDF is made: all of its letters stand in the file. */
import regular from "@fontsource/source-sans-3/files/source-sans-3-latin-400-normal.woff?url";
import bold from "@fontsource/source-sans-3/files/source-sans-3-latin-700-normal.woff?url";
import easternRegular from "@fontsource/source-sans-3/files/source-sans-3-latin-ext-400-normal.woff?url";
import easternBold from "@fontsource/source-sans-3/files/source-sans-3-latin-ext-700-normal.woff?url";
import { type Font, readFont } from "./font.ts";
import type { Lettering } from "./layout.ts";
import { signsBeyond } from "./lettering.ts";

type Written = Pick<Lettering, "text" | "bold">;

/** Bring the fonts of these texts; letters from further east come only where there are some. Rejects without them. */
export async function bringFonts(texts: readonly Written[]): Promise<readonly Font[]> {
  const usual = await Promise.all([
    bring("SourceSans3-Regular", false, regular),
    bring("SourceSans3-Bold", true, bold),
  ]);
  const rare = (heavy: boolean): boolean =>
    texts.some((each) => each.bold === heavy && signsBeyond(each.text, usual) > 0);
  const eastern = await Promise.all([
    rare(false) ? bring("SourceSans3-RegularExt", false, easternRegular).catch(() => null) : null,
    rare(true) ? bring("SourceSans3-BoldExt", true, easternBold).catch(() => null) : null, // the letter without its accent stands for it
  ]);
  return [...usual, ...eastern.filter((font) => font !== null)];
}

async function bring(name: string, heavy: boolean, address: string): Promise<Font> {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
  return readFont(name, heavy, await answer.arrayBuffer());
}
