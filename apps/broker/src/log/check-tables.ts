import { checkLogTables, cosignatureVerifier, logVerifier, type LogCheck } from '#libs/audit';
import { inTransaction, sqlOf, type Database } from '#libs/platform';
import { BROKER, CrexError } from '#libs/protocol';
import type { BrokerIdentity } from '../broker-identity.js';
import type { Trust } from '../directory/trust.js';
import type { LogCheckStore } from './log-check.store.js';

/** The nightly work begins at three o'clock UTC: the broker is of no country. */
const NIGHT_BEGINS_SECONDS = 3 * 3600;
const DAY_SECONDS = 24 * 3600;

/**
 * Checks the broker's whole log in its database against itself, every night, as each node does: each entry against its
 * place in the tree, the tree against its checkpoints, these against the keys in the directory.
 */
export class CheckTables {
  private readonly startedAt: number;

  constructor(
    private readonly database: Database,
    private readonly trust: Trust,
    private readonly store: LogCheckStore,
    private readonly origin: string,
    private readonly identity: BrokerIdentity,
  ) {
    this.startedAt = identity.nowSeconds();
  }

  /** Once a night; one that was missed is made up for. @returns undefined when it was done already */
  async runNightly(): Promise<LogCheck | undefined> {
    const { lastAt } = await this.store.told(sqlOf(this.database.manager));
    const since = lastAt === 0 ? this.startedAt : lastAt;
    return nightOf(this.identity.nowSeconds()) > nightOf(since) ? this.run() : undefined;
  }

  /** @throws logs.unknown-log, directory.* */
  async run(): Promise<LogCheck> {
    const view = this.trust.view();
    const vkey = view.member(BROKER)?.log.vkey;
    if (vkey === undefined) throw new CrexError('logs.unknown-log', 'the directory does not list the broker');
    const options = {
      now: this.identity.nowSeconds(),
      // of an epoch that is over the directory no longer lists the key
      verifierOf: (origin: string) => (origin === this.origin ? logVerifier(vkey) : undefined),
      witnesses: view.members.map(({ witness }) => cosignatureVerifier(witness.vkey)),
    };
    const isolation = 'REPEATABLE READ'; // one moment, whatever is appended meanwhile
    const found = await inTransaction(this.database, (tx) => checkLogTables(sqlOf(tx), options), { isolation });
    await this.store.keep(sqlOf(this.database.manager), this.identity.clock.nowMs(), found);
    return found;
  }
}

function nightOf(seconds: number): number {
  return Math.floor((seconds - NIGHT_BEGINS_SECONDS) / DAY_SECONDS);
}
