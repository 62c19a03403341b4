/** The page's own pictures: strokes on a grid of 24, in the colour of the text. */
import { html, svg, type TemplateResult } from "lit";

const PATHS = {
  search: "M10.5 4a6.5 6.5 0 1 1 0 13a6.5 6.5 0 0 1 0-13zM15.5 15.5L20 20",
  pin: "M12 21c4-5 6.500-8.200 6.500-11.500a6.500 6.500 0 1 0-13 0C5.500 12.800 8 16 12 21zM12 7.500a2 2 0 1 1 0 4a2 2 0 0 1 0-4z",
  street: "M8 4L5 20M16 4l3 16M12 5v3M12 11v3M12 17v3",
  near: "M12 8a4 4 0 1 1 0 8a4 4 0 0 1 0-8zM12 2.500V6M12 18v3.500M2.500 12H6M18 12h3.500",
  tools: "M4 7h9M17 7h3M4 17h3M11 17h9M15 5v4M9 15v4",
  measure: "M3 16L16 3l5 5L8 21zM7 12l2 2M10 9l3 3M13 6l2 2",
  print: "M7 9V3.500h10V9M7 17H4V9h16v8h-3M7 14h10v6.500H7z",
  share: "M12 15V3.500M8 7l4-4l4 4M6 11H4.500v9.500h15V11H18",
  import: "M12 3.500V15M8 11l4 4l4-4M4.500 16v4.500h15V16",
  compare: "M12 3v18M4 6h8M4 18h8M4 6v12M12 6h8v12h-8M9 10l-2 2l2 2M15 10l2 2l-2 2",
  route:
    "M6 21a2.500 2.500 0 1 0 0-5a2.500 2.500 0 0 0 0 5zM18 8a2.500 2.500 0 1 0 0-5a2.500 2.500 0 0 0 0 5zM8.500 18.500H15a3.500 3.500 0 0 0 0-7H9a3.500 3.500 0 0 1 0-7h6.500",
  mail: "M3.500 6h17v12h-17zM3.500 7l8.500 6.500L20.500 7",
  parking: "M4.500 4.500h15v15h-15zM9.500 17V8h3.500a2.750 2.750 0 0 1 0 5.500H9.500",
  school: "M3 9.500L12 5l9 4.500l-9 4.500zM7 12v4.500c3 2 7 2 10 0V12M21 9.500V15",
  rain: "M12 3.500c3.500 4.500 5.500 7.300 5.500 10.300a5.500 5.500 0 0 1-11 0C6.500 10.800 8.500 8 12 3.500zM9.500 14.500a2.500 2.500 0 0 0 2.500 2.500",
  wifi: "M3 9.500c5.500-5 12.500-5 18 0M6.200 13c3.600-3.200 8-3.200 11.600 0M9.400 16.400c1.600-1.400 3.600-1.400 5.200 0M12 19.500v.1",
  building: "M4 20.500h16M6 20.500V9.500l6-5.500l6 5.500v11M10 20.500v-6h4v6",
  draw: "M4 20l1-4.500L16 4.500l3.500 3.500L8.500 19zM13.500 7l3.500 3.500",
  offline:
    "M7 18.500a4 4 0 0 1-.500-8a5.500 5.500 0 0 1 10.700-1.200a4.600 4.600 0 0 1 .300 9.200M12 11v8.500M9 16.500l3 3l3-3",
  check: "M12 3a9 9 0 1 1 0 18a9 9 0 0 1 0-18zM8 12.500l3 3l5.500-6.500",
  fault: "M12 3a9 9 0 1 1 0 18a9 9 0 0 1 0-18zM12 7v6.500M12 16.500v.1",
  play: "M8 5.500v13l10.500-6.500z",
  pause: "M8.500 5.500v13M15.500 5.500v13",
  language:
    "M12 3a9 9 0 1 1 0 18a9 9 0 0 1 0-18zM3 12h18M12 3c5.500 5.500 5.500 12.500 0 18c-5.500-5.500-5.500-12.500 0-18",
  parcel: "M4 6l6-2l4 2l6-2v14l-6 2l-4-2l-6 2zM10 4v14M14 6v14",
} as const;

export type IconName = keyof typeof PATHS;

export function isIcon(name: string): name is IconName {
  return Object.hasOwn(PATHS, name);
}

/** A picture that says nothing to screen readers: words stand beside it. */
export function icon(name: IconName): TemplateResult {
  return html`<svg class="glyph" viewBox="0 0 24 24" width="24" height="24" fill="none" stroke="currentColor"
    stroke-width="1.8" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true">${svg`<path d=${PATHS[name]} />`}</svg>`;
}
