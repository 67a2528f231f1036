/** The records people look at: those at a point, or one that a search or a relation led to. */
import { fetchElevation, fetchRecord, identify, RequestFailed, type IdentifyRequest } from '../api/client.ts';
import type { FeatureRecord, IdentifiedFeature, Language, Position } from '../api/contract.ts';
import { placeOf } from '../map/geometry.ts';

export type InspectionStatus = 'none' | 'asking' | 'answered' | 'failed';

/** What was looked at before a relation was followed. */
interface Stop {
  point: Position | null;
  features: readonly IdentifiedFeature[];
  open: number | null;
  elevation: number | null;
}

export class Inspection {
  status: InspectionStatus = $state('none');
  /** Null for a record without a place. */
  point: Position | null = $state.raw(null);
  features: readonly IdentifiedFeature[] = $state.raw([]);
  /** The index of the open record; null when all are folded. */
  open: number | null = $state(0);
  elevation: number | null = $state(null);
  failure: RequestFailed | null = $state.raw(null);
  #trail: readonly Stop[] = $state.raw([]);

  readonly selected = $derived(this.open === null ? null : (this.features[this.open] ?? null));
  readonly active = $derived(this.status !== 'none');
  readonly canGoBack = $derived(this.#trail.length > 0);
  #request: AbortController | null = null;

  /** Asks what is at a point; an earlier question still open is dropped. */
  async ask(request: IdentifyRequest): Promise<void> {
    this.close();
    const signal = this.#begin(request.point);
    await this.#answer(signal, () => identify(request, signal));
  }

  /**
   * Shows one record. Where it lies is taken from the record itself unless `point` says so.
   * Returns it, or null when it could not be fetched or another question came first.
   */
  async show(
    { layer, id }: { layer: string; id: number },
    language: Language,
    point: Position | null,
  ): Promise<FeatureRecord | null> {
    this.close();
    const signal = this.#begin(point);
    let record: FeatureRecord | null = null;
    await this.#answer(signal, async () => {
      record = await fetchRecord(layer, id, language, signal);
      return [record];
    });
    return record;
  }

  /** The same for a record related to the one on show, to which `back` returns. */
  async follow(target: { layer: string; id: number }, language: Language): Promise<FeatureRecord | null> {
    const { point, features, open, elevation } = this;
    const trail = [...this.#trail, { point, features, open, elevation }];
    const record = await this.show(target, language, null);
    if (this.status === 'answered' || this.status === 'failed') this.#trail = trail;
    return record;
  }

  back(): void {
    const stop = this.#trail.at(-1);
    if (!stop) return;
    const rest = this.#trail.slice(0, -1);
    this.close();
    ({ point: this.point, features: this.features, open: this.open, elevation: this.elevation } = stop);
    this.status = 'answered';
    this.#trail = rest;
  }

  close(): void {
    this.#request?.abort();
    this.#request = null;
    this.status = 'none';
    this.point = null;
    this.features = [];
    this.elevation = null;
    this.failure = null;
    this.#trail = [];
  }

  #begin(point: Position | null): AbortSignal {
    const controller = new AbortController();
    this.#request = controller;
    this.status = 'asking';
    this.point = point;
    if (point) void this.#askElevation(point, controller.signal);
    return controller.signal;
  }

  async #answer(signal: AbortSignal, question: () => Promise<readonly IdentifiedFeature[]>): Promise<void> {
    try {
      const features = await question();
      this.features = features;
      this.open = 0;
      this.status = 'answered';
      const geometry = features[0]?.geometry;
      if (this.point === null && geometry) {
        this.point = placeOf(geometry);
        if (this.point) void this.#askElevation(this.point, signal);
      }
    } catch (error) {
      if (signal.aborted) return;
      this.failure = error instanceof RequestFailed ? error : new RequestFailed(null, error);
      this.status = 'failed';
    }
  }

  /** Elevation is an extra line of the card: without an answer the line is absent. */
  async #askElevation(point: Position, signal: AbortSignal): Promise<void> {
    try {
      this.elevation = await fetchElevation(point, signal);
    } catch (error) {
      if (!(error instanceof RequestFailed) && !signal.aborted) throw error;
    }
  }
}
