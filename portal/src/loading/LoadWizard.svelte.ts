/** One load, from the choice of a file to its report: what has been said, what Kent answered, and the step people are at. */
import { RequestFailed } from '../api/client.ts';
import type { Layer, Position } from '../api/contract.ts';
import type { PlaceMark } from '../map/marks.ts';
import type { Portal } from '../state/Portal.svelte.ts';
import {
  columnsOf,
  guessLayer,
  NOTHING_SAID,
  orderOf,
  stepOf,
  STEPS,
  type Answers,
  type Step,
} from './answers.ts';
import { cancelJob, createUpload, fetchMappings, orderLoad, putFile } from './client.ts';
import type { Change, Job, LoadReport, Question } from './contract.ts';
import { JobFailed, run } from './job.ts';
import { boundsOfPlaces, candidateMarks, changeMarks, findingMarks } from './marks.ts';

/** What went wrong, to be told where people are. */
export type Failure = RequestFailed | JobFailed;

/** The worker's word for a load that would change surprisingly much and was not confirmed. */
const SURPRISING = 'surprising_load';

export class LoadWizard {
  step: Step = $state('file');
  files: readonly File[] = $state.raw([]);
  layerId: string | null = $state(null);
  /** Whether the layer was taken from the file's name. */
  layerGuessed = $state(false);
  answers: Answers = $state.raw(NOTHING_SAID);
  /** The mappings there are for the layer. */
  mappings: readonly string[] = $state.raw([]);
  /** The index of the CRS candidate that is chosen; none is before somebody chooses. */
  candidate: number | null = $state(null);
  confirmed = $state(false);

  /** The share of the files' bytes that has gone out; null when none are being sent. */
  sent: number | null = $state(null);
  job: Job | null = $state.raw(null);
  /** What Kent understood and what would happen. */
  plan: LoadReport | null = $state.raw(null);
  /** What has happened. */
  report: LoadReport | null = $state.raw(null);
  failure: Failure | null = $state.raw(null);

  readonly #portal: Portal;
  #upload: string | null = null;
  /** What had been said when the plan was made. */
  #plannedWith: Answers | null = $state.raw(null);
  #following: AbortController | null = null;

  readonly busy = $derived(this.sent !== null || this.job !== null);
  readonly question: Question | null = $derived(this.plan?.state === 'question' ? this.plan.question : null);
  /** The question asked at the step people are at. */
  readonly asked: Question | null = $derived(this.question && stepOf(this.question.code) === this.step ? this.question : null);
  /** Whether something was said that the plan does not know of yet. */
  readonly stale = $derived(this.#plannedWith !== this.answers);
  readonly layer: Layer | null = $derived.by(() => (this.layerId === null ? null : (this.#portal.layer(this.layerId) ?? null)));
  /** Where each field comes from: as an editor has said, else as Kent has matched. */
  readonly columns = $derived(this.answers.columns ?? columnsOf(this.plan?.plan ?? null, this.layer?.fields ?? []));

  constructor(portal: Portal) {
    this.#portal = portal;
  }

  /** What the map is to point out at the step people are at. */
  get marks(): PlaceMark[] {
    const { theme } = this.#portal;
    if (this.step === 'source') return candidateMarks(this.question?.candidates ?? [], this.candidate, theme);
    const shown = this.step === 'report' ? this.report : this.step === 'review' ? this.plan : null;
    return shown ? [...changeMarks(realChanges(shown), theme), ...findingMarks(shown.findings, theme)] : [];
  }

  /** Takes files up, and the layer whose name is theirs. */
  choose(files: readonly File[], loadable: readonly Layer[]): void {
    this.#begin();
    this.files = files;
    const guessed = guessLayer(
      files.map(({ name }) => name),
      loadable,
    );
    this.layerGuessed = guessed !== null;
    this.layerId = guessed ?? this.layerId;
    void this.#findMappings();
  }

  chooseLayer(id: string): void {
    if (id === this.layerId) return;
    this.layerId = id;
    this.layerGuessed = false;
    [this.plan, this.#plannedWith, this.answers, this.candidate] = [null, null, NOTHING_SAID, null];
    void this.#findMappings();
  }

  say(said: Partial<Answers>): void {
    this.answers = { ...this.answers, ...said };
  }

  /** Whether a step has been reached, and may be gone back to. */
  canVisit(step: Step): boolean {
    if (this.busy || this.report) return false;
    if (step === 'file') return true;
    if (step === 'report' || !this.plan) return false;
    const furthest = this.question ? stepOf(this.question.code) : 'review';
    return STEPS.indexOf(step) <= STEPS.indexOf(furthest) && (step !== 'review' || !this.stale);
  }

  visit(step: Step): void {
    if (!this.canVisit(step)) return;
    [this.step, this.failure] = [step, null];
  }

  /** Goes on to a step; what has been said since the last plan is planned anew first, and questions come between. */
  async goOn(next: Step): Promise<void> {
    if (this.plan && !this.question && !this.stale) {
      this.#arrive(next);
      return;
    }
    await this.#attempt(async (signal) => {
      const upload = (this.#upload ??= await this.#send(signal));
      const { answers } = this;
      const planned = await this.#ordered(upload, answers, true, signal);
      if (!planned) return;
      [this.plan, this.#plannedWith, this.candidate, this.confirmed] = [planned, answers, null, false];
      this.#arrive(this.question ? stepOf(this.question.code) : next);
    });
  }

  async load(): Promise<void> {
    await this.#attempt(async (signal) => {
      if (this.#upload === null) return;
      try {
        const report = await this.#ordered(this.#upload, this.answers, false, signal);
        if (!report) return;
        this.report = report;
      } catch (error) {
        if (error instanceof JobFailed && error.error.code === SURPRISING && this.plan) {
          this.plan = { ...this.plan, surprising: error.error.message };
          return;
        }
        throw error;
      }
      this.#arrive('report');
      if (this.layerId !== null) this.#portal.turnOn(this.layerId);
      await this.#portal.redraw();
    });
  }

  /** Ends what is going on: files stop being sent, a job is cancelled and publishes nothing. */
  async cancel(): Promise<void> {
    if (!this.job) {
      this.dispose();
      return;
    }
    try {
      await cancelJob(this.job.id);
    } catch (error) {
      this.#fail(error);
    }
  }

  /** Begins anew with nothing chosen. */
  restart(): void {
    this.#begin();
    [this.files, this.layerId, this.layerGuessed, this.mappings] = [[], null, false, []];
  }

  /** Stops following; a job that was ordered goes on without being watched. */
  dispose(): void {
    this.#following?.abort();
    [this.#following, this.sent, this.job] = [null, null, null];
  }

  /** Shows places on the map. */
  show(places: readonly Position[]): void {
    const bounds = boundsOfPlaces(places);
    if (!bounds) return;
    if (this.#portal.layout.narrow) this.#portal.layout.sheet = 'half';
    this.#portal.goTo([(bounds[0] + bounds[2]) / 2, (bounds[1] + bounds[3]) / 2], bounds);
  }

  /** Shows where the file's rows are, as far as the plan or the report tells. */
  showAll(): void {
    const shown = this.report ?? this.plan;
    if (!shown) return;
    const changed = realChanges(shown).flatMap(({ lonlat }) => (lonlat ? [lonlat] : []));
    this.show(changed.length > 0 ? changed : shown.findings.flatMap(({ places }) => places));
  }

  #begin(): void {
    this.dispose();
    [this.step, this.answers, this.candidate, this.confirmed] = ['file', NOTHING_SAID, null, false];
    [this.plan, this.#plannedWith, this.report, this.failure, this.#upload] = [null, null, null, null, null];
  }

  async #findMappings(): Promise<void> {
    const layer = this.layerId;
    this.mappings = [];
    if (layer === null) return;
    try {
      const found = await fetchMappings(layer, this.#portal.language);
      if (layer === this.layerId) this.mappings = found;
    } catch (error) {
      if (layer === this.layerId) this.#fail(error);
    }
  }

  #arrive(step: Step): void {
    const { layout } = this.#portal;
    this.step = step;
    // On a small screen the map comes up with what is to be seen on it.
    if (layout.narrow) layout.sheet = 'full';
    if (step === 'source') this.show(this.question?.candidates.flatMap(({ places }) => places) ?? []);
    else if (step === 'report' || (step === 'review' && !layout.narrow)) this.showAll();
  }

  async #attempt(work: (signal: AbortSignal) => Promise<void>): Promise<void> {
    this.dispose();
    this.failure = null;
    const following = new AbortController();
    this.#following = following;
    try {
      await work(following.signal);
    } catch (error) {
      if (!following.signal.aborted) this.#fail(error);
    } finally {
      if (this.#following === following) [this.sent, this.job] = [null, null];
    }
  }

  #fail(error: unknown): void {
    if (!(error instanceof RequestFailed) && !(error instanceof JobFailed)) throw error;
    this.failure = error;
  }

  async #ordered(upload: string, answers: Answers, plan: boolean, signal: AbortSignal): Promise<LoadReport | null> {
    if (this.layerId === null) return null;
    const order = { ...orderOf(upload, this.layerId, answers, plan), ...(this.confirmed && { confirmed: true }) };
    const job = await run(orderLoad(order, this.#portal.language, signal), (heard) => (this.job = heard), signal);
    return job?.result ?? null;
  }

  async #send(signal: AbortSignal): Promise<string> {
    const { language } = this.#portal;
    const total = this.files.reduce((bytes, { size }) => bytes + size, 0);
    let before = 0;
    this.sent = 0;
    const upload = await createUpload(language, signal);
    for (const file of this.files) {
      const start = before;
      await putFile({ upload, file, language }, (bytes) => (this.sent = (start + bytes) / Math.max(total, 1)), signal);
      before += file.size;
    }
    this.sent = null;
    return upload;
  }
}

/** What changes in the layer: a feature the file lacks does only where the load replaces. */
function realChanges({ changes, mode }: LoadReport): Change[] {
  return changes.filter(({ kind }) => kind !== 'vanished' || mode === 'replace');
}
