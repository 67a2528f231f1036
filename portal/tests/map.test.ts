import assert from 'node:assert/strict';
import { test } from 'node:test';

import type { LayerSpecification } from 'maplibre-gl';

import { boundsOf, shiftIntoView } from '../src/map/geometry.ts';
import { fadedPaint, scaled } from '../src/map/opacity.ts';
import { lowestZooms } from '../src/map/styleLayers.ts';
import { AS_SHIPPED, faded, isOn, opacityOf, turned } from '../src/state/layerChoices.ts';

test('fading keeps an opacity that depends on zoom depending on zoom', () => {
  const byZoom = scaled(['interpolate', ['linear'], ['zoom'], 10, 0, 14, 0.8], 0.5);
  assert.deepEqual(byZoom, ['interpolate', ['linear'], ['zoom'], 10, 0, 14, 0.4]);
  assert.deepEqual(scaled(['step', ['zoom'], 1, 12, 0.5], 0.5), ['step', ['zoom'], 0.5, 12, 0.25]);
  assert.deepEqual(scaled(['get', 'opacity'], 0.5), ['*', 0.5, ['get', 'opacity']]);
});

test('a symbol layer fades its text and its icon', () => {
  const layer = { id: 'l', type: 'symbol', source: 's', paint: { 'text-opacity': 0.8 } } as LayerSpecification;
  assert.deepEqual(fadedPaint(layer, 0.5), [['icon-opacity', 0.5], ['text-opacity', 0.4]]);
});

test('choices remember only what differs from how layers ship', () => {
  const [road, parcel, zoning] = [
    { id: 'road', shown: true },
    { id: 'parcel', shown: true },
    { id: 'zoning', shown: false },
  ];
  const choices = faded(turned(AS_SHIPPED, road, false), 'parcel', 0.5);
  assert.deepEqual(
    [road, parcel, zoning].map((layer) => isOn(choices, layer)),
    [false, true, false],
  );
  assert.equal(isOn(turned(choices, zoning, true), zoning), true);
  assert.deepEqual(turned(turned(choices, zoning, true), zoning, false), choices);
  assert.equal(opacityOf(choices, 'parcel'), 0.5);
  assert.deepEqual(faded(turned(choices, road, true), 'parcel', 1), AS_SHIPPED);
});

test('the bounds of a geometry span all its parts', () => {
  const coordinates = [[[[1, 2], [3, 2], [3, 5], [1, 2]]], [[[-4, 0], [0, 0], [0, 1], [-4, 0]]]];
  assert.deepEqual(boundsOf({ type: 'MultiPolygon', coordinates }), [-4, 0, 3, 5]);
  assert.equal(boundsOf({ type: 'MultiPolygon', coordinates: [] }), null);
});

test('a point under a panel moves just out of it, a free one stays', () => {
  const size = { width: 1000, height: 800 };
  const covered = { top: 0, right: 300, bottom: 0, left: 0 };
  assert.deepEqual(shiftIntoView({ x: 500, y: 400 }, size, covered), [0, 0]);
  assert.deepEqual(shiftIntoView({ x: 900, y: 10 }, size, covered, 50), [250, -40]);
});

test('a layer is seen from the lowest zoom any of its style layers is drawn at', () => {
  const layers = [
    { id: 'background', type: 'background' },
    { id: 'parcel.area', type: 'fill', source: 's', minzoom: 9, metadata: { 'kent:layer': 'parcel' } },
    { id: 'parcel.line', type: 'line', source: 's', minzoom: 15.5, metadata: { 'kent:layer': 'parcel' } },
    { id: 'road.surface', type: 'line', source: 's', metadata: { 'kent:layer': 'road' } },
  ] as LayerSpecification[];
  const zooms = lowestZooms(layers);
  assert.deepEqual([zooms.get('parcel'), zooms.get('road'), zooms.get('tree')], [9, 0, undefined]);
});
