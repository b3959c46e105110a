import {
  cosignaturesOf,
  quorumTimes,
  type MemberCosignature,
  type QuorumTimes,
  type Sql,
  type StoredCosignature,
} from '#libs/audit';
import type { MemberView } from '#libs/directory';
import type { Home } from '../context.js';
import type { Trust } from '../trust.js';
import type { OwnLog } from './own-log.js';
import type { SignedSizesStore } from './signed-sizes.store.js';

/** The largest of our checkpoints that a quorum of other countries has cosigned, and when. */
export interface OwnQuorum {
  readonly size: bigint;
  readonly times: QuorumTimes;
}

/** What the witnesses of our own log have cosigned, by the directory of this moment. */
export class OwnWitnesses {
  constructor(
    private readonly own: OwnLog,
    private readonly sizes: SignedSizesStore,
    private readonly trust: Trust,
    private readonly home: Home,
  ) {}

  /** Those that the directory assigns to our log. @throws directory.*, log.not-listed */
  assigned(): MemberView[] {
    const view = this.trust.view();
    return this.own.listed().witnesses.flatMap((id) => view.member(id) ?? []);
  }

  /** @throws directory.*, log.not-listed */
  async newestQuorum(sql: Sql, epoch: number): Promise<OwnQuorum | undefined> {
    const rule = { owner: this.home.country, parties: [] };
    for (const size of await this.sizes.cosigned(sql, epoch)) {
      const times = quorumTimes(rule, this.byMember(await cosignaturesOf(sql, epoch, size)));
      if (times !== undefined) return { size, times };
    }
    return undefined;
  }

  private byMember(lines: readonly StoredCosignature[]): MemberCosignature[] {
    const witnesses = this.assigned();
    return lines.flatMap(({ witness: name, time }) => {
      const member = witnesses.find(({ witness }) => witness.name === name)?.id;
      return member === undefined ? [] : [{ member, time }];
    });
  }
}
