/**
 * "Something is due": a signal inside one process that wakes a {@link startLoop loop} after a commit, instead of waiting
 * for its next poll. Rings while nobody waits count as one. It carries no data: what is due stands in the database, so
 * a ring that is lost with the process loses nothing.
 */
export class Doorbell {
  private rung = false;
  private readonly waiting = new Set<() => void>();

  ring(): void {
    this.rung = true;
    for (const wake of this.waiting) wake();
  }

  /** Resolves when it rings (at once if it has rung since the last wait), after `timeoutMs`, or when `signal` fires. */
  async wait(timeoutMs: number, signal: AbortSignal): Promise<void> {
    if (!this.rung && !signal.aborted) {
      await new Promise<void>((resolve) => {
        const wake = (): void => {
          clearTimeout(timer);
          signal.removeEventListener('abort', wake);
          this.waiting.delete(wake);
          resolve();
        };
        const timer = setTimeout(wake, timeoutMs);
        signal.addEventListener('abort', wake);
        this.waiting.add(wake);
      });
    }
    this.rung = false;
  }
}
