/** MapLibre's buttons and lines around the map: own position, zoom, whole town, scale, sources. */
import {
  AttributionControl,
  GeolocateControl,
  type Map as MapLibre,
  NavigationControl,
  ScaleControl,
} from "maplibre-gl";
import { type PositionFailure, reasonOf } from "../places/position.ts";
import { followHeading } from "./heading.ts";
import { homeControl } from "./home-control.ts";
import type { MapOptions } from "./options.ts";

const COMPACT_WIDTH = 640; // px: up to here MapLibre folds the attribution

export function addControls(map: MapLibre, options: MapOptions, closeZoom: number): void {
  const { words, town, attribution, listener, container, covered } = options;
  const home = (): void => {
    map.fitBounds([...town.extent], { padding: { bottom: covered() } });
  };
  map
    .addControl(
      positionControl(container, closeZoom, (reason) => listener.positionFailed(reason)),
      "top-right",
    )
    .addControl(new NavigationControl({ showCompass: false }), "top-right")
    .addControl(homeControl(words.mapHome, home), "top-right")
    .addControl(new ScaleControl({ maxWidth: 96 }), "bottom-left")
    .addControl(
      new AttributionControl(attribution ? { customAttribution: attribution } : {}),
      "bottom-right",
    );
  collapseAttribution(container);
}

function positionControl(
  container: HTMLElement,
  closeZoom: number,
  failed: (reason: PositionFailure) => void,
): GeolocateControl {
  const control = new GeolocateControl({
    positionOptions: { enableHighAccuracy: true, timeout: 20_000 },
    fitBoundsOptions: { maxZoom: closeZoom },
    trackUserLocation: true,
  });
  control.on("error", (error: GeolocationPositionError) => failed(reasonOf(error.code)));
  control.on("outofmaxbounds", () => failed("outside"));
  control.once("trackuserlocationstart", () => void followHeading(container));
  return control;
}

/** On phones MapLibre would open it over the map; marked as compact already, it waits for a tap. */
function collapseAttribution(container: HTMLElement): void {
  if (container.clientWidth > COMPACT_WIDTH) return;
  container.querySelector(".maplibregl-ctrl-attrib")?.classList.add("maplibregl-compact");
}
