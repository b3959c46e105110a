import type { LoopOptions } from '#libs/platform';
import { isCrexError, type Clock } from '#libs/protocol';

/** A loop that has not come round for this long beyond its period is late (ms): a long poll waits half a minute. */
const GRACE_MS = 2 * 60_000;

/** How a loop is doing. Times are milliseconds since 1970. */
export interface LoopState {
  readonly name: string;
  /** `STARTING`: it has not come round since this process began; `LATE`: for longer than it should. */
  readonly state: 'OK' | 'STARTING' | 'FAILING' | 'LATE';
  readonly periodMs: number;
  readonly lastAtMs: number | undefined;
  /** Rounds that have failed since the last good one. */
  readonly failures: number;
  /** Of the last failure; `unexpected` for one without a code. */
  readonly code: string | undefined;
}

type Watchable = Pick<LoopOptions, 'name' | 'pollMs' | 'step'>;

interface Rounds {
  readonly periodMs: number;
  readonly beganAtMs: number;
  lastAtMs: number | undefined;
  failures: number;
  code: string | undefined;
}

/** What the loops of this process have done: when each came round, and how often it failed since. In memory. */
export class LoopRounds {
  private readonly loops = new Map<string, Rounds>();

  constructor(private readonly clock: Clock) {}

  /** The same loop, whose rounds are noted. */
  watched<Options extends Watchable>(options: Options): Options & Watchable {
    const { name, pollMs: periodMs, step } = options;
    const rounds: Rounds = {
      periodMs,
      beganAtMs: this.clock.nowMs(),
      lastAtMs: undefined,
      failures: 0,
      code: undefined,
    };
    this.loops.set(name, rounds);
    const noted = async (signal: AbortSignal): Promise<boolean> => {
      try {
        const isMoreDue = await step(signal);
        Object.assign(rounds, { lastAtMs: this.clock.nowMs(), failures: 0, code: undefined });
        return isMoreDue;
      } catch (error) {
        rounds.failures += 1;
        rounds.code = isCrexError(error) ? error.code : 'unexpected';
        throw error;
      }
    };
    return { ...options, step: noted };
  }

  states(): LoopState[] {
    return [...this.loops].map(([name, { beganAtMs, ...rounds }]) => ({
      ...{ name, ...rounds },
      state: stateOf({ beganAtMs, ...rounds }, this.clock.nowMs()),
    }));
  }
}

function stateOf({ periodMs, beganAtMs, lastAtMs, failures }: Rounds, nowMs: number): LoopState['state'] {
  if (failures > 0) return 'FAILING';
  if (nowMs - (lastAtMs ?? beganAtMs) > periodMs + GRACE_MS) return 'LATE';
  return lastAtMs === undefined ? 'STARTING' : 'OK';
}
