/** The loads there have been of the layers somebody may load, and taking one back. */
import { RequestFailed } from '../api/client.ts';
import type { Portal } from '../state/Portal.svelte.ts';
import { fetchLoads, orderRollback } from './client.ts';
import type { Job, LoadRecord } from './contract.ts';
import { JobFailed, run } from './job.ts';
import type { Failure } from './LoadWizard.svelte.ts';

const PAGE = 50;

export class PastLoads {
  /** Newest first. */
  list: readonly LoadRecord[] = $state.raw([]);
  /** The ids of the layers that may be loaded; null before they are known. */
  loadable: readonly string[] | null = $state.raw(null);
  mayBeMore = $state(false);
  failure: Failure | null = $state.raw(null);
  /** The load that is being taken back, and how that goes. */
  takingBack: { load: number; job: Job | null } | null = $state.raw(null);

  readonly #portal: Portal;
  readonly #following = new AbortController();

  constructor(portal: Portal) {
    this.#portal = portal;
  }

  async fetch(): Promise<void> {
    await this.#attempt(async () => {
      const { loads, layers } = await fetchLoads(this.#portal.language);
      [this.list, this.loadable, this.mayBeMore] = [loads, layers, loads.length === PAGE];
    });
  }

  async fetchOlder(): Promise<void> {
    await this.#attempt(async () => {
      const { loads } = await fetchLoads(this.#portal.language, this.list.at(-1)?.id ?? null);
      [this.list, this.mayBeMore] = [[...this.list, ...loads], loads.length === PAGE];
    });
  }

  /** Restores what the layer was before a load; whether that was done. */
  async takeBack(load: number): Promise<boolean> {
    const { signal } = this.#following;
    const done = await this.#attempt(() => {
      this.takingBack = { load, job: null };
      const order = orderRollback(load, this.#portal.language, signal);
      return run(order, (job) => (this.takingBack = { load, job }), signal);
    });
    this.takingBack = null;
    if (!done) return false;
    await this.fetch();
    await this.#portal.redraw();
    return true;
  }

  dispose(): void {
    this.#following.abort();
  }

  async #attempt<Answer>(work: () => Promise<Answer>): Promise<Answer | null> {
    this.failure = null;
    try {
      return await work();
    } catch (error) {
      if (this.#following.signal.aborted) return null;
      if (!(error instanceof RequestFailed) && !(error instanceof JobFailed)) throw error;
      this.failure = error;
      return null;
    }
  }
}
