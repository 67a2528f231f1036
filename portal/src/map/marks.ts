/** How the chosen feature, a previewed search result and places that are pointed out look on the map. */
import type { FeatureCollection, Geometry } from 'geojson';
import type { GeoJSONSourceSpecification, LayerSpecification } from 'maplibre-gl';

import type { ColorTheme } from '../api/client.ts';
import type { Position } from '../api/contract.ts';

/** A disc at a place; larger ones lie above smaller ones. */
export interface PlaceMark {
  place: Position;
  color: string;
  /** A character or two within the disc. */
  label: string;
  radius: number;
}

export const PLACES_SOURCE = 'portal-places';
export const SELECTION_SOURCE = 'portal-selection';
export const PREVIEW_SOURCE = 'portal-preview';

/** A source that marks nothing yet. */
export function markSource(): GeoJSONSourceSpecification {
  return { type: 'geojson', data: collectionOf(null) };
}

export function collectionOf(geometry: Geometry | null): FeatureCollection {
  return { type: 'FeatureCollection', features: geometry ? [{ type: 'Feature', geometry, properties: {} }] : [] };
}

export function placesOf(marks: readonly PlaceMark[]): FeatureCollection {
  return {
    type: 'FeatureCollection',
    features: marks.map(({ place, ...properties }) => ({
      type: 'Feature',
      geometry: { type: 'Point', coordinates: place },
      properties,
    })),
  };
}

/** Discs with a rim that stands out on every ground, and what is written in them. */
export function placeLayers(theme: ColorTheme): LayerSpecification[] {
  const ground = theme === 'dark' ? '#14171a' : '#ffffff';
  return [
    {
      id: 'portal-places',
      type: 'circle',
      source: PLACES_SOURCE,
      layout: { 'circle-sort-key': ['get', 'radius'] },
      paint: {
        'circle-radius': ['get', 'radius'],
        'circle-color': ['get', 'color'],
        'circle-stroke-color': ground,
        'circle-stroke-width': 1.5,
      },
    },
    {
      id: 'portal-places-label',
      type: 'symbol',
      source: PLACES_SOURCE,
      filter: ['!=', ['get', 'label'], ''],
      layout: {
        'text-field': ['get', 'label'],
        'text-font': ['Noto Sans Bold'],
        'text-size': 12,
        // Where discs lie upon each other, the uppermost one's label is readable.
        'text-allow-overlap': false,
        'symbol-sort-key': ['-', 0, ['get', 'radius']],
      },
      paint: { 'text-color': ground },
    },
  ];
}

/** A line of two tones, so that it stands out on every ground. */
export function selectionLayers(theme: ColorTheme): LayerSpecification[] {
  const tone = theme === 'dark' ? '#ff8fb8' : '#b4004e';
  const ground = theme === 'dark' ? '#14171a' : '#ffffff';
  return [
    {
      id: 'portal-selection-fill',
      type: 'fill',
      source: SELECTION_SOURCE,
      filter: ['==', ['geometry-type'], 'Polygon'],
      paint: { 'fill-color': tone, 'fill-opacity': 0.14 },
    },
    { id: 'portal-selection-ground', ...line(ground, 6) },
    { id: 'portal-selection-line', ...line(tone, 3) },
    {
      id: 'portal-selection-point',
      type: 'circle',
      source: SELECTION_SOURCE,
      filter: ['==', ['geometry-type'], 'Point'],
      paint: {
        'circle-radius': 13,
        'circle-color': tone,
        'circle-opacity': 0.18,
        'circle-stroke-color': tone,
        'circle-stroke-width': 3,
      },
    },
    {
      id: 'portal-preview-point',
      type: 'circle',
      source: PREVIEW_SOURCE,
      paint: { 'circle-radius': 8, 'circle-color': tone, 'circle-stroke-color': ground, 'circle-stroke-width': 3 },
    },
  ];
}

function line(color: string, width: number) {
  return {
    type: 'line',
    source: SELECTION_SOURCE,
    filter: ['!=', ['geometry-type'], 'Point'],
    layout: { 'line-join': 'round', 'line-cap': 'round' },
    paint: { 'line-color': color, 'line-width': width },
  } satisfies Omit<Extract<LayerSpecification, { type: 'line' }>, 'id'>;
}
