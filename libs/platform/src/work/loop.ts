import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from '../logging/logger.js';
import type { Doorbell } from './doorbell.js';

export interface LoopOptions {
  /** In log lines, e.g. `deliver`. */
  readonly name: string;
  /** One round of work. Returns true when there is more to do at once. Should end soon when the signal fires. */
  step(signal: AbortSignal): Promise<boolean>;
  readonly doorbell: Doorbell;
  /** Longest pause between rounds, for what no bell announces (retries that fall due, other processes). */
  readonly pollMs: number;
  /** Pause after a failed round: random between half and all of a length that doubles from `minMs` to `maxMs`. */
  readonly backOff: { readonly minMs: number; readonly maxMs: number };
  readonly logger: Logger;
}

export interface Loop {
  /** No new round starts; resolves when the running one has ended. */
  stop(): Promise<void>;
}

/** Runs a step again and again, one at a time, until it is stopped. A step that throws is logged and tried again later. */
export function startLoop(options: LoopOptions): Loop {
  const stopping = new AbortController();
  const { signal } = stopping;
  const isStopping = (): boolean => signal.aborted;

  async function run(): Promise<void> {
    let failures = 0;
    while (!isStopping()) {
      try {
        const isMoreDue = await options.step(signal);
        failures = 0;
        if (!isMoreDue) await options.doorbell.wait(options.pollMs, signal);
      } catch (err) {
        if (isStopping()) return; // it was told to end
        failures += 1;
        const pauseMs = pauseAfter(failures, options.backOff);
        options.logger.warn({ loop: options.name, failures, pauseMs, err }, 'round failed');
        // the bell does not shorten this: whoever rings does not know that the other side is down
        await sleep(pauseMs, undefined, { signal }).catch(() => undefined);
      }
    }
  }

  const running = run();
  return {
    stop: () => {
      stopping.abort();
      return running;
    },
  };
}

/** Jitter keeps 18 nodes from returning to a restarted broker in step. */
function pauseAfter(failures: number, { minMs, maxMs }: LoopOptions['backOff']): number {
  const lengthMs = Math.min(maxMs, minMs * 2 ** Math.min(failures - 1, 30));
  return Math.round(lengthMs * (0.5 + Math.random() / 2));
}
