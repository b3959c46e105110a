import type { Digest } from '#libs/protocol';
import type { Advance, Held, StoredFiles } from '../advance.js';
import { refusal } from '../refusal.js';
import { metadataFile } from '../role-names.js';
import type { Sql } from './sql.js';

/** The last step, or an earlier one, with the files that a walk starts from. */
export interface AcceptedState extends Held {
  readonly step: number;
  readonly rootVersion: number;
  /** Seconds since 1970; 0 before the first refresh, like the versions. */
  readonly expiresAt: number;
  /** When it was verified (milliseconds since 1970). */
  readonly verifiedAtMs: number;
}

interface StateRow {
  readonly step: number | string;
  readonly root_version: number | string;
  readonly timestamp_version: number | string | null;
  readonly snapshot_version: number | string | null;
  readonly expires_at: number | string | null;
  readonly verified_at_ms: number | string | null;
  readonly root: Uint8Array | null;
  readonly timestamp: Uint8Array | null;
  readonly snapshot: Uint8Array | null;
}

const STATE = `
  SELECT s.step, s.root_version, s.timestamp_version, s.snapshot_version, s.expires_at, s.verified_at_ms,
         r.bytes AS root, t.bytes AS timestamp, n.bytes AS snapshot
    FROM directory_state s
    LEFT JOIN directory_file r ON r.path = s.root_version || '.root.json'
    LEFT JOIN directory_file t ON t.path = s.timestamp_version || '.timestamp.json'
    LEFT JOIN directory_file n ON n.path = s.snapshot_version || '.snapshot.json'`;

/** The last step; `undefined` without an anchor. */
export async function lastState(sql: Sql): Promise<AcceptedState | undefined> {
  return stateOf(await sql.query<StateRow>(`${STATE} ORDER BY s.step DESC LIMIT 1`));
}

/** The step that first accepted a snapshot; `undefined` when none did. */
export async function stateOfSnapshot(sql: Sql, version: number): Promise<AcceptedState | undefined> {
  return stateOf(
    await sql.query<StateRow>(`${STATE} WHERE s.snapshot_version = $1 ORDER BY s.step LIMIT 1`, [version]),
  );
}

/**
 * The last step with a snapshot by a moment (milliseconds since 1970), or the first one with it after that moment;
 * `undefined` when none has it.
 */
export async function stateOfSnapshotBy(sql: Sql, version: number, byMs: number): Promise<AcceptedState | undefined> {
  const order = 's.verified_at_ms <= $2 DESC, CASE WHEN s.verified_at_ms <= $2 THEN -s.step ELSE s.step END';
  return stateOf(
    await sql.query<StateRow>(`${STATE} WHERE s.snapshot_version = $1 ORDER BY ${order} LIMIT 1`, [version, byMs]),
  );
}

/** The last snapshot version that was accepted by a moment (milliseconds since 1970); `undefined` when none was. */
export async function snapshotVersionBy(sql: Sql, byMs: number): Promise<number | undefined> {
  const [row] = await sql.query<{ version: number | string }>(
    `SELECT snapshot_version AS version FROM directory_state WHERE snapshot_version IS NOT NULL AND verified_at_ms <= $1
     ORDER BY step DESC LIMIT 1`,
    [byMs],
  );
  return row === undefined ? undefined : Number(row.version);
}

/** The roots that were accepted, by path, up to a version. */
export async function acceptedRoots(sql: Sql, upTo: number): Promise<ReadonlyMap<string, Uint8Array>> {
  const names = Array.from({ length: upTo }, (_, index) => metadataFile('root', index + 1));
  return storedFiles(sql)(names);
}

/** The hash of the snapshot that was accepted under this version; `undefined` when none was. */
export async function snapshotHashAt(sql: Sql, version: number): Promise<Digest | undefined> {
  const [row] = await sql.query<{ hash: Digest }>(
    'SELECT snapshot_hash AS hash FROM directory_state WHERE snapshot_version = $1 ORDER BY step LIMIT 1',
    [version],
  );
  return row?.hash;
}

function stateOf([row]: readonly StateRow[]): AcceptedState | undefined {
  if (row === undefined) return undefined;
  if (row.root === null) throw refusal('directory.missing-file', 'the root that we trust is not in the database');
  return {
    step: Number(row.step),
    rootVersion: Number(row.root_version),
    timestampVersion: Number(row.timestamp_version ?? 0),
    snapshotVersion: Number(row.snapshot_version ?? 0),
    expiresAt: Number(row.expires_at ?? 0),
    verifiedAtMs: Number(row.verified_at_ms ?? 0),
    root: row.root,
    timestamp: row.timestamp ?? undefined,
    snapshot: row.snapshot ?? undefined,
  };
}

/** Accepted files by path. */
export function storedFiles(sql: Sql): StoredFiles {
  return async (paths) => {
    const rows = await sql.query<{ path: string; bytes: Uint8Array }>(
      'SELECT path, bytes FROM directory_file WHERE path = ANY($1)',
      [paths],
    );
    return new Map(rows.map(({ path, bytes }) => [path, bytes]));
  };
}

/**
 * Stores a step and its files in one statement, so that it is whole inside a transaction or without one. False when
 * another process has stepped from the same state first: then nothing is stored.
 */
export async function appendStep(sql: Sql, from: AcceptedState, next: Advance, nowMs: number): Promise<boolean> {
  const stepped = await sql.query(
    `WITH stepped AS (
       INSERT INTO directory_state
         (step, root_version, timestamp_version, snapshot_version, snapshot_hash, expires_at, verified_at_ms)
       VALUES ($1, $2, $3, $4, $5, $6, $7)
       ON CONFLICT (step) DO NOTHING
       RETURNING step
     ), filed AS (
       INSERT INTO directory_file (path, bytes)
       SELECT file.path, file.bytes FROM stepped, unnest($8::text[], $9::bytea[]) AS file (path, bytes)
       ON CONFLICT (path) DO NOTHING
     )
     SELECT step FROM stepped`,
    [
      ...[from.step + 1, next.rootVersion, next.timestampVersion],
      ...[next.content.version, next.content.hash, next.content.expiresAt, nowMs],
      ...[[...next.files.keys()], [...next.files.values()]],
    ],
  );
  return stepped.length === 1;
}

/** Stores the anchor as step 0. */
export async function appendAnchor(sql: Sql, rootVersion: number, root: Uint8Array): Promise<void> {
  await sql.query(
    `WITH anchored AS (
       INSERT INTO directory_state (step, root_version) VALUES (0, $1) ON CONFLICT (step) DO NOTHING RETURNING step
     )
     INSERT INTO directory_file (path, bytes) SELECT $2::text, $3::bytea FROM anchored`,
    [rootVersion, metadataFile('root', rootVersion), root],
  );
}

/** The anchor's bytes; `undefined` before it is set. */
export async function readAnchor(sql: Sql): Promise<Uint8Array | undefined> {
  const [row] = await sql.query<{ bytes: Uint8Array }>(
    `SELECT f.bytes FROM directory_state s JOIN directory_file f ON f.path = s.root_version || '.root.json' WHERE s.step = 0`,
  );
  return row?.bytes;
}
