/** Which way the device points, shown at the person's own position; asked for only once they have tapped for that. */

/** What devices tell: Apple's give a compass heading, others turn anticlockwise from north (W3C Device Orientation). */
interface Turned {
  readonly alpha: number | null;
  readonly absolute: boolean;
  readonly webkitCompassHeading?: number;
}

/** Degrees clockwise from north, or null where the device does not know where north is. */
export function headingOf(
  { alpha, absolute, webkitCompassHeading }: Turned,
  screenAngle: number,
): number | null {
  if (webkitCompassHeading !== undefined) return turned(webkitCompassHeading + screenAngle);
  return absolute && alpha !== null ? turned(360 - alpha + screenAngle) : null;
}

function turned(degrees: number): number {
  return ((degrees % 360) + 360) % 360;
}

type Asking = typeof DeviceOrientationEvent & { requestPermission?: () => Promise<string> };

/** Show the heading as a beam at MapLibre's dot of the position. Call it within a tap: iPhones ask then only. */
export async function followHeading(container: HTMLElement): Promise<void> {
  if (!("DeviceOrientationEvent" in window)) return;
  const asked = (DeviceOrientationEvent as Asking).requestPermission?.().catch(() => "denied");
  if (asked && (await asked) !== "granted") return;
  const beam = document.createElement("i");
  beam.className = "beam";
  const show = (event: Event): void => {
    const heading = headingOf(event as DeviceOrientationEvent, screen.orientation?.angle ?? 0);
    const dot = container.querySelector<HTMLElement>(".maplibregl-user-location-dot");
    if (heading === null || !dot) return;
    beam.style.rotate = `${Math.round(heading)}deg`;
    if (beam.parentElement !== dot) dot.append(beam);
  };
  // Where there is an absolute event, the plain one counts from wherever the device lay at first.
  const absolute = "ondeviceorientationabsolute" in window;
  addEventListener(absolute ? "deviceorientationabsolute" : "deviceorientation", show);
}
