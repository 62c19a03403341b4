/** Colours of styles, read and written; in between as eyes see them: lightness, chroma, hue (OKLCH). */

/** `l` 0 (black) to 1 (white), `c` from 0 (grey), `h` in radians, `alpha` 0 to 1. */
export interface Colour {
  readonly l: number;
  readonly c: number;
  readonly h: number;
  readonly alpha: number;
}

/** Read `#rgb`, `#rrggbb`, `rgb()`, `rgba()`, `hsl()` and `hsla()` as styles have them; null for anything else. */
export function readColour(text: string): Colour | null {
  const hex = /^#(?:([0-9a-f]{3})|([0-9a-f]{6}))$/i.exec(text);
  if (hex) {
    const digits = hex[2] ?? [...(hex[1] ?? "")].map((digit) => digit + digit).join("");
    const [r = 0, g = 0, b = 0] = [0, 2, 4].map((at) => Number.parseInt(digits.slice(at, at + 2), 16) / 255);
    return fromRgb(r, g, b, 1);
  }
  const [, kind, inner] = /^(rgb|hsl)a?\(([^()]*)\)$/i.exec(text.trim()) ?? [];
  const numbers = (inner ?? "").split(/[\s,/]+/).filter(Boolean);
  const [first = 0, second = 0, third = 0, alpha = 1] = numbers.map((part) =>
    part.endsWith("%") ? Number.parseFloat(part) / 100 : Number.parseFloat(part),
  );
  if (!kind || numbers.length < 3 || [first, second, third, alpha].some(Number.isNaN)) return null;
  if (kind.toLowerCase() === "rgb") return fromRgb(first / 255, second / 255, third / 255, alpha);
  return fromRgb(...fromHsl(first, second, third), alpha);
}

/** Write a colour as CSS; what no screen can show is brought to the nearest that it can. */
export function writeColour({ l, c, h, alpha }: Colour): string {
  const [a, b] = [c * Math.cos(h), c * Math.sin(h)];
  // Björn Ottosson, "A perceptual color space for image processing": OKLab → linear sRGB
  const [x, y, z] = [
    (l + 0.3963377774 * a + 0.2158037573 * b) ** 3,
    (l - 0.1055613458 * a - 0.0638541728 * b) ** 3,
    (l - 0.0894841775 * a - 1.291485548 * b) ** 3,
  ];
  const channels = [
    4.0767416621 * x - 3.3077115913 * y + 0.2309699292 * z,
    -1.2684380046 * x + 2.6097574011 * y - 0.3413193965 * z,
    -0.0041960863 * x - 0.7034186147 * y + 1.707614701 * z,
  ].map((linear) => Math.round(255 * encoded(Math.min(1, Math.max(0, linear)))));
  if (alpha < 1) return `rgba(${channels.join(",")},${alpha})`;
  return `#${channels.map((channel) => channel.toString(16).padStart(2, "0")).join("")}`;
}

function fromRgb(red: number, green: number, blue: number, alpha: number): Colour {
  const [r, g, b] = [decoded(red), decoded(green), decoded(blue)];
  const [x, y, z] = [
    Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b),
    Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b),
    Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b),
  ];
  const l = 0.2104542553 * x + 0.793617785 * y - 0.0040720468 * z;
  const a = 1.9779984951 * x - 2.428592205 * y + 0.4505937099 * z;
  const d = 0.0259040371 * x + 0.7827717662 * y - 0.808675766 * z;
  return { l, c: Math.hypot(a, d), h: Math.atan2(d, a), alpha };
}

/** CSS Color 4, 7.1: hue in degrees, saturation and lightness 0 to 1. */
function fromHsl(hue: number, saturation: number, lightness: number): [number, number, number] {
  const channel = (n: number): number => {
    const k = (n + hue / 30) % 12;
    return (
      lightness - saturation * Math.min(lightness, 1 - lightness) * Math.max(-1, Math.min(k - 3, 9 - k, 1))
    );
  };
  return [channel(0), channel(8), channel(4)];
}

/** IEC 61966-2-1: the curve of sRGB. */
function decoded(value: number): number {
  return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
}

function encoded(value: number): number {
  return value <= 0.0031308 ? 12.92 * value : 1.055 * value ** (1 / 2.4) - 0.055;
}
