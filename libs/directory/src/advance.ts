import type { Root, Timestamp } from '@tufjs/models';
import { isCrexError, type ListedId } from '#libs/protocol';
import { checkFloor, checkLife, checkRoot, checkVersionAndExpiry, expirySeconds } from './guard.js';
import { MAX_METADATA_BYTES, MAX_ROOT_ROTATIONS } from './limits.js';
import { checkSize } from './parse.js';
import { readContent, type DirectoryContent, type Obtain, type WantedFile } from './read-content.js';
import { refusal } from './refusal.js';
import { metadataFile } from './role-names.js';
import { TrustedSet } from './trusted-set.js';

/** Gets a file of the repository; `undefined` when there is none. The caller may stop reading after `maxBytes`. */
export type FetchFile = (path: string, maxBytes: number) => Promise<Uint8Array | undefined>;

/** Files accepted before, by path; those that are not there are left out. */
export type StoredFiles = (paths: readonly string[]) => Promise<ReadonlyMap<string, Uint8Array>>;

/** What was accepted last. The versions are kept apart from the files: they hold even when a file is lost. */
export interface Held {
  readonly root: Uint8Array;
  readonly timestamp: Uint8Array | undefined;
  readonly snapshot: Uint8Array | undefined;
  /** 0 before the first refresh. */
  readonly timestampVersion: number;
  readonly snapshotVersion: number;
}

/** A verified step forward. */
export interface Advance {
  readonly rootVersion: number;
  readonly timestampVersion: number;
  readonly content: DirectoryContent;
  /** Every file that is new to us, by path, the timestamp under its version. */
  readonly files: ReadonlyMap<string, Uint8Array>;
}

export interface AdvanceOptions {
  readonly stored: StoredFiles;
  readonly fetch: FetchFile;
  readonly nowMs: number;
  readonly minThreshold: number;
  /** Whose parts are read; everybody's unless given. */
  readonly only?: readonly ListedId[] | undefined;
}

const FETCHES_AT_ONCE = 8;

/**
 * The TUF client workflow (5.3 to 5.6) from what is held to what the repository serves, with our guard after each step;
 * `undefined` when it serves the timestamp that is held. Nothing is stored here: either all of it is good, or none.
 * A new root is looked for whenever the timestamp is a new one, so a quiet poll costs one fetch; a root is published
 * together with a timestamp.
 *
 * @throws the codes of TrustedSet, of readContent and of the guard, directory.unreachable
 */
export async function advance(held: Held, options: AdvanceOptions): Promise<Advance | undefined> {
  const { nowMs, minThreshold, only } = options;
  const source = new FileSource(options);
  const timestampBytes = await source.fetchNeeded({ path: 'timestamp.json', maxBytes: MAX_METADATA_BYTES.timestamp });
  if (held.timestamp !== undefined && Buffer.compare(held.timestamp, timestampBytes) === 0) return undefined;

  const set = new TrustedSet(held.root, nowMs);
  const before = set.root;
  checkRoot(before, minThreshold);
  await walkRoots(set, source, minThreshold);
  checkLife('root', expirySeconds(set.root), nowMs);

  // 5.3.11: when a key was taken out of a role, what it may have signed is no bound any more (fast-forward recovery)
  const keeps = (role: 'timestamp' | 'snapshot') => !lostKey(before, set.root, role);
  if (held.timestamp !== undefined && keeps('timestamp')) set.recallTimestamp(held.timestamp);
  const timestamp = set.updateTimestamp(timestampBytes);
  if (timestamp === undefined) return undefined;
  checkTimestamp(timestamp, nowMs);
  checkFloor('timestamp', timestamp.version, keeps('timestamp') ? held.timestampVersion : 0);
  checkFloor('snapshot', timestamp.snapshotMeta.version, keeps('snapshot') ? held.snapshotVersion : 0);
  if (held.snapshot !== undefined && keeps('snapshot')) set.recallSnapshot(held.snapshot);

  const content = await readContent({ set, timestamp, nowMs, only }, source.obtain);
  source.fetched.set(metadataFile('timestamp', timestamp.version), timestampBytes);
  return { rootVersion: set.root.version, timestampVersion: timestamp.version, content, files: source.fetched };
}

/** Root after root, each signed by the one before and by itself (TUF 5.3.2 to 5.3.9). */
async function walkRoots(set: TrustedSet, source: FileSource, minThreshold: number): Promise<void> {
  for (let rotations = 0; rotations < MAX_ROOT_ROTATIONS; rotations++) {
    const path = metadataFile('root', set.root.version + 1);
    const bytes = await source.fetch({ path, maxBytes: MAX_METADATA_BYTES.root });
    if (bytes === undefined) return;
    checkRoot(set.updateRoot(bytes), minThreshold);
    source.fetched.set(path, bytes);
  }
}

function checkTimestamp(timestamp: Timestamp, nowMs: number): void {
  checkVersionAndExpiry('timestamp', timestamp);
  checkLife('timestamp', expirySeconds(timestamp), nowMs);
}

function lostKey(before: Root, after: Root, role: 'timestamp' | 'snapshot'): boolean {
  const kept = after.roles[role]?.keyIDs ?? [];
  return (before.roles[role]?.keyIDs ?? []).some((id) => !kept.includes(id));
}

/** Files by path: from the own store when they are there (they never change), else from the repository. */
class FileSource {
  readonly fetched = new Map<string, Uint8Array>();
  readonly #options: AdvanceOptions;

  constructor(options: AdvanceOptions) {
    this.#options = options;
  }

  readonly obtain: Obtain = async (files) => {
    const found = new Map(await this.#options.stored(files.map(({ path }) => path)));
    const missing = files.filter(({ path }) => !found.has(path));
    for (let start = 0; start < missing.length; start += FETCHES_AT_ONCE) {
      const batch = missing.slice(start, start + FETCHES_AT_ONCE);
      const bytes = await Promise.all(batch.map((file) => this.fetchNeeded(file)));
      batch.forEach(({ path }, index) => {
        found.set(path, bytes[index] as Uint8Array);
        this.fetched.set(path, bytes[index] as Uint8Array);
      });
    }
    return found;
  };

  async fetchNeeded(file: WantedFile): Promise<Uint8Array> {
    const bytes = await this.fetch(file);
    if (bytes === undefined) throw refusal('directory.missing-file', `${file.path} is announced, but not served`);
    return bytes;
  }

  async fetch({ path, maxBytes }: WantedFile): Promise<Uint8Array | undefined> {
    let bytes: Uint8Array | undefined;
    try {
      bytes = await this.#options.fetch(path, maxBytes);
    } catch (cause) {
      if (isCrexError(cause)) throw cause;
      throw refusal('directory.unreachable', `${path} could not be fetched`, { cause });
    }
    if (bytes !== undefined) checkSize(bytes, maxBytes, path);
    return bytes;
  }
}
