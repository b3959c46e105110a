import {
  checkInclusion,
  emptyFrontier,
  extendFrontier,
  formatLogProof,
  frontierRoot,
  hashesOf,
  inclusionProof,
  type Frontier,
  type TileReader,
} from '#libs/audit';
import { sqlOf, type Database, type Sql } from '#libs/platform';
import { CrexError, MAX_SKEW_SECONDS } from '#libs/protocol';
import type { Home } from '../context.js';
import type { BrokerLogs } from './broker-logs.js';
import type { BreakPromise } from './break-promise.js';
import type { CosignedCheckpoint, CosignedStore } from './cosigned.store.js';
import type { LogSettings } from './log-settings.js';
import type { PendingPromise, PromiseStore } from './promise.store.js';
import type { RaiseAlarm } from './raise-alarm.js';
import { emptyWhereNotShown, leafHashes, readOnce } from './shown-tiles.js';
import type { Trust } from '../trust.js';

/** Promises of one log that are looked at in one round. */
const MAX_AT_ONCE = 4_096;

/**
 * Holds the answering countries to their promises without asking them for anything: reads the leaf hashes that their logs
 * show, up to a checkpoint that a quorum has cosigned, makes sure that they are the ones under its root, and finds the
 * promised ones among them. What is found gets its proof; what is not, calls the operator, and in the end is broken.
 */
export class FollowPromises {
  constructor(
    private readonly database: Database,
    private readonly promises: PromiseStore,
    private readonly cosigned: CosignedStore,
    private readonly logs: Pick<BrokerLogs, 'tiles'>,
    private readonly trust: Trust,
    private readonly breakPromise: BreakPromise,
    private readonly alarm: RaiseAlarm,
    private readonly settings: LogSettings,
    private readonly home: Home,
  ) {}

  /** One look at each log of which something is expected. @throws log.tiles-differ, courier.broker-*, directory.* */
  async run(): Promise<void> {
    const origins = await this.promises.origins(this.sql);
    const failures: unknown[] = [];
    for (const origin of origins) await this.follow(origin).catch((error: unknown) => failures.push(error));
    await this.alarm.endAllBut('promise-late', origins);
    await this.alarm.endAllBut('checkpoint-stale', origins);
    if (failures.length > 0) throw failures[0]; // the others have been followed all the same
  }

  private async follow(origin: string): Promise<void> {
    const pending = await this.promises.pending(this.sql, origin, MAX_AT_ONCE);
    const newest = await this.cosigned.newest(this.sql, origin);
    const own = pending.filter((promise) => this.isOfItsLog(promise));
    try {
      if (newest !== undefined && own.length > 0) await this.look(newest, own);
      for (const promise of await this.promises.pending(this.sql, origin, MAX_AT_ONCE))
        await this.breakPromise.giveUp(promise);
    } finally {
      await this.alarmWhenLate(origin, newest);
    }
  }

  /** An answerer that names the log of somebody else has promised nothing that could be kept. */
  private isOfItsLog({ answerer, origin }: PendingPromise): boolean {
    const named = this.trust.view().members.find(({ log }) => log.origin === origin);
    return named === undefined || named.id === answerer;
  }

  private async look(newest: CosignedCheckpoint, pending: readonly PendingPromise[]): Promise<void> {
    const reader = readOnce(emptyWhereNotShown(this.logs.tiles(newest.origin)));
    const due = pending.filter(({ followedTo }) => followedTo !== newest.size);
    if (due.length > 0) {
      const found = await this.findBetween(reader, await this.startOf(newest.origin, due), newest, due);
      for (const [promise, index] of found) await this.keep(reader, newest, promise, index);
      const rest = due.filter((promise) => !found.has(promise)).map(({ contentDigest }) => contentDigest);
      await this.promises.followed(this.sql, rest, newest.size);
    }
    for (const promise of await this.promises.pending(this.sql, newest.origin, MAX_AT_ONCE)) {
      if (promise.followedTo === newest.size) await this.breakPromise.run(reader, promise, newest);
    }
  }

  /**
   * The first leaf that any of them can be: each goes on where it was looked for last; a new one is in no tree that a
   * quorum had seen before it was made (`isBefore`), so the oldest of the new ones says where to begin.
   */
  private async startOf(origin: string, due: readonly PendingPromise[]): Promise<bigint> {
    const sizes = due.flatMap(({ followedTo }) => followedTo ?? []);
    const fresh = due.filter(({ followedTo }) => followedTo === undefined).map(({ promisedAt }) => promisedAt);
    if (fresh.length > 0) {
      const before = await this.cosigned.newestBefore(this.sql, origin, Math.min(...fresh) - MAX_SKEW_SECONDS);
      sizes.push(before?.size ?? 0n);
    }
    return sizes.reduce((least, size) => (size < least ? size : least));
  }

  /** Index of each promised leaf between `start` and the newest tree; believed only when all hashes together give its root. */
  private async findBetween(
    reader: TileReader,
    start: bigint,
    newest: CosignedCheckpoint,
    pending: readonly PendingPromise[],
  ): Promise<ReadonlyMap<PendingPromise, bigint>> {
    const wanted = Map.groupBy(pending, ({ leafHash }) => Buffer.from(leafHash).toString('hex'));
    const found = new Map<PendingPromise, bigint>();
    let frontier = await this.frontierAt(newest.origin, start);
    for await (const tile of leafHashes(reader, frontier.size, newest.size)) {
      const hashes = hashesOf(tile);
      for (const [at, hash] of hashes.entries()) {
        for (const promise of wanted.get(Buffer.from(hash).toString('hex')) ?? [])
          if (!found.has(promise)) found.set(promise, frontier.size + BigInt(at));
      }
      frontier = extendFrontier(frontier, hashes);
    }
    checkRoot(frontier, newest);
    return found;
  }

  private async frontierAt(origin: string, size: bigint): Promise<Frontier> {
    return (await this.cosigned.ofSize(this.sql, origin, size))?.frontier ?? emptyFrontier;
  }

  private async keep(reader: TileReader, newest: CosignedCheckpoint, promise: PendingPromise, index: bigint) {
    const { size, root, latestNote: checkpoint } = newest;
    const proof = await inclusionProof(reader, index, size);
    checkInclusion({ index, size, leafHash: promise.leafHash, proof, root });
    const file = formatLogProof({ index, proof, checkpoint });
    await this.promises.kept(this.sql, promise.contentDigest, index, file, new Date(this.home.clock.nowMs()));
  }

  private async alarmWhenLate(origin: string, newest: CosignedCheckpoint | undefined): Promise<void> {
    const nowMs = this.home.clock.nowMs();
    const pending = await this.promises.pending(this.sql, origin, MAX_AT_ONCE);
    const sinceMs = ({ promisedAt, receivedAt }: PendingPromise) => Math.max(promisedAt * 1000, receivedAt.getTime());
    const late = pending.filter((promise) => nowMs - sinceMs(promise) > this.settings.logAlarmAfterMs);
    if (late.length === 0) await this.alarm.end('promise-late', origin);
    else {
      const events = late.slice(0, 10).map(({ eventId }) => eventId);
      await this.alarm.run({ kind: 'promise-late', key: origin, detail: { promises: late.length, events } });
    }
    const sinceQuorum = newest === undefined ? 0 : nowMs / 1000 - newest.latestAt;
    if (newest === undefined || pending.length === 0 || sinceQuorum <= this.settings.checkpointFreshnessMs / 1000) {
      await this.alarm.end('checkpoint-stale', origin);
    } else {
      const detail = { size: newest.size.toString(), latestQuorumAt: newest.latestAt };
      await this.alarm.run({ kind: 'checkpoint-stale', key: origin, detail });
    }
  }

  private get sql(): Sql {
    return sqlOf(this.database.manager);
  }
}

function checkRoot(frontier: Frontier, { size, root }: CosignedCheckpoint): void {
  if (frontier.size !== size || !Buffer.from(frontierRoot(frontier)).equals(root)) {
    throw new CrexError(
      'log.tiles-differ',
      'the leaf hashes that the broker shows are not those of the cosigned tree',
      {
        nextStep: 'compare with another member: the broker shows other tiles than the log has signed',
      },
    );
  }
}
