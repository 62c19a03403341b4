/** Lengths, areas and UTM coordinates on the ellipsoid (WGS 84, which is GRS 80 to a tenth of a millimetre). */
import type { Position } from "../model.ts";

const A = 6_378_137; // m, semi-major axis
const F = 1 / 298.257_223_563;
const B = A * (1 - F);
const E2 = F * (2 - F);
const E = Math.sqrt(E2);
const RADIANS = Math.PI / 180;

/** Vincenty's inverse formula (Survey Review 176, 1975). Metres; NaN only for antipodes, which no town has. */
export function distance([lon1, lat1]: Position, [lon2, lat2]: Position): number {
  const l = (lon2 - lon1) * RADIANS;
  const u1 = Math.atan((1 - F) * Math.tan(lat1 * RADIANS));
  const u2 = Math.atan((1 - F) * Math.tan(lat2 * RADIANS));
  const [sin1, cos1, sin2, cos2] = [Math.sin(u1), Math.cos(u1), Math.sin(u2), Math.cos(u2)];
  let lambda = l;
  for (let round = 0; round < 100; round++) {
    const [sinL, cosL] = [Math.sin(lambda), Math.cos(lambda)];
    const sinSigma = Math.hypot(cos2 * sinL, cos1 * sin2 - sin1 * cos2 * cosL);
    if (sinSigma === 0) return 0;
    const cosSigma = sin1 * sin2 + cos1 * cos2 * cosL;
    const sigma = Math.atan2(sinSigma, cosSigma);
    const sinAlpha = (cos1 * cos2 * sinL) / sinSigma;
    const cos2Alpha = 1 - sinAlpha ** 2;
    const cos2M = cos2Alpha === 0 ? 0 : cosSigma - (2 * sin1 * sin2) / cos2Alpha;
    const c = (F / 16) * cos2Alpha * (4 + F * (4 - 3 * cos2Alpha));
    const before = lambda;
    const inner = cos2M + c * cosSigma * (2 * cos2M ** 2 - 1);
    lambda = l + (1 - c) * F * sinAlpha * (sigma + c * sinSigma * inner);
    if (Math.abs(lambda - before) < 1e-12) return alongGeodesic(cos2Alpha, sinSigma, cosSigma, sigma, cos2M);
  }
  return Number.NaN;
}

function alongGeodesic(
  cos2Alpha: number,
  sinSigma: number,
  cosSigma: number,
  sigma: number,
  cos2M: number,
): number {
  const u2 = (cos2Alpha * (A ** 2 - B ** 2)) / B ** 2;
  const a = 1 + (u2 / 16_384) * (4096 + u2 * (u2 * (320 - 175 * u2) - 768));
  const b = (u2 / 1024) * (256 + u2 * (u2 * (74 - 47 * u2) - 128));
  const inner =
    cosSigma * (2 * cos2M ** 2 - 1) - (b / 6) * cos2M * (4 * sinSigma ** 2 - 3) * (4 * cos2M ** 2 - 3);
  return B * a * (sigma - b * sinSigma * (cos2M + (b / 4) * inner));
}

/** Metres along a line of positions. */
export function length(line: readonly Position[]): number {
  return line.reduce((sum, position, at) => sum + distance(line[at - 1] ?? position, position), 0);
}

/**
 * Square metres inside a ring, closed or not: the ring is drawn in Lambert's azimuthal equal-area projection around its
 * first corner (Snyder, Map Projections, 1987, 24-2 and 3-11), in which edges up to some tens of kilometres are straight.
 */
export function area(ring: readonly Position[]): number {
  const [first] = ring;
  if (!first) return 0;
  const points = ring.map((position) => equalArea(position, first));
  const doubled = points.reduce((sum, [x, y], at) => {
    const [x2, y2] = points[(at + 1) % points.length] ?? [x, y];
    return sum + x * y2 - x2 * y;
  }, 0);
  return Math.abs(doubled) / 2;
}

/** Snyder's q, by which an area from the equator to a latitude grows. */
function q(latitude: number): number {
  const sin = Math.sin(latitude);
  return (1 - E2) * (sin / (1 - E2 * sin ** 2) + Math.atanh(E * sin) / E);
}

const Q_POLE = q(Math.PI / 2);
const AUTHALIC_RADIUS = A * Math.sqrt(Q_POLE / 2);

function equalArea([lon, lat]: Position, [lon0, lat0]: Position): readonly [number, number] {
  const beta = Math.asin(q(lat * RADIANS) / Q_POLE);
  const beta0 = Math.asin(q(lat0 * RADIANS) / Q_POLE);
  const lambda = (lon - lon0) * RADIANS;
  const cosine = Math.cos(beta) * Math.cos(lambda);
  const k = Math.sqrt(2 / (1 + Math.sin(beta0) * Math.sin(beta) + Math.cos(beta0) * cosine));
  const x = Math.cos(beta) * Math.sin(lambda);
  const y = Math.cos(beta0) * Math.sin(beta) - Math.sin(beta0) * cosine;
  return [AUTHALIC_RADIUS * k * x, AUTHALIC_RADIUS * k * y];
}

const N = F / (2 - F);
const RECTIFYING_RADIUS = (A / (1 + N)) * (1 + N ** 2 / 4 + N ** 4 / 64);
const ALPHA = [
  N / 2 - (2 * N ** 2) / 3 + (5 * N ** 3) / 16,
  (13 * N ** 2) / 48 - (3 * N ** 3) / 5,
  (61 * N ** 3) / 240,
] as const;

/** East and north in metres in ETRS89 / UTM 32N (EPSG:25832), after Krüger's series to the third order: millimetres. */
export function utm32([lon, lat]: Position): readonly [number, number] {
  const sin = Math.sin(lat * RADIANS);
  const t = Math.sinh(Math.atanh(sin) - E * Math.atanh(E * sin));
  const lambda = (lon - 9) * RADIANS;
  const xi = Math.atan2(t, Math.cos(lambda));
  const eta = Math.atanh(Math.sin(lambda) / Math.hypot(1, t));
  const [east, north] = ALPHA.reduce(
    ([x, y], alpha, at) => {
      const order = 2 * (at + 1);
      return [
        x + alpha * Math.cos(order * xi) * Math.sinh(order * eta),
        y + alpha * Math.sin(order * xi) * Math.cosh(order * eta),
      ];
    },
    [eta, xi],
  );
  return [500_000 + 0.9996 * RECTIFYING_RADIUS * (east ?? 0), 0.9996 * RECTIFYING_RADIUS * (north ?? 0)];
}
