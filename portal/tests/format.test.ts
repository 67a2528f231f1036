import assert from 'node:assert/strict';
import { test } from 'node:test';

import type { Code, Field, Value } from '../src/api/contract.ts';
import { MESSAGES } from '../src/messages/index.ts';
import { formatDegrees, formatValue } from '../src/state/format.ts';
import { gridText } from '../src/state/gridText.ts';

const CODES: Code[] = [{ code: 'asphalt', title: { tr: 'Asfalt', en: 'Asphalt' }, color: null, icon: null }];

function field(type: Field['type'], unit: string | null = null): Field {
  return { name: 'f', type, title: { tr: 'F', en: 'F' }, unit, codes: null, layer: null, searchable: false, required: false };
}

const CASES: [what: string, value: Exclude<Value, null>, field: Field, turkish: string, english: string][] = [
  ['an area', 12345.678, field('number', 'm2'), '12.345,68 m²', '12,345.68 m²'],
  ['an angle', 120.5, field('number', 'deg'), '120,5°', '120.5°'],
  ['a number of days', 30, field('integer', 'd'), '30 gün', '30 days'],
  ['a unit without a symbol', 5, field('number', 'kVA'), '5 kVA', '5 kVA'],
  ['a truth', true, field('boolean'), 'Evet', 'Yes'],
  ['a date', '2024-08-05', field('date'), '5 Ağustos 2024', '5 August 2024'],
  ['a moment, in the time of Türkiye', '2024-08-05T22:30:00Z', field('timestamp'), '6 Ağustos 2024 01:30', '6 August 2024 at 01:30'],
  ['a code', 'asphalt', field('code'), 'Asfalt', 'Asphalt'],
  ['a retired code without a title', 'mud', field('code'), 'mud', 'mud'],
  ['digits that identify', '0012', field('text'), '0012', '0012'],
  ['a date that is none', 'yakında', field('date'), 'yakında', 'yakında'],
];

for (const [what, value, described, turkish, english] of CASES) {
  test(`${what} reads naturally in both languages`, () => {
    assert.equal(formatValue(value, described, CODES, 'tr', MESSAGES.tr), turkish);
    assert.equal(formatValue(value, described, CODES, 'en', MESSAGES.en), english);
  });
}

test('degrees carry the compass points of the language', () => {
  assert.equal(formatDegrees([32.877123, 39.961234], 'tr'), '39,96123° K  32,87712° D');
  assert.equal(formatDegrees([-0.5, -10], 'en'), '10.00000° S  0.50000° W');
});

// The expected figures are PROJ's, for EPSG:5254 (TM30) and EPSG:5255 (TM33).
test('grid coordinates agree with the official projection to the centimetre', async () => {
  assert.equal(await gridText([30.1234567, 40.7654321], 'tr'), 'TM30  Y 510423,79  X 4514531,47');
  assert.equal(await gridText([32.877123, 39.961234], 'en'), 'TM33  E 489501.13  N 4425231.91');
});

test('outside Türkiye there are no grid coordinates', async () => {
  assert.equal(await gridText([2.35, 48.85], 'tr'), null);
});
