/** The requests the portal makes. Every failure is a `RequestFailed`. */
import type { StyleSpecification } from 'maplibre-gl';

import type { City, FeatureRecord, IdentifiedFeature, Language, Position, Problem, SearchResult } from './contract.ts';

/** A request that got no usable answer; `problem` is what the server said, null when it could not be reached. */
export class RequestFailed extends Error {
  readonly problem: Problem | null;

  constructor(problem: Problem | null, cause?: unknown) {
    super(problem?.detail ?? 'no answer', { cause });
    this.name = 'RequestFailed';
    this.problem = problem;
  }
}

const CREDENTIALS = { 'signed-in': 'same-origin', public: 'omit' } as const;

export type ColorTheme = 'light' | 'dark';

/** As whom something is asked for: as whoever is signed in, or as the public whoever that is. */
export type Visitor = 'signed-in' | 'public';

/** The theme decides the colours of the legends. */
export function fetchCity(language: Language, theme: ColorTheme, visitor: Visitor = 'signed-in'): Promise<City> {
  return get('/api/layers', { lang: language, theme }, { credentials: CREDENTIALS[visitor] });
}

export function fetchStyle(
  language: Language,
  theme: ColorTheme,
  visitor: Visitor = 'signed-in',
): Promise<StyleSpecification> {
  return get('/styles/city', { lang: language, theme }, { credentials: CREDENTIALS[visitor] });
}

export async function search(query: string, language: Language, signal: AbortSignal): Promise<SearchResult[]> {
  const answer = await get<{ results: SearchResult[] }>('/api/search', { q: query, lang: language, limit: '10' }, { signal });
  return answer.results;
}

export interface IdentifyRequest {
  point: Position;
  zoom: number;
  layers: string[];
  language: Language;
}

/** What lies at a point, best match first. */
export async function identify(request: IdentifyRequest, signal: AbortSignal): Promise<IdentifiedFeature[]> {
  const [lon, lat] = request.point;
  const answer = await get<{ features: IdentifiedFeature[] }>(
    '/api/identify',
    {
      lon: lon.toFixed(7),
      lat: lat.toFixed(7),
      zoom: request.zoom.toFixed(2),
      layers: request.layers.join(','),
      lang: request.language,
    },
    { signal },
  );
  return answer.features;
}

/** A record with the records related to it and its attachments. */
export function fetchRecord(layer: string, id: number, language: Language, signal?: AbortSignal): Promise<FeatureRecord> {
  return get(`/api/features/${encodeURIComponent(layer)}/${id}`, { lang: language }, { signal: signal ?? null });
}

/** Where an attached file is, on the portal's own server. */
export function attachmentAddress(uid: string): string {
  return `/api/attachments/${encodeURIComponent(uid)}`;
}

export function dictionaryAddress(language: Language): string {
  return `/api/dictionary?lang=${language}`;
}

/** A QGIS project of every layer the caller may see. */
export function qgisAddress(language: Language): string {
  return `/api/qgis?lang=${language}`;
}

/** The height of the ground in metres; null outside the elevation model. */
export async function fetchElevation([lon, lat]: Position, signal: AbortSignal): Promise<number | null> {
  const parameters = { lon: lon.toFixed(7), lat: lat.toFixed(7) };
  const answer = await get<{ elevation_m: number | null }>('/api/elevation', parameters, { signal });
  return answer.elevation_m;
}

export async function signIn(user: string, password: string, language: Language): Promise<void> {
  await send(`/api/session?lang=${language}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ user, password }),
  });
}

export async function signOut(): Promise<void> {
  await send('/api/session', { method: 'DELETE' });
}

export async function get<Answer>(
  path: string,
  parameters: Record<string, string>,
  options: RequestInit = {},
): Promise<Answer> {
  const response = await send(`${path}?${new URLSearchParams(parameters).toString()}`, options);
  return (await response.json()) as Answer;
}

export async function send(url: string, options: RequestInit): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(url, { credentials: 'same-origin', ...options });
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    throw new RequestFailed(null, error);
  }
  if (response.ok) return response;
  throw new RequestFailed(await readProblem(response));
}

async function readProblem(response: Response): Promise<Problem> {
  if (response.headers.get('Content-Type')?.startsWith('application/problem+json')) {
    return (await response.json()) as Problem;
  }
  return {
    type: 'about:blank',
    title: response.statusText,
    status: response.status,
    detail: `${response.status} ${response.statusText}`,
    code: 'unexpected_answer',
  };
}
