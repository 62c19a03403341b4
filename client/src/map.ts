/** The drawn map: the only file that loads MapLibre (others know its types, map-controls.ts its buttons), which comes after the page's first paint. */
import type { FeatureCollection, Geometry } from "geojson";
import {
  type GeoJSONSource,
  type LayerSpecification,
  Map as MapLibre,
  type MapMouseEvent,
  Marker,
} from "maplibre-gl";
import "maplibre-gl/dist/maplibre-gl.css";
import "./css/map.css";
import { Aim } from "./aim.ts";
import { PAPER } from "./background.ts";
import { NOTES, OWN_FILE, ownFileLayers } from "./drawn-file.ts";
import { type DrawnLayer, DrawnLayers, type Pixel } from "./drawn-layers.ts";
import { centreOf, extentOf, widened } from "./geometry.ts";
import { MOUSE_BOX, meantBy, TOUCH_BOX } from "./hit.ts";
import { DAYLIGHT, type Look } from "./look.ts";
import { inColours, paintLike } from "./map-colours.ts";
import { Comparison, type Sides } from "./map-compare.ts";
import { addControls } from "./map-controls.ts";
import type { MapOptions } from "./map-options.ts";
import { type Picture, pictureOf } from "./map-picture.ts";
import { mapLabels, SELECTION, selectionLayers } from "./map-style.ts";
import { addImage } from "./marker-image.ts";
import type { Extent, Feature, Position } from "./model.ts";
import { type Scan, Scans } from "./scans.ts";
import { SKETCH, type Sketch, sketchData, sketchLayers } from "./sketch.ts";
import { placeOfMark, placeOfSketch } from "./stacking.ts";
import type { Narrowed, State } from "./state.ts";

const MARGIN = 56; // px kept free around a feature that is brought into view
const CLOSE_ZOOM = 17; // a single point from a list is shown among its neighbours' houses
const AROUND_TOWN = 0.6; // people may look this part of the town's extent beyond its border

const NOTHING: FeatureCollection<Geometry> = { type: "FeatureCollection", features: [] };

/** Side of the square in which points and lines count as meant. */
function boxOf({ originalEvent }: MapMouseEvent): number {
  const touched =
    (originalEvent as PointerEvent).pointerType === "touch" || matchMedia("(pointer: coarse)").matches;
  return touched ? TOUCH_BOX : MOUSE_BOX;
}

export class MapView {
  readonly #map: MapLibre;
  readonly #options: MapOptions;
  readonly #layers: DrawnLayers;
  readonly #scans: Scans;
  readonly #base: readonly string[];
  readonly #pin: Marker;
  readonly #aim: Aim;
  #comparison: Comparison | null = null;

  private constructor(map: MapLibre, options: MapOptions) {
    this.#map = map;
    this.#options = options;
    this.#pin = new Marker({ color: options.town.colours.accent });
    this.#base = options.style.layers.map((layer) => layer.id).filter((id) => id !== PAPER);
    map.dragRotate.disable();
    map.touchZoomRotate.disableRotation();
    map.keyboard.disableRotation();
    this.#layers = new DrawnLayers(map, options.look, options.style.layers);
    this.#scans = new Scans(map, this.#layers);
    this.#aim = new Aim(map, () => this.#tap(this.#aim.pixel, TOUCH_BOX, this.#aim.position));
    addControls(map, options, CLOSE_ZOOM);
    this.#listen();
    this.#addMarks();
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
    this.#layers.draw(wanted);
  }

  /** Draw these layers by so many per cent, and the others in full. */
  fade(opacities: Readonly<Record<string, number>>): void {
    this.#layers.fade(opacities);
  }

  /** Draw only a month of these layers, and all of the others. */
  narrow(narrowed: State["narrowed"]): void {
    this.#layers.narrow(narrowed);
  }

  /** Show or hide the layers of a foreign background style. */
  showBase(visible: boolean): void {
    for (const id of this.#base) this.#map.setLayoutProperty(id, "visibility", visible ? "visible" : "none");
  }

  /** Draw all in another look. */
  setLook(look: Look): void {
    this.#layers.repaint(look);
    this.#options
      .styleIn(look)
      .then((style) => paintLike(this.#map, style), reportError)
      .finally(() => this.#map.triggerRepaint()); // so that it says when all is drawn, even where nothing differs
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

  /** Fill the free part of the map with the feature, from no nearer than this zoom or the present one. */
  zoomToFeature(feature: Feature, nearest = CLOSE_ZOOM): void {
    const extent = extentOf(feature.geometry);
    if (!extent) return;
    this.#map.fitBounds([...extent], {
      padding: this.#padding,
      maxZoom: Math.max(nearest, this.#map.getZoom()),
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

  /** What is seen, what the sheet covers counted in. */
  get extent(): Extent {
    const bounds = this.#map.getBounds();
    return [bounds.getWest(), bounds.getSouth(), bounds.getEast(), bounds.getNorth()];
  }

  /** The place of a position in CSS pixels of the page. */
  project(position: Position): readonly [number, number] {
    const { left, top } = this.#options.container.getBoundingClientRect();
    const { x, y } = this.#map.project([...position]);
    return [left + x, top + y];
  }

  /** How many features of a layer are drawn in the part that is seen. */
  rendered(layer: string): number {
    return this.#layers.rendered(layer);
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

  /** Draw the map as it is now somewhere else, in another size or sharpness; by daylight, as paper is white. */
  async picture(wanted: Picture): Promise<HTMLCanvasElement> {
    const background = await this.#options.styleIn(DAYLIGHT);
    const style = inColours(this.#map.getStyle(), background, this.#layers.coloursIn(DAYLIGHT));
    return pictureOf(wanted, (options) => new MapLibre({ ...options, style }));
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

  /** Draw what a tool has to show above everything, or take it away. */
  overlay(
    source: string,
    layers: readonly LayerSpecification[],
    data: FeatureCollection<Geometry> | null,
  ): void {
    if (!this.#map.getSource(source)) {
      this.#map.addSource(source, { type: "geojson", data: NOTHING });
      for (const [order, layer] of layers.entries())
        this.#layers.insert(layer, placeOfSketch(layer.id, order));
    }
    this.#map.getSource<GeoJSONSource>(source)?.setData(data ?? NOTHING);
  }

  /** Draw the scanned sheet of a plan by so many per cent, or take it away. */
  drawScan(scan: Scan, percent: number | null): void {
    this.#scans.draw(scan, percent);
  }

  /** Let people look beyond the town and its surroundings, or not any more. */
  roam(far: boolean): void {
    this.#map.setMaxBounds(far ? null : [...widened(this.#options.town.extent, AROUND_TOWN)]);
  }

  /** Draw what a person has noted. */
  showNotes(notes: FeatureCollection<Geometry>): void {
    this.overlay(NOTES, ownFileLayers(NOTES), notes);
  }

  /** Set two layers, or two months of one, against each other at a line; `only` is the right side's month; until what is returned is called. */
  compare(sides: Sides, only: Narrowed | null): () => void {
    const filters = sides.right ? this.#layers.filtersOf(sides.right, only) : {};
    const comparison = new Comparison(this.#map, sides, filters, (options) => new MapLibre(options));
    this.#comparison = comparison;
    return () => {
      comparison.remove();
      this.#comparison = null;
    };
  }

  /** Move the line of a comparison to a share of the map's width, 0 to 1. */
  slide(share: number): void {
    this.#comparison?.slide(share);
  }

  /** Show the cross-hairs also to those who use no keys. */
  showAim(shown: boolean): void {
    this.#aim.show(shown);
  }

  /** Where the cross-hairs point: the middle of what the sheet leaves free. */
  get aim(): Position {
    return this.#aim.position;
  }

  /** What stays free around a feature, the sheet counted in. */
  get #padding(): { top: number; left: number; right: number; bottom: number } {
    const { covered, container } = this.#options;
    const bottom = Math.min(covered(), container.clientHeight - 3 * MARGIN) + MARGIN;
    return { top: MARGIN, left: MARGIN, right: MARGIN, bottom };
  }

  #listen(): void {
    const { listener } = this.#options;
    const map = this.#map;
    map.on("click", (event) => {
      const { point, lngLat } = event;
      this.#tap(point, boxOf(event), [lngLat.lng, lngLat.lat]);
    });
    map.on("mousemove", (event) => {
      map.getCanvas().style.cursor = this.#layers.hits(event.point, MOUSE_BOX).length > 0 ? "pointer" : "";
    });
    map.on("movestart", () => listener.moved());
    map.on("zoomend", () => listener.zoomed(map.getZoom()));
    map.on("idle", () => listener.idle());
    map.on("error", ({ error }) => reportError(error));
    map.on("styleimagemissing", ({ id }) => addImage(map, id));
    listener.zoomed(map.getZoom());
  }

  #tap(pixel: Pixel, box: number, position: Position): void {
    const hits = this.#layers.hits(pixel, box);
    this.#options.listener.tapped(meantBy(hits), position, hits);
  }

  /** What people add: the mark of the chosen feature, their own file, and what they measure. */
  #addMarks(): void {
    const { accent } = this.#options.town.colours;
    for (const source of [SELECTION, OWN_FILE, SKETCH])
      this.#map.addSource(source, { type: "geojson", data: NOTHING });
    for (const [order, layer] of selectionLayers(accent).entries())
      this.#layers.insert(layer, placeOfMark(layer.id, order));
    for (const [order, layer] of [...ownFileLayers(), ...sketchLayers()].entries())
      this.#layers.insert(layer, placeOfSketch(layer.id, order));
  }
}
