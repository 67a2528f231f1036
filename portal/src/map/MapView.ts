/** The map itself: the only module that knows MapLibre. It draws what it is told and reports what people do to it. */
import {
  Map as MapLibre,
  ScaleControl,
  setWorkerUrl,
  type GeoJSONSource,
  type LayerSpecification,
  type StyleSpecification,
} from 'maplibre-gl';
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url';
import type { FeatureCollection, Geometry } from 'geojson';

import type { ColorTheme } from '../api/client.ts';
import type { Bounds, Position } from '../api/contract.ts';
import type { View } from '../state/address.ts';
import { isOn, opacityOf, type LayerChoices, type Switchable } from '../state/layerChoices.ts';
import { shiftIntoView, type Covered } from './geometry.ts';
import { fadedPaint } from './opacity.ts';
import { layerIdOf } from './styleLayers.ts';
import {
  collectionOf,
  markSource,
  placeLayers,
  placesOf,
  PLACES_SOURCE,
  PREVIEW_SOURCE,
  selectionLayers,
  SELECTION_SOURCE,
  type PlaceMark,
} from './marks.ts';

export interface MapEvents {
  moved: (view: View) => void;
  /** The view has come to rest. */
  rested: () => void;
  /** A click, a tap, or Enter on the crosshair. */
  asked: (point: Position) => void;
  pointed: (point: Position) => void;
  /** `status` is the HTTP status where a request was answered. */
  failed: (error: { message: string; status?: number }) => void;
}

export interface MapStart {
  style: StyleSpecification;
  theme: ColorTheme;
  choices: LayerChoices;
  start: View | Bounds;
  covered: Covered;
  label: string;
}

export type Direction = 'north' | 'south' | 'east' | 'west';

const PAN_PIXELS = 160;
const POINT_ZOOM = 18;
/** Ends the names of the style's layers that draw clusters. */
const CLUSTER_LAYER = '.clusters';
const CLUSTER_ZOOM_STEP = 2;
/**
 * Tiles are overscaled at every zoom beyond their source's deepest, never sliced: MapLibre keeps slices by their place alone
 * and would go on drawing them after a load has changed the data.
 */
const DEEPEST_ZOOM = 24;
const DIRECTIONS: Record<Direction, [number, number]> = {
  north: [0, -PAN_PIXELS],
  south: [0, PAN_PIXELS],
  east: [PAN_PIXELS, 0],
  west: [-PAN_PIXELS, 0],
};

/** The map's element; `map` lets a browser test, or the console of a puzzled developer, ask what is drawn. */
export type MapElement = HTMLElement & { map?: MapLibre };

export class MapView {
  readonly #map: MapLibre;
  readonly #marks = new Map<string, FeatureCollection>();
  #base: readonly LayerSpecification[];
  #choices: LayerChoices;
  /** Between a style's arrival and its `style.load` MapLibre refuses changes. */
  #drawable = false;

  /** Whether this browser can draw the map at all: it takes WebGL 2. */
  static get supported(): boolean {
    return document.createElement('canvas').getContext('webgl2') !== null;
  }

  constructor(container: MapElement, { style, theme, choices, start, covered, label }: MapStart, events: MapEvents) {
    setWorkerUrl(workerUrl);
    this.#base = style.layers;
    this.#choices = choices;
    this.#map = new MapLibre({
      container,
      style: this.#dressed(style, theme),
      ...('zoom' in start
        ? { center: [start.longitude, start.latitude], zoom: start.zoom, bearing: start.bearing, pitch: start.pitch }
        : { bounds: start, fitBoundsOptions: { padding: clearOf(covered) } }),
      locale: { 'Map.Title': label },
      attributionControl: false,
      fadeDuration: 0,
      maxPitch: 60,
      zoomLevelsToOverscale: DEEPEST_ZOOM,
    });
    container.map = this.#map;
    this.#map.addControl(new ScaleControl({ maxWidth: 80 }), 'bottom-right');
    this.#listen(events);
  }

  get view(): View {
    const { lng, lat } = this.#map.getCenter();
    return {
      zoom: this.#map.getZoom(),
      latitude: lat,
      longitude: lng,
      bearing: this.#map.getBearing(),
      pitch: this.#map.getPitch(),
    };
  }

  set label(text: string) {
    this.#map.getCanvas().setAttribute('aria-label', text);
  }

  /** Draws another style. Tiles already fetched are dropped: another caller may see less of the same tile. */
  setStyle(style: StyleSpecification, theme: ColorTheme): void {
    this.#base = style.layers;
    this.#drawable = false;
    this.#map.setStyle(this.#dressed(style, theme), { diff: false });
  }

  /** Switches layers on and off and fades them. */
  setChoices(choices: LayerChoices): void {
    this.#choices = choices;
    if (this.#drawable) this.#applyChoices();
  }

  /** Marks the chosen feature. */
  select(geometry: Geometry | null): void {
    this.#fill(SELECTION_SOURCE, collectionOf(geometry));
  }

  /** Marks a search result people are considering. */
  preview(point: Position | null): void {
    this.#fill(PREVIEW_SOURCE, collectionOf(point && { type: 'Point', coordinates: point }));
  }

  /** Points out places, instead of those pointed out before. */
  pointOut(marks: readonly PlaceMark[]): void {
    this.#fill(PLACES_SOURCE, placesOf(marks));
  }

  /** Goes to a place: its bounds where it has an extent, else close enough to see a point. */
  goTo(point: Position, bounds: Bounds | null, covered: Covered): void {
    const extended = bounds !== null && (bounds[0] !== bounds[2] || bounds[1] !== bounds[3]);
    const target: Bounds = extended ? bounds : [...point, ...point];
    this.#map.fitBounds(target, { padding: clearOf(covered), maxZoom: POINT_ZOOM, duration: 600 });
  }

  /** Moves the map just so far that the point is not under a panel. */
  reveal(point: Position, covered: Covered): void {
    const { clientWidth: width, clientHeight: height } = this.#map.getContainer();
    const [x, y] = shiftIntoView(this.#map.project(point), { width, height }, covered);
    if (x !== 0 || y !== 0) this.#map.panBy([x, y], { duration: 300 });
  }

  /** Takes up a view at once, as a link gives it. */
  jumpTo({ zoom, latitude, longitude, bearing, pitch }: View): void {
    this.#map.jumpTo({ center: [longitude, latitude], zoom, bearing, pitch });
  }

  zoomBy(steps: 1 | -1): void {
    if (steps > 0) this.#map.zoomIn();
    else this.#map.zoomOut();
  }

  zoomTo(zoom: number): void {
    this.#map.easeTo({ zoom });
  }

  pan(direction: Direction): void {
    this.#map.panBy(DIRECTIONS[direction]);
  }

  northUp(): void {
    this.#map.easeTo({ bearing: 0, pitch: 0 });
  }

  focus(): void {
    this.#map.getCanvas().focus();
  }

  remove(): void {
    this.#map.remove();
  }

  #listen(events: MapEvents): void {
    const map = this.#map;
    map.on('style.load', () => {
      this.#drawable = true;
      this.#applyChoices();
      for (const [source, marked] of this.#marks) this.#fill(source, marked);
    });
    map.on('move', () => {
      events.moved(this.view);
    });
    map.on('moveend', () => {
      events.rested();
    });
    map.on('click', ({ lngLat, point }) => {
      const [cluster] = map.queryRenderedFeatures(point, { layers: this.#clusterLayers });
      if (cluster?.geometry.type === 'Point') this.#approach(cluster.geometry.coordinates as Position);
      else events.asked([lngLat.lng, lngLat.lat]);
    });
    map.on('mousemove', ({ lngLat }) => {
      events.pointed([lngLat.lng, lngLat.lat]);
    });
    map.on('error', ({ error }) => {
      events.failed(error);
    });
    map.getCanvas().addEventListener('keydown', (event) => {
      if (event.key !== 'Enter') return;
      const { lng, lat } = map.getCenter();
      events.asked([lng, lat]);
    });
  }

  /** Goes closer to a cluster, until its points are on the map. */
  #approach(center: Position): void {
    this.#map.easeTo({ center, zoom: this.#map.getZoom() + CLUSTER_ZOOM_STEP });
  }

  get #clusterLayers(): string[] {
    return this.#base.map(({ id }) => id).filter((id) => id.endsWith(CLUSTER_LAYER) && this.#map.getLayer(id));
  }

  #applyChoices(): void {
    for (const layer of this.#base) {
      const dressed = this.#dressedLayer(layer);
      this.#map.setLayoutProperty(layer.id, 'visibility', dressed.layout?.visibility);
      for (const [property, value] of fadedPaint(layer, this.#opacityOf(layer))) {
        this.#map.setPaintProperty(layer.id, property, value);
      }
    }
  }

  #fill(source: string, marked: FeatureCollection): void {
    this.#marks.set(source, marked);
    if (this.#drawable) void this.#map.getSource<GeoJSONSource>(source)?.setData(marked);
  }

  #dressed(style: StyleSpecification, theme: ColorTheme): StyleSpecification {
    return {
      ...style,
      sources: {
        ...style.sources,
        [PLACES_SOURCE]: markSource(),
        [SELECTION_SOURCE]: markSource(),
        [PREVIEW_SOURCE]: markSource(),
      },
      layers: [
        ...style.layers.map((layer) => this.#dressedLayer(layer)),
        ...placeLayers(theme),
        ...selectionLayers(theme),
      ],
    };
  }

  #dressedLayer(layer: LayerSpecification): LayerSpecification {
    const faded = Object.fromEntries(fadedPaint(layer, this.#opacityOf(layer)));
    return {
      ...layer,
      layout: { ...layer.layout, visibility: isOn(this.#choices, switchOf(layer)) ? 'visible' : 'none' },
      paint: { ...layer.paint, ...faded },
    } as LayerSpecification;
  }

  #opacityOf(layer: LayerSpecification): number {
    return opacityOf(this.#choices, layerIdOf(layer));
  }
}

/** The padding that keeps what people look for clear of the panels. */
function clearOf({ top, right, bottom, left }: Covered): Covered {
  const margin = 48;
  return { top: top + margin, right: right + margin, bottom: bottom + margin, left: left + margin };
}

/** The style hides what is not shown before anybody has chosen. */
function switchOf(layer: LayerSpecification): Switchable {
  return { id: layerIdOf(layer), shown: layer.layout?.visibility !== 'none' };
}
