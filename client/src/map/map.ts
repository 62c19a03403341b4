/** The drawn map: the only file that loads MapLibre (others know its types, controls.ts its buttons), which comes after the page's first paint. */
import { type LngLat, Map as MapLibre, type MapMouseEvent, Marker, MercatorCoordinate } from "maplibre-gl";
import controls from "maplibre-gl/dist/maplibre-gl.css?inline";
import { PAPER } from "../appearance/background.ts";
import { DAYLIGHT, type Look } from "../appearance/look.ts";
import { inColours, paintLike } from "../appearance/map-colours.ts";
import own from "../css/map.css?inline";
import type { Position } from "../model.ts";
import type { Narrowed, State } from "../state/state.ts";
import { Aim } from "./aim.ts";
import { bounds, Camera, CLOSE_ZOOM } from "./camera.ts";
import { Comparison, type Sides } from "./compare.ts";
import { addControls } from "./controls.ts";
import { type DrawnLayer, DrawnLayers, type Pixel } from "./drawn-layers.ts";
import { type Hit, MOUSE_BOX, TOUCH_BOX } from "./hit.ts";
import { addImage } from "./marker-image.ts";
import { Marks } from "./marks.ts";
import type { MapOptions } from "./options.ts";
import { type Picture, pictureOf } from "./picture.ts";
import { type Scan, Scans } from "./scans.ts";
import { mapLabels } from "./style.ts";

const sheet = new CSSStyleSheet(); // with the map's code, which spares a request
sheet.replaceSync(controls + own);
document.adoptedStyleSheets.push(sheet);

const WORLD = 512; // px: the world's side at zoom 0

/** Side of the square in which points and lines count as meant. */
function boxOf({ originalEvent }: MapMouseEvent): number {
  const touched =
    (originalEvent as PointerEvent).pointerType === "touch" || matchMedia("(pointer: coarse)").matches;
  return touched ? TOUCH_BOX : MOUSE_BOX;
}

/** The map's middle where the town's is to lie in the middle of what the sheet leaves free. */
function startCentre({ town, covered }: MapOptions): LngLat {
  const { x, y } = MercatorCoordinate.fromLngLat([...town.centre]);
  return new MercatorCoordinate(x, y + covered() / 2 / (WORLD * 2 ** town.zoom)).toLngLat();
}

export class MapView {
  readonly camera: Camera;
  readonly marks: Marks;
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
    this.camera = new Camera(map, options);
    this.marks = new Marks(map, this.#layers, options.town.colours.accent);
    this.#aim = new Aim(map, this.camera, () => this.#tap(this.#aim.pixel, TOUCH_BOX, this.#aim.position));
    addControls(map, options, CLOSE_ZOOM);
    this.#listen();
  }

  /** Make the map and wait until it takes layers. Rejects where the browser cannot draw it. */
  static async create(options: MapOptions): Promise<MapView> {
    await document.fonts.load("16px Geoportal", "aä"); // letters are drawn from the page's font
    const map = new MapLibre({
      container: options.container,
      style: options.style,
      center: startCentre(options),
      zoom: options.town.zoom,
      maxBounds: bounds(options.town.extent),
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
    this.#map.triggerRepaint(); // so that it says when all is drawn, even where a layer did not come
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

  /** Put a pin where a place is, or take it away. */
  pin(position: Position | null): void {
    if (position) this.#pin.setLngLat([...position]).addTo(this.#map);
    else this.#pin.remove();
  }

  /** What lies at a position. */
  hitsAt(position: Position): readonly Hit[] {
    return this.#layers.hits(this.#map.project([...position]), TOUCH_BOX);
  }

  /** Whether something that is switched on is not yet drawn everywhere in the part that is seen. */
  get isComing(): boolean {
    return this.#layers.isComing;
  }

  /** How many features of a layer are drawn in the part that is seen. */
  rendered(layer: string): number {
    return this.#layers.rendered(layer);
  }

  /** Draw the map as it is now somewhere else, in another size or sharpness; by daylight, as paper is white. */
  async picture(wanted: Picture): Promise<HTMLCanvasElement> {
    const background = await this.#options.styleIn(DAYLIGHT);
    const style = inColours(this.#map.getStyle(), background, this.#layers.coloursIn(DAYLIGHT));
    return pictureOf(wanted, (options) => new MapLibre({ ...options, style }));
  }

  /** Draw the scanned sheet of a plan by so many per cent, or take it away. */
  drawScan(scan: Scan, percent: number | null): void {
    this.#scans.draw(scan, percent);
  }

  /**
   * Set two layers, or one at two times, against each other at a line until what is returned is called. `only` is the
   * right side's month, `former` draws that side as it was published before.
   */
  compare(sides: Sides, only: Narrowed | null, former: boolean): () => void {
    const other = sides.right ? this.#layers.otherSide(sides.right, only, former) : null;
    const comparison = new Comparison(this.#map, sides, other, (options) => new MapLibre(options));
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
    map.on("error", ({ error }) => {
      if (navigator.onLine) reportError(error); // else tiles that are not kept do not come, as the page says
    });
    map.on("styleimagemissing", ({ id }) => addImage(map, id));
    listener.zoomed(map.getZoom());
  }

  #tap(pixel: Pixel, box: number, position: Position): void {
    this.#options.listener.tapped(this.#layers.hits(pixel, box), position);
  }
}
