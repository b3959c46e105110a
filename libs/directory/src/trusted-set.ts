import { Metadata, MetadataKind, type Root, type Snapshot, type Targets, type Timestamp } from '@tufjs/models';
import { LengthOrHashMismatchError, UnsignedMetadataError } from '@tufjs/models/dist/error.js';
import { BadVersionError, EqualVersionError, ExpiredMetadataError, RepositoryError } from 'tuf-js/dist/error.js';
import { TrustedMetadataStore } from 'tuf-js/dist/store.js';
import { isCrexError, type ListedId } from '#libs/protocol';
import { MAX_METADATA_BYTES, type Part } from './limits.js';
import { parseMetadata } from './parse.js';
import { refusal, type DirectoryCode } from './refusal.js';
import { roleOf } from './role-names.js';

/**
 * The library's client state machine with our clock. `Updater`, tuf-js' front door, is the same machine with files and
 * HTTP around it; ours are PostgreSQL and the caller's fetch, so we take the machine itself. It stands below `dist` and
 * its clock is private: the version is pinned, and `trusted-set.spec.ts` fails if either moves.
 */
class ClockedStore extends TrustedMetadataStore {
  constructor(root: Buffer, nowMs: number) {
    super(root);
    this['referenceTime'] = new Date(nowMs);
  }
}

/** A delegated part: expired ones are verified like all others, and marked. */
export interface VerifiedPart {
  readonly signed: Targets;
  readonly expired: boolean;
}

/**
 * What has been verified so far in one walk, starting from a trusted root (TUF 5.2). Each method makes the checks of
 * its step or throws: directory.too-large, directory.malformed-metadata, directory.under-signed, directory.rollback,
 * directory.expired, directory.mismatch.
 */
export class TrustedSet {
  readonly #store: ClockedStore;

  constructor(root: Uint8Array, nowMs: number) {
    parseMetadata(root, MAX_METADATA_BYTES.root, 'root');
    this.#store = verified('root', () => new ClockedStore(bufferOf(root), nowMs));
  }

  get root(): Root {
    return this.#store.root.signed;
  }

  /** TUF 5.3.4 to 5.3.8: signed by the root before it and by itself, the very next version. */
  updateRoot(bytes: Uint8Array): Root {
    parseMetadata(bytes, MAX_METADATA_BYTES.root, 'root');
    return verified('root', () => this.#store.updateRoot(bufferOf(bytes))).signed;
  }

  /** The timestamp held from before, as a bound; one that the present root no longer vouches for is none (5.3.11). */
  recallTimestamp(bytes: Uint8Array): void {
    ignoreRefusal(() => this.#store.updateTimestamp(bufferOf(bytes)));
  }

  /** TUF 5.4.2 to 5.4.4; `undefined` for the version that was recalled. */
  updateTimestamp(bytes: Uint8Array): Timestamp | undefined {
    parseMetadata(bytes, MAX_METADATA_BYTES.timestamp, 'timestamp');
    return verified('timestamp', () => {
      try {
        return this.#store.updateTimestamp(bufferOf(bytes)).signed;
      } catch (error) {
        if (error instanceof EqualVersionError) return undefined;
        throw error;
      }
    });
  }

  /** The snapshot held from before: the versions that it names are lower bounds (5.5.5). */
  recallSnapshot(bytes: Uint8Array): void {
    ignoreRefusal(() => this.#store.updateSnapshot(bufferOf(bytes), true));
  }

  /** TUF 5.5.2 to 5.5.6. */
  updateSnapshot(bytes: Uint8Array): Snapshot {
    parseMetadata(bytes, MAX_METADATA_BYTES.snapshot, 'snapshot');
    return verified('snapshot', () => this.#store.updateSnapshot(bufferOf(bytes))).signed;
  }

  /** TUF 5.6.2 to 5.6.5 for the governing offices' own file. */
  updateTargets(bytes: Uint8Array): Targets {
    parseMetadata(bytes, MAX_METADATA_BYTES.targets, 'targets');
    return verified('targets', () => {
      this.#store.updateDelegatedTargets(bufferOf(bytes), 'targets', 'root');
      return (this.#store.targets as Metadata<Targets>).signed;
    });
  }

  /**
   * TUF 5.6.2 to 5.6.4 for a member's part. An expired one is not refused: a country that is offline for two days must
   * not take the directory of the others with it. The library looks at expiry last, after hash, signatures and version.
   */
  updatePart(bytes: Uint8Array, member: ListedId, part: Part): VerifiedPart {
    const role = roleOf(member, part);
    const json = parseMetadata(bytes, MAX_METADATA_BYTES[part], role);
    return verified(role, () => {
      try {
        this.#store.updateDelegatedTargets(bufferOf(bytes), role, 'targets');
      } catch (error) {
        if (error instanceof ExpiredMetadataError) return { signed: targetsOf(json).signed, expired: true };
        throw error;
      }
      return { signed: (this.#store.getRole(role) as Metadata<Targets>).signed, expired: false };
    });
  }
}

/**
 * Targets metadata that is in no trusted set yet (a pushed part).
 *
 * @throws directory.too-large, directory.malformed-metadata
 */
export function readTargets(bytes: Uint8Array, kind: 'targets' | Part): Metadata<Targets> {
  const json = parseMetadata(bytes, MAX_METADATA_BYTES[kind], kind);
  return verified(kind, () => targetsOf(json));
}

/** @throws directory.malformed-metadata */
export function readSnapshot(bytes: Uint8Array): Metadata<Snapshot> {
  const json = parseMetadata(bytes, MAX_METADATA_BYTES.snapshot, 'snapshot');
  return verified('snapshot', () => Metadata.fromJSON(MetadataKind.Snapshot, json as JsonObject));
}

/** @throws directory.malformed-metadata */
export function readTimestamp(bytes: Uint8Array): Metadata<Timestamp> {
  const json = parseMetadata(bytes, MAX_METADATA_BYTES.timestamp, 'timestamp');
  return verified('timestamp', () => Metadata.fromJSON(MetadataKind.Timestamp, json as JsonObject));
}

/** Runs the library's checks and says in our codes why they refuse. */
export function verified<T>(role: string, check: () => T): T {
  try {
    return check();
  } catch (error) {
    if (isCrexError(error)) throw error;
    const [code, detail] = reasonOf(error, role);
    throw refusal(code, `${role}: ${detail}`, { cause: error });
  }
}

type JsonObject = Parameters<typeof Metadata.fromJSON>[1];

function targetsOf(json: unknown): Metadata<Targets> {
  return Metadata.fromJSON(MetadataKind.Targets, json as JsonObject);
}

function reasonOf(error: unknown, role: string): [DirectoryCode, string] {
  if (error instanceof UnsignedMetadataError) return ['directory.under-signed', 'fewer good signatures than it needs'];
  if (error instanceof ExpiredMetadataError) return ['directory.expired', 'no longer valid'];
  if (error instanceof LengthOrHashMismatchError) return ['directory.mismatch', 'other bytes than were announced'];
  if (error instanceof BadVersionError) {
    return ['root', 'timestamp', 'snapshot'].includes(role)
      ? ['directory.rollback', 'a version below the one held, or not the one announced']
      : ['directory.mismatch', 'another version than the snapshot announces'];
  }
  if (error instanceof RepositoryError) return ['directory.rollback', 'it lacks a file that was listed before'];
  return ['directory.malformed-metadata', 'not TUF metadata of this role'];
}

/** What was accepted once may be refused now (expired, another root): then it is no bound, and the caller's floors hold. */
function ignoreRefusal(recall: () => unknown): void {
  try {
    recall();
  } catch {
    // expired: the library keeps it as a bound all the same
  }
}

function bufferOf(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
