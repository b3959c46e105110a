import type { Digest, ListedId } from '#libs/protocol';
import { reread } from './directory.js';
import { acceptedRoots, stateOfSnapshotBy } from './postgres/accepted-state.js';
import type { Sql } from './postgres/sql.js';
import { metadataFile } from './role-names.js';

/** The files of one version of the directory: all that a third party needs to verify it from a root that it trusts. */
export interface FilesAt {
  /** Of the snapshot. */
  readonly version: number;
  readonly hash: Digest;
  readonly rootVersion: number;
  readonly timestampVersion: number;
  /** When this side verified them (milliseconds since 1970). */
  readonly verifiedAtMs: number;
  /** By path, the timestamp under its version, the roots from the anchor on. */
  readonly files: ReadonlyMap<string, Uint8Array>;
}

/**
 * The files of a snapshot version as it was accepted last by a moment, or first after it; verified once more.
 * `undefined` when it was never accepted here.
 *
 * @param byMs milliseconds since 1970
 * @param only whose parts are wanted; everybody's unless given
 * @throws directory.missing-file and the codes of a refused directory, when the database was changed
 */
export async function directoryFilesAt(
  sql: Sql,
  version: number,
  byMs: number,
  only?: readonly ListedId[],
): Promise<FilesAt | undefined> {
  const state = await stateOfSnapshotBy(sql, version, byMs);
  if (state === undefined) return undefined;
  const { rootVersion, timestampVersion, verifiedAtMs, timestamp } = state;
  const files = new Map(await acceptedRoots(sql, rootVersion));
  const { hash } = await reread(sql, state, only, files);
  files.set(metadataFile('timestamp', timestampVersion), timestamp as Uint8Array); // reread has read it
  return { version, hash, rootVersion, timestampVersion, verifiedAtMs, files };
}
