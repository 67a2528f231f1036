/** What an editor has said about a file, and the order that follows from it. Pure. */
import type { Field } from '../api/contract.ts';
import type { ColumnPlan, FieldSource, GeometrySource, LoadMode, LoadOrder, LoadPlan } from './contract.ts';

/** The steps of a load, in their order. */
export const STEPS = ['file', 'source', 'columns', 'review', 'report'] as const;
export type Step = (typeof STEPS)[number];

/** Everything an editor may say; what is null, Kent finds out or asks. */
export interface Answers {
  readonly sourceLayer: string | null;
  readonly crs: string | null;
  readonly swapAxes: boolean;
  readonly encoding: string | null;
  /** The name of a saved mapping; `columns` take its place. */
  readonly mapping: string | null;
  /** The whole mapping, by field; null leaves it to Kent. */
  readonly columns: ReadonlyMap<string, ColumnPlan> | null;
  readonly geometry: GeometrySource | null;
  readonly saveAs: string | null;
  readonly mode: LoadMode;
}

export const NOTHING_SAID: Answers = {
  sourceLayer: null,
  crs: null,
  swapAxes: false,
  encoding: null,
  mapping: null,
  columns: null,
  geometry: null,
  saveAs: null,
  mode: 'upsert',
};

export function orderOf(upload: string, layer: string, answers: Answers, plan: boolean): LoadOrder {
  const { sourceLayer, crs, swapAxes, encoding, mapping, columns, geometry, saveAs, mode } = answers;
  return {
    upload,
    layer,
    plan,
    mode,
    ...(sourceLayer !== null && { source_layer: sourceLayer }),
    ...(crs !== null && { crs }),
    ...(swapAxes && { swap_axes: true }),
    ...(encoding !== null && { encoding }),
    ...(mapping !== null && { mapping }),
    ...(columns !== null && { fields: fieldsOf(columns) }),
    ...(geometry !== null && { geometry }),
    ...(saveAs !== null && columns !== null && { save_as: saveAs }),
  };
}

/**
 * The columns as Kent has matched them, for an editor to go on from. Where it could not, and asks, those that are called
 * like a field.
 */
export function columnsOf(plan: LoadPlan | null, fields: readonly Field[]): Map<string, ColumnPlan> {
  if (!plan) return new Map();
  if (plan.columns.length > 0) return new Map(plan.columns.map((column) => [column.field, column]));
  const named = (title: string) => plan.source_columns.find(({ name }) => spaced(name) === spaced(title))?.name;
  const matches = fields.flatMap(({ name, title }): [string, ColumnPlan][] => {
    const column = named(name) ?? named(title.tr) ?? named(title.en);
    return column === undefined ? [] : [[name, { field: name, column, constant: null, format: null }]];
  });
  return new Map(matches);
}

/** The columns with one field taken from elsewhere; from nowhere when neither a column nor a constant is given. */
export function assigned(columns: ReadonlyMap<string, ColumnPlan>, choice: ColumnPlan): Map<string, ColumnPlan> {
  const others = [...columns].filter(([field]) => field !== choice.field);
  const given = choice.column !== null || choice.constant !== null;
  return new Map(given ? [...others, [choice.field, choice]] : others);
}

/** Required fields that nothing is assigned to. */
export function unassigned(fields: readonly Field[], columns: ReadonlyMap<string, ColumnPlan>): Field[] {
  return fields.filter(({ name, required }) => {
    const choice = columns.get(name);
    return required && (choice === undefined || (choice.column === null && (choice.constant ?? '') === ''));
  });
}

/** The step at which a question is asked; those of no other step are of the file as a whole. */
export function stepOf(questionCode: string): Step {
  return QUESTIONS_OF_COLUMNS.has(questionCode) ? 'columns' : 'source';
}

const QUESTIONS_OF_COLUMNS = new Set([
  'no_column_for_required',
  'no_column_matches',
  'competing_columns',
  'ambiguous_values',
  'mapping_column_missing',
  'no_geometry',
]);

/** The formats in which values of a field may stand in a file. */
export function formatsOf(type: Field['type']): readonly string[] {
  if (type === 'integer' || type === 'number') return ['tr_number', 'en_number'];
  if (type === 'date' || type === 'timestamp') return ['iso', 'dmy', 'mdy', 'ymd', 'excel_serial'];
  return [];
}

/** A name as mapping files bear it: small letters, digits, hyphen; empty when nothing of it is left. */
export function shortName(text: string): string {
  return plain(text)
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 48);
}

/** The layer whose id or title stands in a file's name, the longest where there are several; else null. */
export function guessLayer(
  fileNames: readonly string[],
  layers: readonly { id: string; title: { tr: string; en: string } }[],
): string | null {
  const words = fileNames.map((name) => spaced(name.replace(/\.[^.]*$/, ''))).join('');
  const matches = layers.flatMap(({ id, title }) =>
    [id, title.tr, title.en]
      .filter((name) => words.includes(spaced(name).trimEnd()))
      .map((name) => ({ id, length: name.length })),
  );
  return matches.sort((one, other) => other.length - one.length)[0]?.id ?? null;
}

/** Small letters without Turkish or other marks, so that PARSELİ is parseli. */
export function plain(text: string): string {
  return text
    .toLocaleLowerCase('tr')
    .replaceAll('ı', 'i')
    .normalize('NFD')
    .replace(/\p{M}/gu, '');
}

/** Its words, each after a space. */
function spaced(name: string): string {
  return ` ${plain(name)} `.replace(/[^a-z0-9]+/g, ' ');
}

function fieldsOf(columns: ReadonlyMap<string, ColumnPlan>): Record<string, FieldSource> {
  return Object.fromEntries(
    [...columns.values()].flatMap(({ field, column, constant, format }): [string, FieldSource][] => {
      if (column !== null) return [[field, { from: column, ...(format !== null && { format }) }]];
      return constant === null || constant === '' ? [] : [[field, { value: constant }]];
    }),
  );
}
