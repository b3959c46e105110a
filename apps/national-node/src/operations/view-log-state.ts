import { latestCheckpoint, treeHead } from '#libs/audit';
import { sqlOf, type Database } from '#libs/platform';
import type { MemberId } from '#libs/protocol';
import type { CurrentDirectory } from '../current-directory.js';
import type { Home } from '../context.js';
import type { KeptCheck, LogCheckStore } from '../log/log-check.store.js';
import type { OwnLog } from '../log/own-log.js';
import type { OwnWitnesses } from '../log/own-witnesses.js';
import type { OperationsStore } from './operations.store.js';

/** How this country's log is, and the logs of others as it sees them. Times are seconds since 1970 unless they are dates. */
export interface LogState {
  readonly origin: string;
  /** Undefined until the log's signer has opened it. */
  readonly epoch: number | undefined;
  /** Entries with a place in the tree. */
  readonly entries: string;
  readonly unplaced: { readonly entries: number; readonly oldestAt: number | null };
  readonly signed: { readonly entries: string; readonly at: Date } | undefined;
  /** The largest tree that a quorum has cosigned, and until when it took it for the largest. */
  readonly cosigned: { readonly entries: string; readonly until: number } | undefined;
  readonly witnesses: readonly { readonly member: MemberId; readonly lastAt?: number }[];
  readonly lastCheck: KeptCheck | undefined;
  readonly followed: readonly {
    readonly member: MemberId;
    readonly entries?: string;
    readonly cosignedUntil?: number;
  }[];
}

/** Shows the operator how far the own log is placed, signed and cosigned, by whom, and how the logs of others are. */
export class ViewLogState {
  constructor(
    private readonly database: Database,
    private readonly store: OperationsStore,
    private readonly own: OwnLog,
    private readonly ownWitnesses: Pick<OwnWitnesses, 'newestQuorum'>,
    private readonly checks: LogCheckStore,
    private readonly directory: CurrentDirectory,
    private readonly home: Home,
  ) {}

  /** @throws directory.expired, directory.none, log.not-listed */
  async run(): Promise<LogState> {
    const sql = sqlOf(this.database.manager);
    const epoch = await this.own.epoch();
    const unplaced = await this.store.unplaced(sql);
    const lastCheck = await this.checks.last(sql);
    const followed = await this.followed();
    const common = { origin: this.own.origin, epoch, unplaced, lastCheck, followed };
    if (epoch === undefined) {
      return { ...common, entries: '0', signed: undefined, cosigned: undefined, witnesses: this.witnesses([]) };
    }
    const head = await treeHead(sql, epoch);
    const checkpoint = await latestCheckpoint(sql, epoch);
    const quorum = await this.ownWitnesses.newestQuorum(sql, epoch);
    return {
      ...common,
      entries: (head?.size ?? 0n).toString(),
      signed: checkpoint && { entries: checkpoint.size.toString(), at: checkpoint.signedAt },
      cosigned: quorum && { entries: quorum.size.toString(), until: quorum.times.until },
      witnesses: this.witnesses(await this.store.lastCosigned(sql, epoch)),
    };
  }

  private witnesses(cosigned: readonly { witness: string; at: number }[]): LogState['witnesses'] {
    return this.own.listed().witnesses.map((member) => {
      const name = this.directory.view().member(member)?.witness.name;
      const lastAt = cosigned.find(({ witness }) => witness === name)?.at;
      return { member, ...(lastAt === undefined ? {} : { lastAt }) };
    });
  }

  private async followed(): Promise<LogState['followed']> {
    const known = await this.store.followed(sqlOf(this.database.manager));
    const others = this.directory.view().members.filter(({ id }) => id !== this.home.country);
    return others.map(({ id: member, log }) => {
      const found = known.find(({ origin }) => origin === log.origin);
      return { member, ...(found && { entries: found.size, cosignedUntil: found.cosignedUntil }) };
    });
  }
}
