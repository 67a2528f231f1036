import assert from 'node:assert/strict';
import { test } from 'node:test';

import { formatAddress, languageOf, parseAddress } from '../src/state/address.ts';

const KNOWN = ['parcel', 'road', 'poi', 'zoning'];
const VIEW = { zoom: 16.2, latitude: 39.96123, longitude: 32.87712, bearing: 0, pitch: 0 };

test('a link restores the view, the layers switched on and off and their opacity', () => {
  const switched = new Map([
    ['road', false],
    ['poi', false],
    ['zoning', true],
  ]);
  const choices = { switched, opacity: new Map([['parcel', 0.4]]) };
  const address = parseAddress(formatAddress(VIEW, choices), KNOWN);
  assert.deepEqual(address, { view: VIEW, choices, loading: false, faults: [] });
});

test('a link may open the load page', () => {
  const hash = formatAddress(VIEW, { switched: new Map(), opacity: new Map() }, true);
  assert.deepEqual(parseAddress(hash, KNOWN), { ...parseAddress(hash.replace('&load', ''), KNOWN), loading: true });
  assert.equal(parseAddress('#load', KNOWN).loading, true);
});

test('a turned and tilted view survives', () => {
  const turned = { ...VIEW, bearing: -15, pitch: 30 };
  const hash = formatAddress(turned, { switched: new Map(), opacity: new Map() });
  assert.equal(hash, '#view=16.20/39.961230/32.877120/-15/30');
  assert.deepEqual(parseAddress(hash, KNOWN).view, turned);
});

test('an empty hash asks for nothing and is no fault', () => {
  assert.deepEqual(parseAddress('', KNOWN), { view: null, choices: { switched: new Map(), opacity: new Map() }, loading: false, faults: [] });
});

for (const view of ['', 'x/y/z', '16/39', '16/39/32/1', '99/39/32', '16/91/32', '16/39/181', '16/39/32/0/85', '1e9/0/0', 'NaN/0/0']) {
  test(`the view "${view}" is reported and ignored`, () => {
    const { view: read, faults } = parseAddress(`#view=${view}`, KNOWN);
    assert.equal(read, null);
    assert.deepEqual(faults, [{ parameter: 'view' }]);
  });
}

test('layers the visitor may not see are named once and dropped, the others kept', () => {
  const { choices, faults } = parseAddress('#hide=road,camera&opacity=camera:0.5,parcel:0.5', KNOWN);
  assert.deepEqual(choices, { switched: new Map([['road', false]]), opacity: new Map([['parcel', 0.5]]) });
  assert.deepEqual(faults, [{ parameter: 'layers', ids: ['camera'] }]);
});

for (const pair of ['parcel', 'parcel:', 'parcel:2', 'parcel:-1', 'parcel:half']) {
  test(`the opacity "${pair}" is reported and ignored`, () => {
    const { choices, faults } = parseAddress(`#opacity=${pair}`, KNOWN);
    assert.equal(choices.opacity.size, 0);
    assert.deepEqual(faults, [{ parameter: 'opacity', value: pair }]);
  });
}

test('a link may name a language the portal speaks', () => {
  assert.equal(languageOf('#lang=en'), 'en');
  assert.equal(languageOf('#lang=de'), null);
  assert.deepEqual(parseAddress('#lang=de', KNOWN).faults, [{ parameter: 'lang', value: 'de' }]);
});
