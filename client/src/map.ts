/** The drawn map: the only file that knows MapLibre, loaded after the page's first paint. */
import type { FeatureCollection, Geometry } from "geojson";
import {
  AttributionControl,
  type GeoJSONSource,
  GeolocateControl,
  type LayerSpecification,
  Map as MapLibre,
  type MapMouseEvent,
  Marker,
  NavigationControl,
  type PointLike,
  ScaleControl,
  type StyleSpecification,
} from "maplibre-gl";
import "maplibre-gl/dist/maplibre-gl.css";
import "./css/map.css";
import { PAPER } from "./background.ts";
import type { Words } from "./de.ts";
import { OWN_FILE, ownFileLayers } from "./drawn-file.ts";
import { centreOf, dimensionOf, extentOf, pointsOf, widened } from "./geometry.ts";
import { type Hit, type Meant, MOUSE_BOX, meantBy, TOUCH_BOX } from "./hit.ts";
import { homeControl } from "./home-control.ts";
import { labelPoints, type Placed } from "./label-points.ts";
import { attributionOf, faded, mapLabels, SELECTION, selectionLayers, specification } from "./map-style.ts";
import { markerImage } from "./marker-image.ts";
import { parseMarker } from "./markers.ts";
import type { Extent, Feature, Layer, Position, Town } from "./model.ts";
import { type PositionFailure, reasonOf } from "./position.ts";
import { SKETCH, type Sketch, sketchData, sketchLayers } from "./sketch.ts";
import { layerAbove, type Place, placeOf, placeOfMark, placeOfSketch } from "./stacking.ts";

/** A layer with its data, ready to be drawn; `order` is its place in the document. */
export interface DrawnLayer {
  readonly layer: Layer;
  readonly features: readonly Feature[];
  readonly order: number;
}

/** What the map tells the page. */
export interface MapListener {
  tapped(meant: Meant, position: Position): void;
  zoomed(zoom: number): void;
  moved(): void;
  idle(): void;
  /** "outside" is a place beyond the map. */
  positionFailed(reason: PositionFailure): void;
}

/** Everything that the map is made of at its start. */
export interface MapOptions {
  readonly container: HTMLElement;
  readonly town: Town;
  readonly style: StyleSpecification;
  readonly attribution: string | null;
  readonly words: Words;
  readonly listener: MapListener;
  /** Height in CSS pixels of what covers the map from below. */
  readonly covered: () => number;
}

const MARGIN = 56; // px kept free around a feature that is brought into view
const CLOSE_ZOOM = 17; // a single point from a list is shown among its neighbours' houses
const COMPACT_WIDTH = 640; // px: up to here MapLibre folds the attribution
const AROUND_TOWN = 0.6; // people may look this part of the town's extent beyond its border

const NOTHING: FeatureCollection<Geometry> = { type: "FeatureCollection", features: [] };

/** A picture of the map that is wanted: its middle, its size in CSS pixels, and how many real pixels each has. */
export interface Picture {
  readonly centre: Position;
  readonly zoom: number;
  readonly width: number;
  readonly height: number;
  readonly pixelRatio: number;
}

function addMarker(map: MapLibre, id: string): void {
  const marker = parseMarker(id);
  if (marker && !map.hasImage(id)) map.addImage(id, markerImage(marker), { pixelRatio: 2 });
}

function failureOf(map: MapLibre): Promise<never> {
  return new Promise((_, reject) => {
    map.once("error", ({ error }) => reject(error));
  });
}

function copyOf(canvas: HTMLCanvasElement): HTMLCanvasElement {
  const copy = document.createElement("canvas");
  copy.width = canvas.width;
  copy.height = canvas.height;
  copy.getContext("2d")?.drawImage(canvas, 0, 0);
  return copy;
}

/** Side of the square in which points and lines count as meant. */
function boxOf({ originalEvent }: MapMouseEvent): number {
  const touched =
    (originalEvent as PointerEvent).pointerType === "touch" || matchMedia("(pointer: coarse)").matches;
  return touched ? TOUCH_BOX : MOUSE_BOX;
}

export class MapView {
  readonly #map: MapLibre;
  readonly #options: MapOptions;
  readonly #drawn = new Map<string, DrawnLayer>();
  readonly #base: readonly string[];
  readonly #pin: Marker;
  readonly #aim = document.createElement("div");
  #places: Place[] = [];

  private constructor(map: MapLibre, options: MapOptions) {
    this.#map = map;
    this.#options = options;
    this.#pin = new Marker({ color: options.town.colours.accent });
    this.#base = options.style.layers.map((layer) => layer.id).filter((id) => id !== PAPER);
    map.dragRotate.disable();
    map.touchZoomRotate.disableRotation();
    map.keyboard.disableRotation();
    this.#addControls();
    this.#listen();
    this.#addMarks();
    this.#addAim();
  }

  /** Make the map and wait until it takes layers. Rejects where the browser cannot draw it. */
  static async create(options: MapOptions): Promise<MapView> {
    await document.fonts.load("16px Geoportal", "aä"); // letters are drawn from the page's font
    const map = new MapLibre({
      container: options.container,
      style: options.style,
      center: [...options.town.centre],
      zoom: options.town.zoom,
      maxBounds: [...widened(options.town.extent, AROUND_TOWN)],
      maxZoom: 20,
      hash: "map",
      attributionControl: false,
      pitchWithRotate: false,
      touchPitch: false,
      fadeDuration: 0,
      locale: mapLabels(options.words),
    });
    await map.once("style.load");
    return new MapView(map, options);
  }

  /** Draw these layers and no others. */
  draw(wanted: readonly DrawnLayer[]): void {
    const ids = new Set(wanted.map(({ layer }) => layer.id));
    for (const id of [...this.#drawn.keys()]) if (!ids.has(id)) this.#remove(id);
    for (const entry of wanted) if (!this.#drawn.has(entry.layer.id)) this.#add(entry);
    this.#map.triggerRepaint();
  }

  /** Draw these layers by so many per cent, and the others in full. */
  fade(opacities: Readonly<Record<string, number>>): void {
    for (const [id, { layer }] of this.#drawn)
      for (const style of layer.style)
        for (const [name, value] of faded(style, (opacities[id] ?? 100) / 100))
          this.#map.setPaintProperty(style.id, name, value);
  }

  /** Show or hide the layers of a foreign background style. */
  showBase(visible: boolean): void {
    for (const id of this.#base) this.#map.setLayoutProperty(id, "visibility", visible ? "visible" : "none");
  }

  /** Mark a feature, or none. */
  select(feature: Feature | null): void {
    const source = this.#map.getSource<GeoJSONSource>(SELECTION);
    const features = feature?.geometry
      ? [{ type: "Feature" as const, geometry: feature.geometry, properties: {} }]
      : [];
    source?.setData({ type: "FeatureCollection", features });
  }

  /** Move the map only as far as needed so that the feature is neither outside nor under the sheet. */
  reveal(feature: Feature): void {
    const extent = extentOf(feature.geometry);
    if (!extent) return;
    const centre = centreOf(extent);
    const { x, y } = this.#map.project([...centre]);
    const { clientWidth, clientHeight } = this.#options.container;
    const free = clientHeight - this.#options.covered();
    const inside = x > MARGIN && x < clientWidth - MARGIN && y > MARGIN && y < free - MARGIN;
    if (!inside) this.#map.easeTo({ center: [...centre], offset: [0, (free - clientHeight) / 2] });
  }

  /** Fill the free part of the map with the feature. */
  zoomToFeature(feature: Feature): void {
    const extent = extentOf(feature.geometry);
    if (!extent) return;
    this.#map.fitBounds([...extent], {
      padding: this.#padding,
      maxZoom: Math.max(CLOSE_ZOOM, this.#map.getZoom()),
    });
  }

  zoomTo(zoom: number): void {
    this.#map.easeTo({ zoom });
  }

  /** Go to an extent, to a zoom, or to both; null leaves what is. */
  show(extent: Extent | null, zoom: number | null): void {
    if (extent) this.#map.fitBounds([...extent], { padding: this.#padding, maxZoom: zoom ?? CLOSE_ZOOM });
    else if (zoom !== null) this.#map.easeTo({ zoom });
  }

  /** Bring a place into the middle of the free part, at a zoom or near enough to know it. */
  goTo(position: Position, zoom: number | null): void {
    const lift = -Math.min(this.#options.covered(), this.#options.container.clientHeight / 2) / 2;
    this.#map.easeTo({
      center: [...position],
      zoom: zoom ?? Math.max(CLOSE_ZOOM, this.#map.getZoom()),
      offset: [0, lift],
    });
  }

  /** Put a pin where a place is, or take it away. */
  pin(position: Position | null): void {
    if (position) this.#pin.setLngLat([...position]).addTo(this.#map);
    else this.#pin.remove();
  }

  /** Longitude and latitude of the map's middle. */
  get centre(): Position {
    const { lng, lat } = this.#map.getCenter();
    return [lng, lat];
  }

  /** The place of a position in CSS pixels of the page. */
  project(position: Position): readonly [number, number] {
    const { left, top } = this.#options.container.getBoundingClientRect();
    const { x, y } = this.#map.project([...position]);
    return [left + x, top + y];
  }

  /** How many features of a layer are drawn in the part that is seen. */
  rendered(layer: string): number {
    const ids = this.#drawn.get(layer)?.layer.style.map((style) => style.id) ?? [];
    return ids.length > 0 ? this.#map.queryRenderedFeatures({ layers: ids }).length : 0;
  }

  get zoom(): number {
    return this.#map.getZoom();
  }

  /** Of the map in CSS pixels. */
  get width(): number {
    return this.#options.container.clientWidth;
  }

  /** Call back whenever the map has moved, until what is returned is called. */
  onMove(moved: () => void): () => void {
    const { unsubscribe } = this.#map.on("moveend", moved);
    return unsubscribe;
  }

  /** Draw the map as it is now somewhere else, in another size or sharpness; sizes are CSS pixels. */
  async picture(wanted: Picture): Promise<HTMLCanvasElement> {
    const container = document.createElement("div");
    container.className = "unseen-map";
    container.style.width = `${wanted.width}px`;
    container.style.height = `${wanted.height}px`;
    document.body.append(container);
    const map = new MapLibre({
      container,
      style: this.#map.getStyle(),
      center: [...wanted.centre],
      zoom: wanted.zoom,
      pixelRatio: wanted.pixelRatio,
      interactive: false,
      attributionControl: false,
      fadeDuration: 0,
      canvasContextAttributes: { preserveDrawingBuffer: true },
    });
    map.on("styleimagemissing", ({ id }) => addMarker(map, id));
    try {
      await Promise.race([map.once("idle"), failureOf(map)]);
      return copyOf(map.getCanvas());
    } finally {
      map.remove();
      container.remove();
    }
  }

  /** Draw what is being measured, or nothing. */
  sketch(sketch: Sketch | null): void {
    this.#map.getSource<GeoJSONSource>(SKETCH)?.setData(sketchData(sketch));
  }

  /** Draw a person's own file and go there, or take it away. */
  showOwnFile(collection: FeatureCollection<Geometry> | null): void {
    this.#map.getSource<GeoJSONSource>(OWN_FILE)?.setData(collection ?? NOTHING);
    const geometries = collection?.features.map(({ geometry }) => geometry) ?? [];
    const extent = extentOf({ type: "GeometryCollection", geometries });
    if (extent) this.show(extent, null);
  }

  /** Show the cross-hairs also to those who use no keys, and let no double click zoom while points are set. */
  showAim(shown: boolean): void {
    this.#aim.classList.toggle("shown", shown);
    if (shown) this.#map.doubleClickZoom.disable();
    else this.#map.doubleClickZoom.enable();
  }

  /** Where the cross-hairs point: the middle of what the sheet leaves free. */
  get aim(): Position {
    const { x, y } = this.#aimPoint;
    const { lng, lat } = this.#map.unproject([x, y]);
    return [lng, lat];
  }

  /** What stays free around a feature, the sheet counted in. */
  get #padding(): { top: number; left: number; right: number; bottom: number } {
    const { covered, container } = this.#options;
    const bottom = Math.min(covered(), container.clientHeight - 3 * MARGIN) + MARGIN;
    return { top: MARGIN, left: MARGIN, right: MARGIN, bottom };
  }

  #addControls(): void {
    const { words, town, attribution, listener } = this.#options;
    const position = new GeolocateControl({
      positionOptions: { enableHighAccuracy: true, timeout: 20_000 },
      fitBoundsOptions: { maxZoom: CLOSE_ZOOM },
      trackUserLocation: true,
    });
    position.on("error", (error: GeolocationPositionError) => {
      listener.positionFailed(reasonOf(error.code));
    });
    position.on("outofmaxbounds", () => listener.positionFailed("outside"));
    const home = (): void => {
      this.#map.fitBounds([...town.extent], { padding: { bottom: this.#options.covered() } });
    };
    this.#map
      .addControl(position, "top-right")
      .addControl(new NavigationControl({ showCompass: false }), "top-right")
      .addControl(homeControl(words.mapHome, home), "top-right")
      .addControl(new ScaleControl({ maxWidth: 96 }), "bottom-left")
      .addControl(
        new AttributionControl(attribution ? { customAttribution: attribution } : {}),
        "bottom-right",
      );
    this.#collapseAttribution();
  }

  /** On phones MapLibre would open it over the map; marked as compact already, it waits for a tap. */
  #collapseAttribution(): void {
    const { container } = this.#options;
    if (container.clientWidth > COMPACT_WIDTH) return;
    container.querySelector(".maplibregl-ctrl-attrib")?.classList.add("maplibregl-compact");
  }

  #listen(): void {
    const { listener } = this.#options;
    const map = this.#map;
    map.on("click", (event) =>
      listener.tapped(meantBy(this.#hits(event.point, boxOf(event))), [event.lngLat.lng, event.lngLat.lat]),
    );
    map.on("mousemove", (event) => {
      map.getCanvas().style.cursor = this.#hits(event.point, MOUSE_BOX).length > 0 ? "pointer" : "";
    });
    map.on("movestart", () => listener.moved());
    map.on("zoomend", () => listener.zoomed(map.getZoom()));
    map.on("idle", () => listener.idle());
    map.on("error", ({ error }) => reportError(error));
    map.on("styleimagemissing", ({ id }) => addMarker(map, id));
    listener.zoomed(map.getZoom());
  }

  #hits({ x, y }: { x: number; y: number }, box: number): Hit[] {
    const half = box / 2;
    const corners: [PointLike, PointLike] = [
      [x - half, y - half],
      [x + half, y + half],
    ];
    const point = { x, y };
    const near = this.#hitsIn(corners, point).filter((hit) => hit.dimension < 2);
    const under = this.#hitsIn([x, y], point).filter((hit) => hit.dimension === 2);
    return [...near, ...under];
  }

  #hitsIn(place: PointLike | [PointLike, PointLike], tap: { x: number; y: number }): Hit[] {
    const asked = [...this.#drawn.values()].filter(({ layer }) => !layer.background);
    const layers = asked.flatMap(({ layer }) => layer.style.map((style) => style.id));
    if (layers.length === 0) return [];
    return this.#map.queryRenderedFeatures(place, { layers }).flatMap((found) => {
      const feature = this.#drawn.get(found.source)?.features[Number(found.id)];
      if (!feature?.geometry) return [];
      const distances = pointsOf(feature.geometry).map((position) => {
        const { x, y } = this.#map.project([...position]);
        return Math.hypot(x - tap.x, y - tap.y);
      });
      return [
        {
          key: { layer: found.source, id: feature.id },
          dimension: dimensionOf(feature.geometry),
          distance: Math.min(...distances, distances.length > 0 ? Number.POSITIVE_INFINITY : 0),
        },
      ];
    });
  }

  #add({ layer, features: given, order }: DrawnLayer): void {
    const placed = given.filter((feature): feature is Placed => feature.geometry !== null);
    const labels = labelPoints(layer, placed);
    const features = [...placed, ...labels.map(({ owner }) => owner)]; // parallel to the source
    this.#map.addSource(layer.id, {
      type: "geojson",
      data: { type: "FeatureCollection", features: [...placed, ...labels.map(({ point }) => point)] },
      generateId: true, // MapLibre wants numbers; ours are texts, found again by their place in the list
      attribution: attributionOf(layer.licence),
    });
    for (const style of layer.style) {
      const place = placeOf(style, layer.background, order);
      this.#insert(specification(style, layer), place);
    }
    this.#drawn.set(layer.id, { layer, features, order });
  }

  #remove(id: string): void {
    const styles = this.#drawn.get(id)?.layer.style.map((style) => style.id) ?? [];
    for (const style of styles) this.#map.removeLayer(style);
    this.#map.removeSource(id);
    this.#places = this.#places.filter((place) => !styles.includes(place.id));
    this.#drawn.delete(id);
  }

  /** What people add: the mark of the chosen feature, their own file, and what they measure. */
  #addMarks(): void {
    const { accent } = this.#options.town.colours;
    for (const source of [SELECTION, OWN_FILE, SKETCH])
      this.#map.addSource(source, { type: "geojson", data: NOTHING });
    for (const [order, layer] of selectionLayers(accent).entries())
      this.#insert(layer, placeOfMark(layer.id, order));
    for (const [order, layer] of [...ownFileLayers(), ...sketchLayers()].entries())
      this.#insert(layer, placeOfSketch(layer.id, order));
  }

  /** Cross-hairs in the middle of the free part, seen while the map has the focus of keys. */
  #addAim(): void {
    this.#aim.className = "aim";
    this.#aim.setAttribute("aria-hidden", "true");
    this.#map.getCanvasContainer().append(this.#aim);
    this.#map.getCanvas().addEventListener("keydown", (event) => {
      if (event.key !== "Enter") return;
      event.preventDefault();
      const point = this.#aimPoint;
      this.#options.listener.tapped(meantBy(this.#hits(point, TOUCH_BOX)), this.aim);
    });
  }

  get #aimPoint(): { x: number; y: number } {
    const { left, top, width, height } = this.#aim.getBoundingClientRect();
    const map = this.#options.container.getBoundingClientRect();
    return { x: left + width / 2 - map.left, y: top + height / 2 - map.top };
  }

  #insert(layer: LayerSpecification, place: Place): void {
    this.#map.addLayer(layer, layerAbove(place, this.#places) ?? undefined);
    this.#places.push(place);
  }
}
