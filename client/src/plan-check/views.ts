/** Parts of the report that need nothing but it. */
import { html, nothing, type TemplateResult } from "lit";
import { icon } from "../components/icons.ts";
import { parseMarker, SHAPES } from "../legend/markers.ts";
import type { Language } from "../model.ts";
import { formatNumber } from "../words/format.ts";
import { localized } from "../words/language.ts";
import { JudgingError } from "./judging.ts";
import { MARKS } from "./overlay.ts";
import type { Report, Severity } from "./report.ts";
import type { CheckWords } from "./words.ts";

/** What came of it, in a word and in numbers. */
export function verdict(report: Report, name: string, words: CheckWords): TemplateResult {
  const { valid, errors, warnings, version, crs } = report;
  const said = errors > 0 ? words.faulty : warnings > 0 ? words.valid : words.flawless;
  const counts = [errors > 0 ? words.errors(errors) : null, warnings > 0 ? words.warnings(warnings) : null];
  const facts = [version ? words.version(version) : words.noVersion, crs ? `EPSG:${crs}` : null];
  return html`<div class=${`verdict ${valid ? "good" : "bad"}`}>
    ${icon(valid ? "check" : "fault")}
    <p><b>${said}</b> ${counts.filter((count) => count !== null).join(", ")}
      <small>${[name, ...facts.filter((fact) => fact !== null)].join(" · ")}</small></p>
  </div>`;
}

/** The rules that no program or not this one checks. */
export function uncheckedRules(
  unchecked: Report["unchecked"],
  words: CheckWords,
  language: Language,
): TemplateResult {
  return html`<details class="about unchecked">
        <summary>${words.unchecked(unchecked.length)}</summary>
        <p>${words.content}</p>
        <ul>
          ${unchecked.map(
            ({ rule, title, reason }) =>
              html`<li><b>${rule}</b> ${title}${
                reason ? html`<small>${localized(reason, language)}</small>` : nothing
              }</li>`,
          )}
        </ul>
      </details>`;
}

/** The symbol of a severity, the same as on the map. */
export function mark(severity: Severity): TemplateResult | typeof nothing {
  const marker = parseMarker(MARKS[severity]);
  if (!marker) return nothing;
  return html`<svg class="severity" viewBox="0 0 24 24" width="20" height="20" aria-hidden="true"><path d=${SHAPES[marker.shape]} /></svg>`;
}

/** Why a file was not checked, and what to do. */
export function reason(
  error: unknown,
  { name, size }: Pick<File, "name" | "size">,
  words: CheckWords,
  language: Language,
): string {
  if (!(error instanceof JudgingError)) return words.unreachable;
  if (error.kind === "tooLarge")
    return words.tooLarge(name, formatNumber(Math.ceil(size / 100_000) / 10, "MB", language));
  if (error.kind === "wrongKind" || error.kind === "empty") return words[error.kind](name);
  return [words[error.kind], error.detail].filter(Boolean).join(" ");
}
