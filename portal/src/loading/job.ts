/** Work the server does in the background, from its order to its end. */
import { followJob } from './client.ts';
import type { Job } from './contract.ts';

/** A job that ended without what was ordered; `error` is what the worker said. */
export class JobFailed extends Error {
  readonly error: NonNullable<Job['error']>;

  constructor(error: NonNullable<Job['error']>) {
    super(error.message.en);
    this.name = 'JobFailed';
    this.error = error;
  }
}

/** Orders a job and follows it. Null when it was cancelled; throws `JobFailed` or `RequestFailed`. */
export async function run(order: Promise<string>, heard: (job: Job) => void, signal: AbortSignal): Promise<Job | null> {
  const job = await followJob(await order, heard, signal);
  if (job.state === 'failed' && job.error) throw new JobFailed(job.error);
  return job.state === 'done' ? job : null;
}
