/** The months in which a layer has features, as its features tell; for a layer drawn from tiles the server is asked. */
import { askJson } from "../api/api.ts";
import { parseItems } from "../api/parse.ts";
import type { Feature, Layer } from "../model.ts";
import { extremeUrl } from "../url.ts";
import { monthsOf } from "./period.ts";

const asked = new Map<string, Promise<readonly string[]>>();

/** Ask for the first and the last dates of a layer, once for each version. Rejects as askJson does. */
export function monthsOnServer(layer: Layer): Promise<readonly string[]> {
  const name = `${layer.id}/${layer.version}`;
  const months = asked.get(name) ?? ask(layer);
  asked.set(name, months);
  months.catch(() => asked.delete(name)); // the next one to look asks again
  return months;
}

async function ask({ items, time }: Layer): Promise<readonly string[]> {
  if (!time) return [];
  const urls = [time.start, time.end].flatMap((field) => [
    extremeUrl(items, field, ""),
    extremeUrl(items, field, "-"),
  ]);
  const answers = await Promise.all(urls.map((url) => askJson(url, null)));
  const extremes: readonly Feature[] = answers.flatMap((answer) => parseItems(answer).features);
  return monthsOf(time, extremes);
}
