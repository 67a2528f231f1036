/** Small geometry of the screen and of GeoJSON. */
import type { Geometry, Position as Coordinates } from 'geojson';

import type { Bounds, Position } from '../api/contract.ts';

/** The bounding box in degrees; null for an empty geometry. */
export function boundsOf(geometry: Geometry): Bounds | null {
  const bounds: Bounds = [Infinity, Infinity, -Infinity, -Infinity];
  visit(geometry, ([longitude = NaN, latitude = NaN]) => {
    bounds[0] = Math.min(bounds[0], longitude);
    bounds[1] = Math.min(bounds[1], latitude);
    bounds[2] = Math.max(bounds[2], longitude);
    bounds[3] = Math.max(bounds[3], latitude);
  });
  return Number.isFinite(bounds[0]) ? bounds : null;
}

/** A place that stands for a geometry: a point itself, else the middle of its bounds. */
export function placeOf(geometry: Geometry): Position | null {
  const bounds = boundsOf(geometry);
  return bounds && [(bounds[0] + bounds[2]) / 2, (bounds[1] + bounds[3]) / 2];
}

/** Pixels of the map that panels cover, from each edge. */
export interface Covered {
  top: number;
  right: number;
  bottom: number;
  left: number;
}

/** How far the map must move so that a screen point comes out from under the panels: [0, 0] when it is free. */
export function shiftIntoView(
  point: { x: number; y: number },
  size: { width: number; height: number },
  covered: Covered,
  margin = 48,
): [x: number, y: number] {
  const axis = (value: number, from: number, to: number) => (value < from ? value - from : value > to ? value - to : 0);
  return [
    axis(point.x, covered.left + margin, size.width - covered.right - margin),
    axis(point.y, covered.top + margin, size.height - covered.bottom - margin),
  ];
}

function visit(geometry: Geometry, see: (position: Coordinates) => void): void {
  if (geometry.type === 'GeometryCollection') {
    for (const part of geometry.geometries) visit(part, see);
    return;
  }
  const walk = (coordinates: unknown): void => {
    if (!Array.isArray(coordinates)) return;
    if (typeof coordinates[0] === 'number') see(coordinates as Coordinates);
    else coordinates.forEach(walk);
  };
  walk(geometry.coordinates);
}
