/** The picture beside a legend's words: shape and colour as on the map. */
import { html, nothing, svg, type TemplateResult } from "lit";
import type { LegendBlock } from "../legend/legend.ts";
import { SHAPES } from "../legend/markers.ts";
import { lineWidth, PATTERNS, type Pattern } from "../legend/patterns.ts";
import { pictureWidth, type Swatch } from "../legend/swatch.ts";

const SIZE = 24;
const MIDDLE = SIZE / 2;

function within(value: number, least: number, most: number): number {
  return Math.min(most, Math.max(least, value));
}

// Presentation attributes, not style: the page's security policy allows no inline styles.
function drawing(swatch: Swatch): TemplateResult {
  const { colour, opacity } = swatch;
  switch (swatch.kind) {
    case "circle":
      return svg`<circle cx=${MIDDLE} cy=${MIDDLE} r=${within(swatch.width / 2, 3.5, 8)} fill=${colour}
        fill-opacity=${opacity} stroke=${swatch.outline ?? "none"} stroke-width=${within(swatch.outlineWidth, 0, 3)} />`;
    case "line": {
      const width = pictureWidth(swatch, SIZE - 4);
      return svg`<line x1="2" y1=${MIDDLE} x2=${SIZE - 2} y2=${MIDDLE} stroke=${colour} stroke-opacity=${opacity}
        stroke-width=${width} stroke-dasharray=${swatch.dash.map((part) => part * width).join(" ") || "none"} />`;
    }
    case "marker":
      return svg`<path d=${swatch.marker ? SHAPES[swatch.marker.shape] : ""} fill=${colour}
        stroke="#ffffff" stroke-width="2.5" stroke-linejoin="round" paint-order="stroke" />`;
    case "label":
      return svg`<text x=${MIDDLE} y="17" text-anchor="middle" font-size="14" font-weight="600" fill=${colour}>A</text>`;
    case "area":
      return svg`<rect x="2.5" y="4.5" width=${SIZE - 5} height=${SIZE - 9} rx="2" fill=${colour}
        fill-opacity=${opacity} stroke=${swatch.outline ?? colour} stroke-width="1" />
        ${swatch.pattern ? lines(swatch.pattern) : nothing}`;
  }
}

/** A pattern in the box of an area; the inner `svg` cuts it off at the edges. */
function lines(pattern: Pattern): TemplateResult {
  return svg`<svg x="2.5" y="4.5" width=${SIZE - 5} height=${SIZE - 9} viewBox="0 0 24 18.9">
    <path d=${PATTERNS[pattern.name]} fill="none" stroke=${pattern.colour} stroke-width=${lineWidth(pattern)}
      stroke-linecap="round" /></svg>`;
}

/** A picture that says nothing to screen readers: the words stand beside it. */
export function swatchPicture(swatch: Swatch | null): TemplateResult | typeof nothing {
  if (!swatch) return nothing;
  return html`<svg class="swatch" viewBox="0 0 24 24" width="24" height="24" aria-hidden="true">
    ${drawing(swatch)}
  </svg>`;
}

/** The whole legend of a layer. */
export function legendTemplate(blocks: readonly LegendBlock[]): TemplateResult {
  return html`<div class="legend">
    ${blocks.map(
      ({ title, rows }) => html`
        ${title ? html`<p class="legend-title">${title}</p>` : null}
        <ul>
          ${rows.map(({ label, swatch }) => html`<li>${swatchPicture(swatch)}<span>${label}</span></li>`)}
        </ul>`,
    )}
  </div>`;
}
