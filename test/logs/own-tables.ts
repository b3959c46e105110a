import { rm, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  formatCheckpoint,
  frontierRoot,
  extendFrontier,
  emptyFrontier,
  growTiles,
  integratePending,
  treeHead,
  emptyRightEdge,
  leafHashOf,
  logSigner,
  signNote,
  tableTiles,
} from '#libs/audit';
import type { Alliance } from '#libs/ceremony';
import type { CountryCode } from '#libs/protocol';
import type { Signer } from '../../apps/log-signer/src/signer.js';
import type { TestNode } from '../hostile/test-node.js';
import type { ShownLog } from '../hostile/stand-in-shelf.js';
import { signerOf } from './log-party.js';

/**
 * A country's own log as it stands in its database, with its real signer, and shown as its tables are: by a broker that
 * would show anything for it.
 */
export class OwnTables implements ShownLog {
  private constructor(
    readonly node: TestNode,
    readonly origin: string,
    private readonly alliance: Alliance,
    private readonly country: CountryCode,
    private signer: Signer,
    private folder: string,
  ) {}

  static async start(alliance: Alliance, node: TestNode, country: CountryCode): Promise<OwnTables> {
    const { origin } = alliance.entry(country).log;
    const folder = await mkdtemp(join(tmpdir(), 'crex-signer-'));
    const signer = await signerOf(
      { ...node.database, origin, folder, member: country },
      alliance.member(country).logSigner,
    );
    return new OwnTables(node, origin, alliance, country, signer, folder);
  }

  /** One round of the signer. */
  async sign(): Promise<bigint> {
    return (await this.signer.signLog.run()).size;
  }

  async checkpoints(): Promise<readonly string[]> {
    const rows = await this.node.query<{ note: string }>(
      'SELECT note FROM tlog_checkpoint ORDER BY size DESC LIMIT 16',
    );
    return rows.map(({ note }) => note);
  }

  tile(level: number, index: bigint, width: number): Promise<Uint8Array> {
    return tableTiles(this.node.database.sql, 1)
      .tile(level, index, width)
      .catch(() => new Uint8Array());
  }

  /** As the owner of the database, with every trigger out of the way. */
  async asOwner(...statements: readonly string[]): Promise<void> {
    const { owner } = this.node.database;
    const triggers = async (what: 'DISABLE' | 'ENABLE ALWAYS') => {
      const found = await owner.query<{ table: string; trigger: string }>(
        `SELECT c.relname AS table, t.tgname AS trigger FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
         WHERE NOT t.tgisinternal AND c.relname ~ '^(audit|tlog)_'`,
      );
      for (const { table, trigger } of found) await owner.query(`ALTER TABLE ${table} ${what} TRIGGER ${trigger}`);
    };
    await triggers('DISABLE');
    for (const statement of statements) await owner.query(statement);
    await triggers('ENABLE ALWAYS');
  }

  /**
   * What an operator can do who holds the database and the log's key, but no other country's: makes tiles, tree and
   * checkpoint anew from the entries as they are now, in the order of their places, and signs. Older checkpoints go.
   */
  async rewriteTree(): Promise<bigint> {
    const rows = await this.node.query<{ leaf: Uint8Array }>(
      'SELECT e.leaf FROM audit_entry e JOIN tlog_leaf l USING (entry_id) ORDER BY l.log_index',
    );
    const hashes = rows.map(({ leaf }) => leafHashOf(leaf));
    const { tiles } = growTiles(emptyRightEdge, hashes);
    const root = frontierRoot(extendFrontier(emptyFrontier, hashes));
    const size = BigInt(hashes.length);
    const hex = (bytes: Uint8Array) => `'\\x${Buffer.from(bytes).toString('hex')}'`;
    await this.asOwner(
      'DELETE FROM tlog_cosignature',
      'DELETE FROM tlog_checkpoint',
      'DELETE FROM tlog_tile',
      ...tiles.map((tile) => `INSERT INTO tlog_tile VALUES (1, ${tile.level}, ${tile.index}, ${hex(tile.hashes)})`),
      `WITH places AS (DELETE FROM tlog_leaf RETURNING entry_id, log_index)
       INSERT INTO tlog_leaf SELECT 1, row_number() OVER (ORDER BY log_index) - 1, entry_id FROM places`,
      `UPDATE tlog_tree SET size = ${size}, root = ${hex(root)}`,
    );
    await this.signByHand();
    return size;
  }

  /** Puts what waits into the tree, whatever the tree is, and signs it without the signer. */
  async growByHand(): Promise<void> {
    await integratePending(this.node.database.owner, 1);
    await this.signByHand();
  }

  private async signByHand(): Promise<void> {
    const head = await treeHead(this.node.database.sql, 1);
    if (head === undefined) throw new Error('there is no tree');
    const text = formatCheckpoint({ origin: this.origin, ...head });
    const note = await signNote(text, [logSigner(this.origin, this.alliance.member(this.country).logSigner)]);
    await this.asOwner(
      `INSERT INTO tlog_checkpoint SELECT 1, size, root, '${note}', now() FROM tlog_tree ON CONFLICT DO NOTHING`,
    );
  }

  async close(): Promise<void> {
    await this.signer.close();
    await rm(this.folder, { recursive: true });
  }
}
