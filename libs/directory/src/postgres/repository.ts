import type { CurrentPublication } from '../accept-online.js';
import type { FetchFile } from '../advance.js';
import { checkFullyNamed } from '../guard.js';
import type { DirectoryFiles } from '../publish.js';
import { refusal } from '../refusal.js';
import { metadataFile } from '../role-names.js';
import { readSnapshot, readTimestamp } from '../trusted-set.js';
import type { Sql } from './sql.js';

/**
 * A published file by the path that clients ask for; `undefined` when there is none. `timestamp.json` is the newest.
 */
export async function readFile(sql: Sql, path: string): Promise<Uint8Array | undefined> {
  const [row] =
    path === 'timestamp.json'
      ? await sql.query<{ bytes: Uint8Array }>(
          `SELECT bytes FROM directory_published WHERE timestamp_version IS NOT NULL
            ORDER BY timestamp_version DESC LIMIT 1`,
        )
      : await sql.query<{ bytes: Uint8Array }>('SELECT bytes FROM directory_published WHERE path = $1', [path]);
  return row?.bytes;
}

/**
 * The repository as a client in the same process fetches from it: one query after the other, since a transaction has one
 * connection.
 */
export function servedFrom(sql: Sql): FetchFile {
  let before: Promise<unknown> = Promise.resolve();
  return (path) => {
    const file = before.then(() => readFile(sql, path));
    before = file.catch(() => undefined);
    return file;
  };
}

/**
 * Publishes files; those already published with the same bytes are passed over. Run it in a transaction together with
 * `refreshDirectory` on `servedFrom` the same: what our own client refuses then rolls back and is never served.
 *
 * @throws directory.already-published when a path would get other bytes (two publishers took the same version),
 *   directory.rollback for a timestamp below the present one, directory.malformed-metadata
 */
export async function publish(sql: Sql, files: DirectoryFiles): Promise<void> {
  // publications wait for each other, so that what is compared below stays as it is
  await sql.query(`SELECT pg_advisory_xact_lock(hashtext('crex directory publication'))`);
  const named = [...files].map(([path, bytes]) => nameFile(path, bytes));
  for (const { version } of named) if (version !== null) await checkNewestTimestamp(sql, version);
  await checkUnpublished(sql, named);
  await sql.query(
    `INSERT INTO directory_published (path, bytes, timestamp_version)
     SELECT path, bytes, version FROM unnest($1::text[], $2::bytea[], $3::bigint[]) AS file (path, bytes, version)
     ON CONFLICT (path) DO NOTHING`,
    [named.map(({ path }) => path), named.map(({ bytes }) => bytes), named.map(({ version }) => version)],
  );
}

interface NamedFile {
  readonly path: string;
  readonly bytes: Uint8Array;
  /** Of a timestamp, which is kept under its version. */
  readonly version: number | null;
}

function nameFile(path: string, bytes: Uint8Array): NamedFile {
  if (path !== 'timestamp.json') return { path, bytes, version: null };
  const { version } = readTimestamp(bytes).signed;
  return { path: metadataFile('timestamp', version), bytes, version };
}

async function checkNewestTimestamp(sql: Sql, version: number): Promise<void> {
  const newer = await sql.query('SELECT 1 FROM directory_published WHERE timestamp_version > $1 LIMIT 1', [version]);
  if (newer.length > 0) throw refusal('directory.rollback', 'a newer timestamp is published already');
}

async function checkUnpublished(sql: Sql, files: readonly NamedFile[]): Promise<void> {
  const changed = await sql.query<{ path: string }>(
    `SELECT p.path FROM directory_published p
       JOIN unnest($1::text[], $2::bytea[]) AS file (path, bytes) ON file.path = p.path AND file.bytes <> p.bytes`,
    [files.map(({ path }) => path), files.map(({ bytes }) => bytes)],
  );
  const [first] = changed;
  if (first !== undefined) {
    throw refusal('directory.already-published', `${first.path} is published with other bytes`, {
      nextStep: 'read the current publication again and sign the next version',
    });
  }
}

/** What a new snapshot builds on; `undefined` before the first publication. @throws directory.missing-file */
export async function currentPublication(sql: Sql): Promise<(CurrentPublication & PublishedVersions) | undefined> {
  const bytes = await readFile(sql, 'timestamp.json');
  if (bytes === undefined) return undefined;
  const timestamp = readTimestamp(bytes).signed;
  const snapshot = await needed(sql, metadataFile('snapshot', timestamp.snapshotMeta.version));
  const meta = readSnapshot(snapshot).signed.meta['targets.json'];
  checkFullyNamed('targets.json', meta);
  return {
    timestampVersion: timestamp.version,
    snapshotVersion: timestamp.snapshotMeta.version,
    snapshot,
    targets: await needed(sql, metadataFile('targets', meta.version)),
  };
}
interface PublishedVersions {
  readonly timestampVersion: number;
  readonly snapshotVersion: number;
}

async function needed(sql: Sql, path: string): Promise<Uint8Array> {
  const bytes = await readFile(sql, path);
  if (bytes === undefined) throw refusal('directory.missing-file', `${path} is announced, but not published`);
  return bytes;
}
