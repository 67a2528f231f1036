/**
 * What the address bar keeps of the portal: the view, the layers switched on and off, their opacity, and whether the
 * load page is open.
 *
 *     #view=16.20/39.96123/32.87712/15/30&hide=road,poi&show=zoning&opacity=parcel:0.4&load
 *
 * `view` is zoom/latitude/longitude, then bearing and pitch in degrees when they are not 0. Defaults are left out.
 * A link is somebody's input: each parameter is checked on its own, and a bad one is reported and ignored.
 */
import type { Language } from '../api/contract.ts';
import type { LayerChoices } from './layerChoices.ts';

export interface View {
  zoom: number;
  latitude: number;
  longitude: number;
  bearing: number;
  pitch: number;
}

export type AddressFault =
  | { parameter: 'view' }
  | { parameter: 'layers'; ids: string[] }
  | { parameter: 'opacity'; value: string }
  | { parameter: 'lang'; value: string };

export interface Address {
  view: View | null;
  choices: LayerChoices;
  /** Whether the load page is open. */
  loading: boolean;
  faults: AddressFault[];
}

const VIEW_LIMITS = { zoom: [0, 24], latitude: [-85.05, 85.05], longitude: [-180, 180], bearing: [-180, 180], pitch: [0, 60] } as const;

/** Reads a URL hash; `known` are the ids of the layers the visitor may see. */
export function parseAddress(hash: string, known: readonly string[]): Address {
  const parameters = new URLSearchParams(hash.replace(/^#/, ''));
  const faults: AddressFault[] = [];

  const viewText = parameters.get('view');
  const view = viewText === null ? null : parseView(viewText);
  if (viewText !== null && view === null) faults.push({ parameter: 'view' });

  const languageText = parameters.get('lang');
  if (languageText !== null && languageOf(hash) === null) faults.push({ parameter: 'lang', value: languageText });

  const switched = new Map([
    ...splitList(parameters.get('hide')).map((id): [string, boolean] => [id, false]),
    ...splitList(parameters.get('show')).map((id): [string, boolean] => [id, true]),
  ]);
  const opacity = new Map<string, number>();
  for (const pair of splitList(parameters.get('opacity'))) {
    const [layer = '', text = ''] = pair.split(':');
    const value = parseNumber(text);
    if (layer === '' || value === null || value < 0 || value > 1) faults.push({ parameter: 'opacity', value: pair });
    else opacity.set(layer, value);
  }

  const unknown = [...new Set([...switched.keys(), ...opacity.keys()])].filter((id) => !known.includes(id));
  if (unknown.length > 0) faults.push({ parameter: 'layers', ids: unknown });
  for (const id of unknown) {
    switched.delete(id);
    opacity.delete(id);
  }
  return { view, choices: { switched, opacity }, loading: parameters.has('load'), faults };
}

/** The language a link asks for; null when it asks for none, or an unknown one. Links made here do not name one. */
export function languageOf(hash: string): Language | null {
  const text = new URLSearchParams(hash.replace(/^#/, '')).get('lang');
  return text === 'tr' || text === 'en' ? text : null;
}

/** Writes the hash, with its leading `#`. */
export function formatAddress(view: View, choices: LayerChoices, loading = false): string {
  const { zoom, latitude, longitude, bearing, pitch } = view;
  const parts = [zoom.toFixed(2), latitude.toFixed(6), longitude.toFixed(6)];
  if (Math.round(bearing) !== 0 || Math.round(pitch) !== 0) parts.push(bearing.toFixed(0), pitch.toFixed(0));
  let hash = `#view=${parts.join('/')}`;
  for (const [parameter, on] of [['hide', false], ['show', true]] as const) {
    const layers = [...choices.switched].filter(([, value]) => value === on).map(([id]) => id);
    if (layers.length > 0) hash += `&${parameter}=${layers.join(',')}`;
  }
  const faded = [...choices.opacity].filter(([, value]) => value < 1).map(([id, value]) => `${id}:${value}`);
  if (faded.length > 0) hash += `&opacity=${faded.join(',')}`;
  if (loading) hash += '&load';
  return hash;
}

function parseView(text: string): View | null {
  const numbers = text.split('/').map(parseNumber);
  if (numbers.length !== 3 && numbers.length !== 5) return null;
  const [zoom, latitude, longitude, bearing = 0, pitch = 0] = numbers;
  const view = { zoom, latitude, longitude, bearing, pitch };
  for (const [name, [minimum, maximum]] of Object.entries(VIEW_LIMITS)) {
    const value = view[name as keyof typeof view];
    if (value === null || value === undefined || value < minimum || value > maximum) return null;
  }
  return view as View;
}

function parseNumber(text: string): number | null {
  return /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : null;
}

function splitList(text: string | null): string[] {
  return (text ?? '').split(',').filter((item) => item !== '');
}
