import {
  checkBrokenPromise,
  formatPromiseEvidence,
  MAX_EVIDENCE_HASHES,
  type PromiseEvidence,
  type TileReader,
} from '#libs/audit';
import { sqlOf, type Database, type Sql } from '#libs/platform';
import { isCrexError, MAX_SKEW_SECONDS } from '#libs/protocol';
import type { Home } from '../context.js';
import type { Trust } from '../trust.js';
import type { CosignedCheckpoint, CosignedStore } from './cosigned.store.js';
import { otherLogs, type OtherLog } from './listed-logs.js';
import type { LogSettings } from './log-settings.js';
import type { PendingPromise, PromiseStore } from './promise.store.js';
import type { RaiseAlarm } from './raise-alarm.js';
import type { SignedContents } from './signed-contents.store.js';
import { leafHashes } from './shown-tiles.js';

/** What is wrong with a promise itself; a third party sees it in the answer, without any tree. */
const WRONG_IN_ITSELF = new Set(['audit.promise-from-future', 'audit.promise-of-other-log']);

/**
 * The maximum merge delay of a promise is over and its leaf is not in the tree: puts together what shows it to a third
 * party, judges it by the same rules as anybody would, and calls the operator. The answer itself, which holds personal
 * data, is not copied: `ExportEvidence` adds it from where it is kept and can be erased.
 */
export class BreakPromise {
  constructor(
    private readonly database: Database,
    private readonly promises: PromiseStore,
    private readonly cosigned: CosignedStore,
    private readonly contents: SignedContents,
    private readonly trust: Trust,
    private readonly alarm: RaiseAlarm,
    private readonly settings: LogSettings,
    private readonly home: Home,
  ) {}

  /** @param newest the tree in which the promise was looked for in vain @throws what the reader throws */
  async run(reader: TileReader, promise: PendingPromise, newest: CosignedCheckpoint): Promise<void> {
    const deadline = promise.promisedAt + this.settings.maximumMergeDelayMs / 1000;
    const log = otherLogs(this.trust.view(), this.home.country).find(({ origin }) => origin === promise.origin);
    if (newest.latestAt < deadline || log === undefined) return;
    const before = await this.cosigned.newestBefore(this.sql, promise.origin, promise.promisedAt - MAX_SKEW_SECONDS);
    const from = before?.size ?? 0n;
    const detail = { answerer: promise.answerer, origin: promise.origin, eventId: promise.eventId, deadline };
    if (newest.size - from > BigInt(MAX_EVIDENCE_HASHES))
      return this.settle(promise, { ...detail, evidence: 'too-large' });

    const evidence: PromiseEvidence = {
      answer: (await this.contents.ofDigest(this.database.manager, promise.contentDigest)) ?? '',
      ...(before === undefined ? {} : { before: { checkpoint: before.note, frontier: before.frontier } }),
      after: newest.latestNote,
      hashes: await collect(leafHashes(reader, from, newest.size)),
    };
    if (evidence.answer === '') return this.settle(promise, { ...detail, evidence: 'answer-erased' });
    const verdict = await this.judge(evidence, log);
    if (verdict === 'broken') await this.settle(promise, detail, formatPromiseEvidence({ ...evidence, answer: '' }));
    else if (WRONG_IN_ITSELF.has(verdict)) await this.settle(promise, { ...detail, evidence: verdict });
  }

  /**
   * Twice the delay is over and no tree of the log that the answerer owns has had a quorum since: nothing can be shown
   * but the answer, and nothing more is waited for.
   */
  async giveUp(promise: PendingPromise): Promise<void> {
    const { answerer, origin, eventId, promisedAt } = promise;
    const delay = this.settings.maximumMergeDelayMs / 1000;
    if (this.home.nowSeconds() < promisedAt + 2 * delay) return;
    await this.settle(promise, { answerer, origin, eventId, deadline: promisedAt + delay, evidence: 'no-checkpoint' });
  }

  /** By the rules for third parties. @returns the verdict, or the code of what is wrong with the promise itself */
  private async judge(evidence: PromiseEvidence, log: OtherLog): Promise<string> {
    try {
      const { verdict } = await checkBrokenPromise(evidence, {
        ...{ log: log.keys, rule: { owner: log.owner, parties: log.rule.parties } },
        maximumMergeDelay: this.settings.maximumMergeDelayMs / 1000,
        checkAnswer: () => Promise.resolve(), // when it was received
      });
      return verdict;
    } catch (error) {
      if (isCrexError(error) && WRONG_IN_ITSELF.has(error.code)) return error.code;
      throw error;
    }
  }

  private async settle(promise: PendingPromise, detail: Readonly<Record<string, string | number>>, evidence?: string) {
    const key = promise.contentDigest;
    const shown = evidence === undefined ? {} : { evidence: Buffer.from(evidence) };
    await this.alarm.run({ kind: 'promise-broken', key, detail, ...shown });
    await this.promises.broken(this.sql, key, new Date(this.home.clock.nowMs()));
  }

  private get sql(): Sql {
    return sqlOf(this.database.manager);
  }
}

async function collect(parts: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const all: Uint8Array[] = [];
  for await (const part of parts) all.push(part);
  return Buffer.concat(all);
}
