/**
 * Work that looks at something and that callers share. A run that has begun may have missed what a caller is to see, so
 * nobody gets one that began before the call: the next is waited for, by all who wait together.
 */
export class FreshRun<T> {
  private running: Promise<unknown> = Promise.resolve();
  private waiting: Promise<T> | undefined;

  constructor(private readonly work: () => Promise<T>) {}

  run(): Promise<T> {
    this.waiting ??= this.running.then(() => {
      this.waiting = undefined;
      const run = this.work();
      this.running = run.catch(() => undefined);
      return run;
    });
    return this.waiting;
  }
}
