import { availableParallelism } from 'node:os';
import { sqlOf, type Transaction } from '#libs/platform';
import type { Digest } from '#libs/protocol';

export interface ImportCounts {
  readonly added: number;
  readonly changed: number;
  readonly unchanged: number;
  readonly refused: number;
}

/** How far the import of a file has come: all zero for one that begins. */
export interface ImportState extends ImportCounts {
  /** Lines whose persons are committed. */
  readonly lines: number;
}

/** The imports of a register, each known by the digest of its file. */
export class RegisterImports {
  /** Begins the import of a file, or takes one up that was killed. */
  async start(tx: Transaction, fileDigest: Digest, at: Date): Promise<ImportState> {
    const [state] = await sqlOf(tx).query<ImportState>(
      `INSERT INTO register_import AS i (file_digest, started_at) VALUES ($1, $2)
       ON CONFLICT (file_digest) DO UPDATE SET
         started_at = CASE WHEN i.lines > 0 THEN i.started_at ELSE excluded.started_at END
       RETURNING lines, added, changed, unchanged, refused`,
      [fileDigest, at],
    );
    const begun = { lines: 0, added: 0, changed: 0, unchanged: 0, refused: 0 };
    return state === undefined || state.lines === 0 ? begun : state;
  }

  /** Written with the persons of these lines. */
  async advance(tx: Transaction, fileDigest: Digest, state: ImportState): Promise<void> {
    await sqlOf(tx).query(
      `UPDATE register_import SET lines = $2, added = $3, changed = $4, unchanged = $5, refused = $6 WHERE file_digest = $1`,
      [fileDigest, state.lines, state.added, state.changed, state.unchanged, state.refused],
    );
  }

  async complete(tx: Transaction, fileDigest: Digest, counts: ImportCounts, at: Date): Promise<void> {
    await this.advance(tx, fileDigest, { ...counts, lines: 0 });
    await sqlOf(tx).query('UPDATE register_import SET completed_at = $2 WHERE file_digest = $1', [fileDigest, at]);
  }

  /**
   * Prepares the tables for a large file: an empty register gets its search indexes after the load. What another file
   * left without indexes gets them now.
   */
  async prepareLoad(tx: Transaction, fileDigest: Digest, deferIndexes: boolean): Promise<void> {
    const [state] = await sqlOf(tx).query<{ loading: string | null; empty: boolean }>(
      `SELECT loading, NOT EXISTS (SELECT 1 FROM person) AS empty FROM register_state FOR UPDATE`,
    );
    if (state?.loading === fileDigest) return;
    if (typeof state?.loading === 'string') await this.buildIndexes(tx);
    if (!deferIndexes || state?.empty !== true) return;
    await sqlOf(tx).query('SELECT register_drop_indexes()');
    await sqlOf(tx).query('UPDATE register_state SET loading = $1', [fileDigest]);
  }

  async isLoading(tx: Transaction): Promise<boolean> {
    return (await sqlOf(tx).query('SELECT 1 FROM register_state WHERE loading IS NOT NULL')).length > 0;
  }

  /** Builds the indexes that a first load went without. */
  async buildIndexes(tx: Transaction): Promise<void> {
    await sqlOf(tx).query('SELECT register_build_indexes()');
    await sqlOf(tx).query('UPDATE register_state SET loading = NULL');
  }
}

/** Lets the indexes that this transaction builds have so much memory, in mebibytes, and every processor. */
export async function allowIndexMemory(tx: Transaction, megabytes = 512): Promise<void> {
  await sqlOf(tx).query(
    `SELECT set_config('maintenance_work_mem', $1, true), set_config('max_parallel_maintenance_workers', $2, true)`,
    [`${megabytes}MB`, String(availableParallelism())],
  );
}
