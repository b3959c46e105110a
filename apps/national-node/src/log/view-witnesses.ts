import { latestCheckpoint, logEpochs, type Sql } from '#libs/audit';
import type { MemberId } from '#libs/protocol';
import type { Home } from '../context.js';
import type { Trust } from '../trust.js';
import type { AuditedRead, Auditor } from './audited-read.js';
import type { CosignedStore } from './cosigned.store.js';
import { otherLogs } from './listed-logs.js';
import type { OwnLog } from './own-log.js';
import type { OwnQuorum, OwnWitnesses } from './own-witnesses.js';
import type { SignedSizesStore } from './signed-sizes.store.js';

/** A witness of our log, with the key by which its cosignatures are judged, and what it said last. */
export interface AssignedWitness {
  readonly member: MemberId;
  readonly vkey: string;
  readonly last?: { readonly size: string; readonly time: number };
}

/** Another member's log, as this node has seen it: the newest tree that a quorum had cosigned. */
export interface SeenLog {
  readonly member: MemberId;
  readonly origin: string;
  readonly isOursToCosign: boolean;
  readonly seen?: { readonly size: string; readonly since: number; readonly until: number };
}

/** Who watches over whom, and what they have seen. */
export interface WitnessesView {
  readonly origin: string;
  readonly vkey: string;
  readonly signed?: { readonly size: string; readonly at: number };
  readonly quorum?: OwnQuorum;
  readonly witnesses: readonly AssignedWitness[];
  readonly others: readonly SeenLog[];
}

/** Shows an auditor which other countries vouch for our log, by which keys, and how far; and how far we watch theirs. */
export class ViewWitnesses {
  constructor(
    private readonly reads: AuditedRead,
    private readonly own: OwnLog,
    private readonly witnesses: OwnWitnesses,
    private readonly sizes: SignedSizesStore,
    private readonly cosigned: CosignedStore,
    private readonly trust: Trust,
    private readonly home: Home,
  ) {}

  /** @throws log.unavailable, log.not-listed */
  run(auditor: Auditor): Promise<WitnessesView> {
    return this.reads.run(auditor, async (sql) => {
      const { origin, vkey } = this.own.listed();
      const epoch = (await logEpochs(sql)).find((each) => each.origin === origin)?.epoch;
      const result = { origin, vkey, ...(await this.ofOurs(sql, epoch)), others: await this.ofOthers(sql) };
      return { result, scope: 'METADATA', count: 0, query: { asked: 'WITNESSES' } };
    });
  }

  private async ofOurs(sql: Sql, epoch: number | undefined) {
    const last = epoch === undefined ? [] : await this.sizes.lastOfEach(sql, epoch);
    const witnesses = this.witnesses.assigned().map(({ id, witness: { name, vkey } }): AssignedWitness => {
      const said = last.find(({ witness }) => witness === name);
      return { member: id, vkey, ...(said === undefined ? {} : { last: { size: said.size, time: said.time } }) };
    });
    if (epoch === undefined) return { witnesses };
    const newest = await latestCheckpoint(sql, epoch);
    const quorum = await this.witnesses.newestQuorum(sql, epoch);
    return {
      witnesses,
      ...(newest === undefined
        ? {}
        : { signed: { size: newest.size.toString(), at: Math.floor(newest.signedAt.getTime() / 1000) } }),
      ...(quorum === undefined ? {} : { quorum }),
    };
  }

  private async ofOthers(sql: Sql): Promise<SeenLog[]> {
    const seen: SeenLog[] = [];
    for (const { owner: member, origin, isOursToCosign } of otherLogs(this.trust.view(), this.home.country)) {
      const newest = await this.cosigned.newest(sql, origin);
      const how = newest && {
        seen: { size: newest.size.toString(), since: newest.cosignedAt, until: newest.latestAt },
      };
      seen.push({ member, origin, isOursToCosign, ...how });
    }
    return seen;
  }
}
