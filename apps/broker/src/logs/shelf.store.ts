import { HASH_BYTES, type TileReader } from '#libs/audit';
import { sqlOf, type Database, type Sql, type Transaction } from '#libs/platform';
import { CrexError } from '#libs/protocol';
import {
  RECENT_CHECKPOINTS,
  type CosignedCheckpoint,
  type ShelvedCheckpoint,
  type ShelvedCosignature,
  type TilePlace,
} from './shelf.js';

/** As much evidence against one log as anybody will read; a log that goes on lying cannot fill the disk. */
const MAX_CONTRADICTIONS = 1_000;

interface CheckpointRow {
  /** Beyond 2^53 for PostgreSQL, never for us; text keeps it exact. */
  readonly size: string;
  readonly root: Buffer;
  readonly note: string;
}

/** Evidence against a log: two checkpoints that it has signed and that are not of one history. */
export interface Contradiction {
  readonly origin: string;
  readonly size: string;
  readonly receivedAt: Date;
  readonly refused: string;
  /** Of the same size, or the next larger one that is here; null when the tiles alone speak against it. */
  readonly accepted: string | null;
}

/**
 * Tiles, checkpoints and cosignatures of every log, in PostgreSQL. Whoever writes the database can withhold what is here
 * or put other tiles in its place, which no reader would believe: each of them checks against signed checkpoints.
 */
export class ShelfStore {
  constructor(private readonly database: Database) {}

  /** Outside a transaction: what is read never changes, or only grows. */
  get sql(): Sql {
    return sqlOf(this.database.manager);
  }

  /** Until the transaction ends, nobody else adds to this log. */
  async lock(tx: Transaction, origin: string): Promise<void> {
    await sqlOf(tx).query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [`crex log ${origin}`]);
  }

  /** The first `width` hashes of a tile; `undefined` when it has fewer. */
  async tile(sql: Sql, origin: string, { level, index }: TilePlace, width: number): Promise<Buffer | undefined> {
    const [row] = await sql.query<{ hashes: Buffer }>(
      `SELECT substr(hashes, 1, $4) AS hashes FROM shelf_tile
       WHERE origin = $1 AND level = $2 AND index = $3 AND octet_length(hashes) >= $4`,
      [origin, level, index.toString(), width * HASH_BYTES],
    );
    return row?.hashes;
  }

  /** All hashes of a tile so far. */
  async wholeTile(sql: Sql, origin: string, { level, index }: TilePlace): Promise<Buffer> {
    const [row] = await sql.query<{ hashes: Buffer }>(
      'SELECT hashes FROM shelf_tile WHERE origin = $1 AND level = $2 AND index = $3',
      [origin, level, index.toString()],
    );
    return row?.hashes ?? Buffer.alloc(0);
  }

  /** The tiles of a log as proofs and roots read them. */
  reader(sql: Sql, origin: string): TileReader {
    return {
      tile: async (level, index, width) => {
        const hashes = await this.tile(sql, origin, { level, index }, width);
        if (hashes === undefined) throw new CrexError('logs.tiles-missing', 'the tiles of this size are not all there');
        return hashes;
      },
    };
  }

  async keepTile(tx: Transaction, origin: string, { level, index }: TilePlace, hashes: Uint8Array): Promise<void> {
    await sqlOf(tx).query(
      `INSERT INTO shelf_tile (origin, level, index, hashes) VALUES ($1, $2, $3, $4)
       ON CONFLICT (origin, level, index) DO UPDATE SET hashes = EXCLUDED.hashes`,
      [origin, level, index.toString(), hashes],
    );
  }

  async newest(sql: Sql, origin: string): Promise<ShelvedCheckpoint | undefined> {
    const [row] = await sql.query<CheckpointRow>(
      'SELECT size::text, root, note FROM shelf_checkpoint WHERE origin = $1 ORDER BY size DESC LIMIT 1',
      [origin],
    );
    return row === undefined ? undefined : { ...row, size: BigInt(row.size) };
  }

  /** The newest checkpoints with their cosignatures, the newest first. */
  async recent(sql: Sql, origin: string, max = RECENT_CHECKPOINTS): Promise<CosignedCheckpoint[]> {
    const rows = await sql.query<CheckpointRow & { cosignatures: string[] }>(
      `SELECT size::text, root, note, ARRAY(
         SELECT line FROM shelf_cosignature s WHERE s.origin = c.origin AND s.size = c.size ORDER BY witness
       ) AS cosignatures
       FROM shelf_checkpoint c WHERE origin = $1 ORDER BY c.size DESC LIMIT $2`,
      [origin, max],
    );
    return rows.map((row) => ({ ...row, size: BigInt(row.size) }));
  }

  async keepCheckpoint(tx: Transaction, origin: string, { size, root, note }: ShelvedCheckpoint): Promise<void> {
    await sqlOf(tx).query(
      `INSERT INTO shelf_checkpoint (origin, size, root, note) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING`,
      [origin, size.toString(), root, note],
    );
  }

  /** Keeps the newest of each witness: the same tree is cosigned again while it is the largest. */
  async keepCosignature(sql: Sql, origin: string, { size, witness, time, line }: ShelvedCosignature): Promise<void> {
    await sql.query(
      `INSERT INTO shelf_cosignature AS held (origin, size, witness, time, line) VALUES ($1, $2, $3, $4, $5)
       ON CONFLICT (origin, size, witness) DO UPDATE SET time = EXCLUDED.time, line = EXCLUDED.line
         WHERE EXCLUDED.time > held.time`,
      [origin, size.toString(), witness, time, line],
    );
  }

  async keepContradiction(tx: Transaction, origin: string, { size, root, note }: ShelvedCheckpoint): Promise<void> {
    await sqlOf(tx).query(
      `INSERT INTO shelf_contradiction (origin, size, root, note) SELECT $1, $2, $3, $4
       WHERE (SELECT count(*) FROM shelf_contradiction WHERE origin = $1) < $5 ON CONFLICT DO NOTHING`,
      [origin, size.toString(), root, note, MAX_CONTRADICTIONS],
    );
  }

  /** What every log has signed against itself, the oldest first. */
  async contradictions(sql: Sql): Promise<Contradiction[]> {
    return sql.query<Contradiction>(
      `SELECT origin, size::text, received_at AS "receivedAt", note AS refused, (
         SELECT s.note FROM shelf_checkpoint s WHERE s.origin = c.origin AND s.size >= c.size ORDER BY s.size LIMIT 1
       ) AS accepted
       FROM shelf_contradiction c ORDER BY received_at, origin, c.size, root`,
    );
  }
}
