/** The shapes of Kent's answers about uploads, jobs and loads. Coordinates are WGS84 longitude, latitude. */
import type { Position, Text } from '../api/contract.ts';

export type LoadMode = 'upsert' | 'replace' | 'append';

/** Where a field's values come from, as in a mapping file. */
export interface FieldSource {
  from?: string;
  value?: string;
  format?: string;
}

/** Which columns of a table hold the positions. */
export interface GeometrySource {
  x?: string;
  y?: string;
  wkt?: string;
}

/** The body of `POST /api/loads`. */
export interface LoadOrder {
  upload: string;
  layer: string;
  plan: boolean;
  source_layer?: string;
  crs?: string;
  swap_axes?: boolean;
  encoding?: string;
  mapping?: string;
  fields?: Record<string, FieldSource>;
  geometry?: GeometrySource;
  save_as?: string;
  mode: LoadMode;
  confirmed?: boolean;
}

export interface Counts {
  rows: number;
  inserted: number;
  changed: number;
  unchanged: number;
  quarantined: number;
  /** Taken off the layer by this load. */
  deleted: number;
  /** In the layer and not in the file; they stay unless the load replaces. */
  vanished?: number;
}

export interface ColumnPlan {
  field: string;
  column: string | null;
  constant: string | null;
  format: string | null;
}

export interface SourceColumn {
  name: string;
  declared: string;
  examples: string[];
}

/** How a file was understood. */
export interface LoadPlan {
  format: string;
  source_layer: string;
  encoding: string | null;
  crs: string | null;
  crs_from: string | null;
  swapped_axes: boolean;
  operation: string | null;
  accuracy_m: number | null;
  columns: ColumnPlan[];
  unused: string[];
  notes: Text[];
  source_columns: SourceColumn[];
}

/** A CRS that puts the file into the municipality. */
export interface CrsCandidate {
  crs: string;
  name: string;
  swap_axes: boolean;
  /** The share of the file's rows inside the municipality, 0 to 1. */
  inside: number;
  /** How far it lies from the first candidate, in metres. */
  offset_m: number;
  places: Position[];
}

/** What Kent must be told before it can go on. */
export interface Question {
  code: string;
  message: Text;
  hint: Text | null;
  layers: string[];
  candidates: CrsCandidate[];
}

export interface FindingSummary {
  code: string;
  field: string | null;
  severity: 'error' | 'warning';
  count: number;
  /** The first few, as a program that shows the file counts them. */
  rows: number[];
  example: Text;
  places: Position[];
}

export type ChangeKind = 'inserted' | 'changed' | 'vanished';

export interface Change {
  kind: ChangeKind;
  key: string;
  fields: string[];
  moved_m: number | null;
  lonlat: Position | null;
}

/** The result of a plan and of a load. */
export interface LoadReport {
  layer: string;
  file: string;
  mode: LoadMode;
  state: 'planned' | 'question' | 'published' | 'nothing';
  counts: Counts;
  plan: LoadPlan | null;
  question: Question | null;
  findings: FindingSummary[];
  changes: Change[];
  /** Why the load stops unless it is confirmed. */
  surprising: Text | null;
  load_id?: number | null;
}

export type JobState = 'queued' | 'running' | 'done' | 'failed' | 'cancelled';

/** A job as its events tell it; the result comes with `GET /api/jobs/{id}` only. */
export interface Job {
  id: string;
  kind: string;
  state: JobState;
  progress: { step: Text; done: number | null; total: number | null } | null;
  error: { code: string; message: Text; hint: Text | null } | null;
  result?: LoadReport | null;
}

/** A load of the past, as `GET /api/loads` lists it. */
export interface LoadRecord {
  id: number;
  layer: string;
  file: string;
  /** `rollback` where the record is of taking another load back, `follow` of what another Kent told. */
  mode: LoadMode | 'follow' | 'rollback';
  state: string;
  actor: string;
  counts: Counts | null;
  started_at: string;
  finished_at: string | null;
}
