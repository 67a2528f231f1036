/** The question "what is here?": a point, the records found there, and the one people look at. */
import { fetchElevation, identify, RequestFailed, type IdentifyRequest } from '../api/client.ts';
import type { IdentifiedFeature, Position } from '../api/contract.ts';

export type InspectionStatus = 'none' | 'asking' | 'answered' | 'failed';

export class Inspection {
  status: InspectionStatus = $state('none');
  point: Position | null = $state.raw(null);
  features: readonly IdentifiedFeature[] = $state.raw([]);
  /** The index of the open record; null when all are folded. */
  open: number | null = $state(0);
  elevation: number | null = $state(null);
  failure: RequestFailed | null = $state.raw(null);

  readonly selected = $derived(this.open === null ? null : (this.features[this.open] ?? null));
  readonly active = $derived(this.status !== 'none');
  #request: AbortController | null = null;

  /** Asks; an earlier question still open is dropped. With `wanted`, only that record is kept if it is found. */
  async ask(request: IdentifyRequest, wanted?: { layer: string; id: number }): Promise<void> {
    this.close();
    const controller = new AbortController();
    this.#request = controller;
    this.status = 'asking';
    this.point = request.point;
    void this.#askElevation(request.point, controller.signal);
    try {
      const features = await identify(request, controller.signal);
      const exact = features.filter(({ layer, id }) => layer === wanted?.layer && id === wanted.id);
      this.features = exact.length > 0 ? exact : features;
      this.open = 0;
      this.status = 'answered';
    } catch (error) {
      if (controller.signal.aborted) return;
      this.failure = error instanceof RequestFailed ? error : new RequestFailed(null, error);
      this.status = 'failed';
    }
  }

  close(): void {
    this.#request?.abort();
    this.#request = null;
    this.status = 'none';
    this.point = null;
    this.features = [];
    this.elevation = null;
    this.failure = null;
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
