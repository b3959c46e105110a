import { logEpochs, logVerifier, type NoteVerifier } from '#libs/audit';
import type { ListedLog } from '#libs/directory';
import { sqlOf, type Database, type Sql } from '#libs/platform';
import { CrexError } from '#libs/protocol';
import type { Home } from '../context.js';
import type { CurrentDirectory } from '../current-directory.js';

/** This country's own log: how the directory lists it, and where the database holds it. */
export class OwnLog {
  constructor(
    private readonly database: Database,
    private readonly directory: CurrentDirectory,
    private readonly home: Home,
    /** As this node is configured. */
    readonly origin: string,
  ) {}

  /** Outside a transaction. */
  get sql(): Sql {
    return sqlOf(this.database.manager);
  }

  /** The number of the epoch in the tables; `undefined` until the log's signer has opened it. */
  async epoch(): Promise<number | undefined> {
    return (await logEpochs(this.sql)).find(({ origin }) => origin === this.origin)?.epoch;
  }

  /** @throws log.not-listed, directory.expired */
  listed(): ListedLog {
    const log = this.directory.view().member(this.home.country)?.log;
    if (log?.origin !== this.origin) {
      throw new CrexError('log.not-listed', 'the directory does not list this country’s log under this origin', {
        nextStep: 'compare CREX_LOG_ORIGIN with the directory; the offices list the origin of a new epoch first',
      });
    }
    return log;
  }

  /** @throws log.not-listed, directory.expired */
  verifier(): NoteVerifier {
    return logVerifier(this.listed().vkey);
  }
}
