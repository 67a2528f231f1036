import assert from 'node:assert/strict';
import { test } from 'node:test';

import type { Field } from '../src/api/contract.ts';
import {
  assigned,
  columnsOf,
  guessLayer,
  NOTHING_SAID,
  orderOf,
  shortName,
  stepOf,
  unassigned,
} from '../src/loading/answers.ts';
import type { CrsCandidate, LoadPlan } from '../src/loading/contract.ts';
import { candidateMarks, candidateSign } from '../src/loading/marks.ts';
import { formatShare } from '../src/state/format.ts';

const LAYERS = [
  { id: 'parcel', title: { tr: 'Parsel', en: 'Parcel' } },
  { id: 'water_pipe', title: { tr: 'İçme suyu hattı', en: 'Water pipe' } },
  { id: 'road', title: { tr: 'Yol', en: 'Road' } },
];

for (const [name, layer] of [
  ['parsel.zip', 'parcel'],
  ['PARSELLER_2024.SHP', 'parcel'],
  ['icme-suyu hattı.gpkg', 'water_pipe'],
  ['water_pipe.csv', 'water_pipe'],
  ['2024_yol.xlsx', 'road'],
  ['altyol.zip', null],
  ['yol.parsel', 'road'],
  ['veri.zip', null],
] as const) {
  test(`the file ${name} goes ${layer === null ? 'where its reader says' : `into ${layer}`}`, () => {
    assert.equal(guessLayer([name], LAYERS), layer);
  });
}

test('an order says only what somebody has said', () => {
  assert.deepEqual(orderOf('u', 'parcel', NOTHING_SAID, true), { upload: 'u', layer: 'parcel', plan: true, mode: 'upsert' });
  const columns = new Map([
    ['block_no', { field: 'block_no', column: 'ADA_NO', constant: null, format: null }],
    ['registered_area_m2', { field: 'registered_area_m2', column: 'ALAN', constant: null, format: 'tr_number' }],
    ['land_type', { field: 'land_type', column: null, constant: 'Arsa', format: null }],
  ]);
  const answers = { ...NOTHING_SAID, crs: 'EPSG:5255', swapAxes: true, columns, saveAs: 'tkgm', mode: 'replace' as const };
  assert.deepEqual(orderOf('u', 'parcel', answers, false), {
    upload: 'u',
    layer: 'parcel',
    plan: false,
    mode: 'replace',
    crs: 'EPSG:5255',
    swap_axes: true,
    fields: {
      block_no: { from: 'ADA_NO' },
      registered_area_m2: { from: 'ALAN', format: 'tr_number' },
      land_type: { value: 'Arsa' },
    },
    save_as: 'tkgm',
  });
});

test('a field is taken from elsewhere or from nowhere, and the others stay', () => {
  const plan = { columns: [{ field: 'a', column: 'A', constant: null, format: null }] } as LoadPlan;
  const more = assigned(columnsOf(plan, []), { field: 'b', column: null, constant: '', format: null });
  assert.deepEqual([...more.keys()], ['a', 'b']);
  assert.deepEqual([...assigned(more, { field: 'a', column: null, constant: null, format: null }).keys()], ['b']);
});

test('where Kent could not match the columns, those called like a field are proposed', () => {
  const fields = [
    { name: 'parcel_no', title: { tr: 'Parsel no', en: 'Parcel no' } },
    { name: 'block_no', title: { tr: 'Ada no', en: 'Block no' } },
  ] as Field[];
  const column = (name: string) => ({ name, declared: 'str', examples: [] });
  const plan = { columns: [], source_columns: ['PARSEL_NO', 'ADA', 'ALAN'].map(column) } as unknown as LoadPlan;
  assert.deepEqual([...columnsOf(plan, fields).values()], [{ field: 'parcel_no', column: 'PARSEL_NO', constant: null, format: null }]);
});

test('a required field wants a column or a constant that is not empty', () => {
  const field = { name: 'a', required: true } as Field;
  const from = (column: string | null, constant: string | null) => new Map([['a', { field: 'a', column, constant, format: null }]]);
  assert.deepEqual(unassigned([field, { ...field, name: 'b', required: false }], new Map()), [field]);
  assert.deepEqual(unassigned([field], from(null, '')), [field]);
  assert.deepEqual(unassigned([field], from(null, '0')), []);
  assert.deepEqual(unassigned([field], from('A', null)), []);
});

test('questions of columns and of the file are asked at their steps', () => {
  assert.equal(stepOf('no_column_for_required'), 'columns');
  assert.equal(stepOf('crs_unknown'), 'source');
  assert.equal(stepOf('a_question_of_tomorrow'), 'source');
});

test('a mapping is saved under a name that mapping files may bear', () => {
  assert.equal(shortName('TKGM Çıktısı (2024)'), 'tkgm-ciktisi-2024');
  assert.equal(shortName('—'), '');
});

test('each candidate has a letter and a colour, on its places and once large among them', () => {
  const candidate = { places: [[30, 39], [30.2, 39.2], [30.1, 39.1]] } as CrsCandidate;
  const marks = candidateMarks([candidate, candidate], 1, 'light');
  assert.equal(marks.length, 8);
  assert.deepEqual(
    marks.filter(({ label }) => label !== '').map(({ label, place, color }) => [label, place, color]),
    ['A', 'B'].map((label, index) => [label, [30.1, 39.1], candidateSign(index, 'light').color]),
  );
  assert.notEqual(candidateSign(0, 'light').color, candidateSign(1, 'light').color);
  assert.ok((marks[4]?.radius ?? 0) > (marks[0]?.radius ?? 0), 'the chosen one stands out');
});

test('nearly all is not all, and hardly any is not none', () => {
  assert.equal(formatShare(0.9996, 'tr'), '%99');
  assert.equal(formatShare(1, 'tr'), '%100');
  assert.equal(formatShare(0.0002, 'en'), '1%');
  assert.equal(formatShare(0, 'en'), '0%');
});
