import { Client } from 'pg';
import {
  emptyFrontier,
  extendFrontier,
  formatAddCheckpoint,
  formatCheckpoint,
  frontierRoot,
  leafHashOf,
  logIdOf,
  logSigner,
  readCheckpointBody,
  readNote,
  signNote,
  type EntryType,
} from '#libs/audit';
import type { CountryCode } from '#libs/protocol';
import type { LocalAlliance } from './local-alliance.js';

/** An entry of the log, as its primary key names it. */
export interface EntryKey {
  readonly eventId: string;
  readonly type: EntryType;
}

/** Who holds all that a country has: its database as owner, and the key of its log. What no other country gave, he has not. */
export class LogOperator {
  private constructor(
    private readonly local: LocalAlliance,
    private readonly country: CountryCode,
    private readonly owner: Client,
  ) {}

  static async of(local: LocalAlliance, country: CountryCode): Promise<LogOperator> {
    const owner = new Client({ connectionString: local.databaseUrls(country).owner });
    owner.on('error', () => undefined); // the server is ended while we still hold it: nothing to tell
    await owner.connect();
    return new LogOperator(local, country, owner);
  }

  close(): Promise<void> {
    return this.owner.end();
  }

  async leaf({ eventId, type }: EntryKey): Promise<Buffer> {
    const text = 'SELECT leaf FROM audit_entry WHERE event_id = $1 AND type = $2';
    const [row] = (await this.owner.query<{ leaf: Buffer }>(text, [eventId, type])).rows;
    if (row === undefined) throw new Error('the database has no such entry');
    return row.leaf;
  }

  /** Past the triggers that keep the log insert-only: they are his to take away. */
  async overwrite({ eventId, type }: EntryKey, leaf: Uint8Array): Promise<void> {
    await this.owner.query('BEGIN');
    await this.owner.query('ALTER TABLE audit_entry DISABLE TRIGGER insert_only');
    const text = 'UPDATE audit_entry SET leaf = $3, leaf_hash = $4 WHERE event_id = $1 AND type = $2';
    await this.owner.query(text, [eventId, type, Buffer.from(leaf), leafHashOf(leaf)]);
    await this.owner.query('ALTER TABLE audit_entry ENABLE ALWAYS TRIGGER insert_only');
    await this.owner.query('COMMIT');
  }

  /**
   * Makes the tree anew from the entries as they are now, as large as the one that another country's witness has
   * cosigned last, signs it with the log's own key, and shows it to that witness.
   *
   * @returns with what it was refused; undefined when it was cosigned
   */
  async showAnew(witness: CountryCode): Promise<number | undefined> {
    const { origin } = this.local.alliance.entry(this.country).log;
    const at = `http://127.0.0.1:${String(this.local.process(witness).ready['operations'])}/witness`;
    const known = await (await fetch(`${at}/${logIdOf(origin)}/checkpoint`)).text();
    const { size } = readCheckpointBody(readNote(known).text);
    const root = frontierRoot(extendFrontier(emptyFrontier, (await this.leaves(size)).map(leafHashOf)));
    const signer = logSigner(origin, this.local.alliance.member(this.country).logSigner);
    const checkpoint = await signNote(formatCheckpoint({ origin, size, root }), [signer]);
    const body = formatAddCheckpoint({ oldSize: size, proof: [], checkpoint });
    const { ok, status } = await fetch(`${at}/add-checkpoint`, { method: 'POST', body });
    return ok ? undefined : status;
  }

  /** The first so many, in the order of the tree. */
  private async leaves(count: bigint): Promise<Buffer[]> {
    const text = 'SELECT e.leaf FROM audit_entry e JOIN tlog_leaf l USING (entry_id) ORDER BY l.log_index LIMIT $1';
    return (await this.owner.query<{ leaf: Buffer }>(text, [count.toString()])).rows.map(({ leaf }) => leaf);
  }
}
