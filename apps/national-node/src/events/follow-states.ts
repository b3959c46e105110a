import type { Database, Doorbell } from '#libs/platform';
import { CrexError } from '#libs/protocol';
import type { Official } from '../context.js';

const FIRST_LOOK_MS = 50;
const SLOWEST_LOOK_MS = 1_000;
/** After this long the client asks again, with a token that is still good (ms). */
const LONGEST_STREAM_MS = 10 * 60_000;

/** Where one country's part stands. Nothing about the person, and not what was answered. */
export interface CountryState {
  readonly country: string;
  readonly state: string;
  /** Nothing will change any more. */
  readonly isFinal: boolean;
}

/** Reads where each part of what an official has asked stands; undefined if this official asked no such thing. */
export type StatesOf = (
  database: Database,
  id: string,
  officialId: string,
) => Promise<readonly CountryState[] | undefined>;

/** Rings for who waits for news of one request. */
export interface Bells {
  hang(id: string): Disposable & { readonly bell: Doorbell };
}

/**
 * Follows the states of a request: all as they are, then each as it changes, until every one is final. Holds no connection
 * while it waits; the bell makes it quick, looking again makes it certain.
 */
export class FollowStates {
  constructor(
    private readonly database: Database,
    private readonly bells: Bells,
    private readonly read: StatesOf,
    private readonly longestMs: number = LONGEST_STREAM_MS,
  ) {}

  /**
   * Reads once, so that who may not look is refused before a stream begins.
   *
   * @param signal ends the following, because nobody listens any more
   * @returns batches of what is new; none of them is empty
   * @throws ask.not-found
   */
  async run(
    official: Official,
    id: string,
    signal: AbortSignal,
  ): Promise<AsyncGenerator<readonly CountryState[], void, void>> {
    const states = await this.read(this.database, id, official.id);
    if (states === undefined) throw new CrexError('ask.not-found', 'you have made no such request');
    return this.follow(official, id, states, signal);
  }

  private async *follow(
    official: Official,
    id: string,
    first: readonly CountryState[],
    signal: AbortSignal,
  ): AsyncGenerator<readonly CountryState[], void, void> {
    using hung = this.bells.hang(id);
    const endMs = performance.now() + this.longestMs;
    const shown = new Map<string, string>();
    let states = first;
    let pauseMs = FIRST_LOOK_MS;
    for (;;) {
      const news = states.filter(({ country, state }) => shown.get(country) !== state);
      for (const { country, state } of news) shown.set(country, state);
      if (news.length > 0) {
        pauseMs = FIRST_LOOK_MS;
        yield news;
      }
      const leftMs = endMs - performance.now();
      if (states.every(({ isFinal }) => isFinal) || leftMs <= 0 || signal.aborted) return;
      await hung.bell.wait(Math.min(pauseMs, leftMs), signal);
      pauseMs = Math.min(pauseMs * 2, SLOWEST_LOOK_MS);
      states = (await this.read(this.database, id, official.id)) ?? [];
    }
  }
}
