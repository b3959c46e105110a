import type { ListedId } from '#libs/protocol';
import { advance, type FetchFile } from './advance.js';
import { DEFAULT_MIN_THRESHOLD } from './guard.js';
import type { TrustOptions } from './directory.js';
import { refusal } from './refusal.js';
import { viewOf, type DirectoryView } from './view.js';

/** Files of a directory as somebody gave them to us, and what we believe by ourselves. */
export interface GivenDirectory extends TrustOptions {
  /** The root metadata that all trust starts from: the reader's own, never one of the given files. */
  readonly root: Uint8Array;
  /** The given files by path, as a repository serves them. */
  readonly read: FetchFile;
  /** The moment at which they must all have been valid (milliseconds since 1970). */
  readonly validAtMs: number;
  /** The moment that the view shows; `validAtMs` unless given. */
  readonly asOfMs?: number;
  /** Whose parts are read; everybody's unless given. */
  readonly only?: readonly ListedId[];
}

/**
 * The view of a directory from its files alone: the whole client workflow of TUF from a pinned root, as of a moment that
 * may be long past. No database, no network, nothing kept: it knows of no version that came before or after.
 *
 * @throws every code for which a directory is refused
 */
export async function viewFromFiles(given: GivenDirectory): Promise<DirectoryView> {
  const { root, read, validAtMs, asOfMs = validAtMs, minThreshold = DEFAULT_MIN_THRESHOLD, only } = given;
  const nothing = { timestamp: undefined, snapshot: undefined, timestampVersion: 0, snapshotVersion: 0 };
  const stored = () => Promise.resolve(new Map<string, Uint8Array>());
  const verified = await advance({ root, ...nothing }, { stored, fetch: read, nowMs: validAtMs, minThreshold, only });
  if (verified === undefined) throw refusal('directory.missing-file', 'there is no timestamp');
  return viewOf(verified.content, asOfMs);
}
