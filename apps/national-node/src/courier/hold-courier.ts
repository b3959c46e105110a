import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger, SessionLock } from '#libs/platform';
import type { CheckNumbers } from './check-numbers.js';
import type { HighWaterFile } from './high-water.js';

/** How often a process that waits looks whether the other one has ended (ms). */
const LOOK_AGAIN_MS = 1_000;

/**
 * One process a database is the courier: it alone numbers, delivers, collects and works the inbox. Another process on
 * the same database says so and waits; when the first has ended, or has lost its connection, it takes over.
 */
export class HoldCourier {
  constructor(
    private readonly lock: SessionLock,
    private readonly highWater: HighWaterFile,
    private readonly checkNumbers: CheckNumbers,
    private readonly logger: Logger,
  ) {}

  private taking: Promise<void> | undefined;
  private isReady = false;

  /** Whether this process is the courier of its database. */
  get isCourier(): boolean {
    return this.isReady && this.lock.isHeld;
  }

  /** Resolves when this process is the courier of its database; calls at the same time wait together. */
  async run(signal: AbortSignal): Promise<void> {
    if (this.isCourier) return;
    this.taking ??= this.take(signal).finally(() => {
      this.taking = undefined;
    });
    await this.taking;
  }

  /** Lets another process take over. */
  async release(): Promise<void> {
    await this.lock.release();
  }

  private async take(signal: AbortSignal): Promise<void> {
    this.isReady = false;
    if (!(await this.lock.take())) {
      this.logger.warn('another process is the courier of this database: this one waits until it has ended');
      do await sleep(LOOK_AGAIN_MS, undefined, { signal });
      while (!(await this.lock.take()));
      this.logger.warn('this process is the courier now');
    }
    // the one before has gone on counting since this process read the file
    await this.highWater.reread();
    this.checkNumbers.lookAgain();
    this.isReady = true;
  }
}
