import {
  compareCheckpoints,
  formatForkEvidence,
  frontierFromTiles,
  frontierRoot,
  knownLog,
  openWitnessed,
  quorumTimes,
  watchLog,
  type Watched,
  type WitnessedCheckpoint,
} from '#libs/audit';
import { sqlOf, type Database, type Logger, type Sql } from '#libs/platform';
import { isCrexError } from '#libs/protocol';
import type { Home } from '../context.js';
import type { Trust } from '../trust.js';
import type { BrokerLogs } from './broker-logs.js';
import type { CosignedStore } from './cosigned.store.js';
import type { Heads } from './heads.js';
import { otherLogs, type OtherLog } from './listed-logs.js';
import type { LogSettings } from './log-settings.js';
import type { OwnWitness } from './own-witness.js';
import type { RaiseAlarm } from './raise-alarm.js';
import { emptyWhereNotShown } from './shown-tiles.js';

/**
 * Looks at the log of every other member, each period: what it shows must extend what it showed before, by tiles that
 * this node hashes itself. What holds is kept, told to others (heads) and, where the directory assigns the log to us,
 * cosigned. A log that contradicts itself is never cosigned again until an operator says so.
 */
export class WitnessLogs {
  constructor(
    private readonly database: Database,
    private readonly logs: Pick<BrokerLogs, 'recent' | 'tiles' | 'putCosignature'>,
    private readonly trust: Trust,
    private readonly witness: OwnWitness,
    private readonly cosigned: CosignedStore,
    private readonly heads: Heads,
    private readonly alarm: RaiseAlarm,
    private readonly settings: LogSettings,
    private readonly logger: Logger,
    private readonly home: Home,
  ) {}

  /** One look at each log; one that cannot be read does not keep the others waiting. @throws directory.* */
  async run(): Promise<void> {
    for (const log of otherLogs(this.trust.view(), this.home.country)) {
      try {
        await this.look(log);
      } catch (err) {
        this.logger.warn({ err, origin: log.origin }, 'a log could not be looked at');
      }
    }
    const keepSeconds = (2 * this.settings.maximumMergeDelayMs) / 1000;
    await this.cosigned.thin(this.sql, this.home.nowSeconds(), keepSeconds);
  }

  private async look(log: OtherLog): Promise<void> {
    if (await this.alarm.isOpen('log-fork', log.origin)) return; // refused until an operator clears it
    const reader = emptyWhereNotShown(this.logs.tiles(log.origin));
    let hasCosigned = false;
    const shown = await this.shown(log);
    for await (const watched of watchLog(this.sql, shown, reader)) {
      if (watched.found !== 'seen') return this.refuse(log, watched);
      if (await this.cosign(log, watched)) hasCosigned = true;
      this.heads.keep(log.origin, watched.checkpoint.note, log.keys.vkey);
    }
    if (shown.length === 0) return this.missing(log);
    await this.alarm.end('log-tiles', log.origin);
    await this.alarm.end('log-behind', log.origin);
    await this.keepCosigned(log, hasCosigned ? await this.shown(log) : shown);
  }

  /** What the broker shows, as far as the log has signed it; a line that does not hold spoils its checkpoint, no other. */
  private async shown({ origin, keys }: OtherLog): Promise<WitnessedCheckpoint[]> {
    const notes = await this.logs.recent(origin);
    return notes.flatMap((note) => {
      try {
        return [openWitnessed(note, keys)];
      } catch (error) {
        if (!isCrexError(error)) throw error;
        this.logger.warn({ origin, code: error.code }, 'the broker shows a checkpoint that does not verify');
        return [];
      }
    });
  }

  /** Nothing is shown that the log has signed: of a new log that is so, of one that was seen before it is not. */
  private async missing({ owner, origin }: OtherLog): Promise<void> {
    const known = await knownLog(this.sql, origin);
    if (known === undefined) return;
    const detail = { owner, knownSize: known.size.toString(), shown: 'none' };
    await this.alarm.run({ kind: 'log-behind', key: origin, detail, evidence: Buffer.from(known.note) });
  }

  private async refuse({ owner, origin }: OtherLog, watched: Exclude<Watched, { found: 'seen' }>): Promise<void> {
    const detail = { owner };
    if (watched.found === 'fork') {
      const evidence = Buffer.from(formatForkEvidence(watched.evidence));
      await this.alarm.run({ kind: 'log-fork', key: origin, detail: { ...detail, from: 'broker' }, evidence });
      return;
    }
    const { found, known, shown } = watched;
    const evidence = Buffer.from(formatForkEvidence({ checkpoints: [known, shown], proof: [] }));
    await this.alarm.run({ kind: found === 'behind' ? 'log-behind' : 'log-tiles', key: origin, detail, evidence });
  }

  /** What is new, or was cosigned long ago, or is shown without our line. @returns whether a line went out */
  private async cosign(log: OtherLog, { checkpoint, own }: Extract<Watched, { found: 'seen' }>): Promise<boolean> {
    const now = this.home.nowSeconds();
    const isFresh = own !== undefined && now - own.time < this.settings.checkpointFreshnessMs / 2000;
    const isShown = checkpoint.cosigners.some(({ member }) => member === this.home.country);
    if (!log.isOursToCosign || (isFresh && isShown)) return false;
    await this.logs.putCosignature(log.origin, await this.witness.cosign(checkpoint));
    return true;
  }

  /** Remembers the newest checkpoint with a quorum, if it belongs to the history that was verified. */
  private async keepCosigned(log: OtherLog, shown: readonly WitnessedCheckpoint[]): Promise<void> {
    const known = await knownLog(this.sql, log.origin);
    if (known === undefined) return;
    const withQuorum = shown.flatMap((checkpoint) => {
      const times = checkpoint.size > known.size ? undefined : quorumTimes(log.rule, checkpoint.cosigners);
      return times === undefined ? [] : [{ checkpoint, times }];
    });
    const [newest] = withQuorum.sort((left, right) => (left.checkpoint.size > right.checkpoint.size ? -1 : 1));
    if (newest === undefined) return;
    const { checkpoint, times } = newest;
    const { origin, size, root, note } = checkpoint;
    if ((await this.cosigned.ofSize(this.sql, origin, size)) !== undefined) {
      await this.cosigned.refresh(this.sql, origin, size, note, times.until);
      return;
    }
    const reader = emptyWhereNotShown(this.logs.tiles(origin));
    const { relation } = await compareCheckpoints(reader, known, checkpoint);
    const frontier = await frontierFromTiles(reader, size);
    if (!['same', 'behind'].includes(relation) || !Buffer.from(frontierRoot(frontier)).equals(root)) return;
    const latest = { latestNote: note, latestAt: times.until };
    await this.cosigned.keep(this.sql, { origin, size, root, frontier, note, cosignedAt: times.since, ...latest });
  }

  private get sql(): Sql {
    return sqlOf(this.database.manager);
  }
}
