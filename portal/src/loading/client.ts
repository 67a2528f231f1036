/** The requests of the load page. Every failure is a `RequestFailed`. */
import { get, RequestFailed, send } from '../api/client.ts';
import type { Language, Problem } from '../api/contract.ts';
import type { Job, LoadOrder, LoadRecord } from './contract.ts';

const PAUSE_BEFORE_FOLLOWING_AGAIN_MS = 2000;

export interface RecentLoads {
  loads: LoadRecord[];
  /** The layers the caller may load. */
  layers: string[];
}

/** The newest loads, or those older than the load `before`. */
export function fetchLoads(language: Language, before: number | null = null): Promise<RecentLoads> {
  return get('/api/loads', { lang: language, ...(before === null ? {} : { before: String(before) }) });
}

/** The names of the mappings there are for a layer. */
export async function fetchMappings(layer: string, language: Language): Promise<string[]> {
  return (await get<{ mappings: string[] }>(`/api/mappings/${layer}`, { lang: language })).mappings;
}

export function reportAddress(load: number, language: Language): string {
  return `/api/loads/${load}/report?lang=${language}`;
}

/** Begins an upload, which files are then put into; its id. */
export async function createUpload(language: Language, signal: AbortSignal): Promise<string> {
  const answer = await send(`/api/uploads?lang=${language}`, { method: 'POST', signal });
  return ((await answer.json()) as { upload: string }).upload;
}

export interface SentFile {
  upload: string;
  file: File;
  language: Language;
}

/** Sends one file; `onSent` hears how many of its bytes have gone out, which `fetch` would not tell. */
export function putFile(
  { upload, file, language }: SentFile,
  onSent: (bytes: number) => void,
  signal: AbortSignal,
): Promise<void> {
  return new Promise((resolve, reject: (reason: Error) => void) => {
    const request = new XMLHttpRequest();
    request.open('PUT', `/api/uploads/${upload}/${encodeURIComponent(file.name)}?lang=${language}`);
    request.upload.onprogress = ({ loaded }) => {
      onSent(loaded);
    };
    request.onload = () => {
      if (request.status < 300) resolve();
      else reject(new RequestFailed(problemOf(request)));
    };
    request.onerror = () => {
      reject(new RequestFailed(null));
    };
    request.onabort = () => {
      reject(new DOMException('aborted', 'AbortError'));
    };
    signal.addEventListener('abort', () => {
      request.abort();
    });
    request.send(file);
  });
}

/** Orders a plan or a load; the id of the job that makes it. */
export function orderLoad(order: LoadOrder, language: Language, signal: AbortSignal): Promise<string> {
  return orderJob(`/api/loads?lang=${language}`, {
    signal,
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(order),
  });
}

/** Orders that a load be taken back; the id of the job that does it. */
export function orderRollback(load: number, language: Language, signal: AbortSignal): Promise<string> {
  return orderJob(`/api/loads/${load}/rollback?lang=${language}`, { signal });
}

export async function cancelJob(id: string): Promise<void> {
  await send(`/api/jobs/${id}`, { method: 'DELETE' });
}

/** Follows a job to its end, and returns it with its result. */
export async function followJob(id: string, heard: (job: Job) => void, signal: AbortSignal): Promise<Job> {
  for (;;) {
    await untilSilent(id, heard, signal);
    signal.throwIfAborted();
    const job = await get<Job>(`/api/jobs/${id}`, {}, { signal });
    heard(job);
    if (ended(job)) return job;
    await new Promise((resolve) => setTimeout(resolve, PAUSE_BEFORE_FOLLOWING_AGAIN_MS));
  }
}

/** Listens to a job's events until it ends, or the server will not be listened to. */
function untilSilent(id: string, heard: (job: Job) => void, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const events = new EventSource(`/api/jobs/${id}/events`);
    const close = () => {
      events.close();
      resolve();
    };
    const hear = ({ data }: MessageEvent<string>) => {
      const job = JSON.parse(data) as Job;
      if (ended(job)) close();
      else heard(job);
    };
    events.addEventListener('state', hear);
    events.addEventListener('progress', hear);
    events.onerror = () => {
      if (events.readyState === EventSource.CLOSED) close();
    };
    signal.addEventListener('abort', close);
  });
}

function ended({ state }: Job): boolean {
  return state !== 'queued' && state !== 'running';
}

async function orderJob(path: string, options: RequestInit): Promise<string> {
  const answer = await send(path, { method: 'POST', ...options });
  return ((await answer.json()) as { job: string }).job;
}

function problemOf(request: XMLHttpRequest): Problem {
  if (request.getResponseHeader('Content-Type')?.startsWith('application/problem+json')) {
    return JSON.parse(request.responseText) as Problem;
  }
  const detail = `${request.status} ${request.statusText}`;
  return { type: 'about:blank', title: request.statusText, status: request.status, detail, code: 'unexpected_answer' };
}
