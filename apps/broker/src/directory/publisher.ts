import { createHash, randomUUID } from 'node:crypto';
import type { AuditLog, EntryOf, NewEntry } from '#libs/audit';
import {
  createSnapshot,
  createTimestamp,
  currentPublication,
  publish,
  readFile,
  refreshDirectory,
  type DirectoryFiles,
  type DirectoryView,
} from '#libs/directory';
import { sqlOf, type Sql, type Transaction } from '#libs/platform';
import { CrexError } from '#libs/protocol';
import type { BrokerIdentity } from '../broker-identity.js';
import type { PublisherKeys } from '../keys.js';

const DAY_SECONDS = 24 * 3600;
export const TIMESTAMP_LIFE_SECONDS = DAY_SECONDS;
export const SNAPSHOT_LIFE_SECONDS = 7 * DAY_SECONDS;

/** What is published now, and when its two fast files end (seconds since 1970). */
export type Published = NonNullable<Awaited<ReturnType<typeof currentPublication>>> & {
  readonly timestampExpires: number;
  readonly snapshotExpires: number;
};

/**
 * Publishes the directory. Whatever is published is accepted by our own client first, and every version of every role
 * is in the broker's log: all in the caller's transaction, so none of the three is ever without the others.
 */
export class Publisher {
  constructor(
    private readonly log: AuditLog,
    private readonly broker: BrokerIdentity,
    private readonly keys: PublisherKeys,
  ) {}

  /** What the next publication follows; until this transaction ends the other publishers wait. */
  async begin(tx: Transaction): Promise<Published | undefined> {
    await sqlOf(tx).query(`SELECT pg_advisory_xact_lock(hashtext('crex next publication'))`);
    const current = await currentPublication(sqlOf(tx));
    const timestamp = await readFile(sqlOf(tx), 'timestamp.json');
    if (current === undefined || timestamp === undefined) return undefined;
    return { ...current, timestampExpires: expiryOf(timestamp), snapshotExpires: expiryOf(current.snapshot) };
  }

  /** New parts (or none) under a new snapshot and timestamp. */
  async publishSnapshot(
    tx: Transaction,
    current: Published | undefined,
    files: DirectoryFiles,
  ): Promise<DirectoryView> {
    const snapshot = await createSnapshot({
      version: (current?.snapshotVersion ?? 0) + 1,
      expires: this.broker.nowSeconds() + SNAPSHOT_LIFE_SECONDS,
      signers: [this.keys.snapshot],
      ...(current === undefined ? {} : { previous: current.snapshot }),
      files,
    });
    const [bytes] = snapshot.values();
    const timestamp = await this.signTimestamp(current, bytes as Uint8Array);
    return this.publishFiles(tx, new Map([...files, ...snapshot, ...timestamp]));
  }

  /** A new timestamp of the present snapshot. */
  async publishTimestamp(tx: Transaction, current: Published): Promise<DirectoryView> {
    return this.publishFiles(tx, await this.signTimestamp(current, current.snapshot));
  }

  /** A whole publication that is signed already. @throws directory.* when our own client would refuse it */
  async publishFiles(tx: Transaction, files: DirectoryFiles): Promise<DirectoryView> {
    const sql = oneAtATime(sqlOf(tx));
    await publish(sql, files);
    const { view } = await refreshDirectory({
      ...{ sql, env: this.broker.env, nowMs: this.broker.clock.nowMs() },
      fetch: (path) => readFile(sql, path),
    });
    await this.log.append(sql, [...files].flatMap(versionEntry));
    return view;
  }

  private signTimestamp(current: Published | undefined, snapshot: Uint8Array): Promise<DirectoryFiles> {
    return createTimestamp({
      version: (current?.timestampVersion ?? 0) + 1,
      expires: this.broker.nowSeconds() + TIMESTAMP_LIFE_SECONDS,
      signers: [this.keys.timestamp],
      snapshot,
    });
  }
}

/** A transaction is one connection: what the directory's client asks at once waits here in line. */
function oneAtATime(sql: Sql): Sql {
  let last: Promise<unknown> = Promise.resolve();
  return {
    query: (text, values) => {
      const next = last.then(() => sql.query(text, values)) as Promise<never>;
      last = next.catch(() => undefined);
      return next;
    },
  };
}

/** @throws directory.none */
export function checkPublished(current: Published | undefined): asserts current is Published {
  if (current === undefined) throw new CrexError('directory.none', 'no directory has been published yet');
}

/** The log entry of a metadata file; target files are named by their metadata's digests. */
function versionEntry([path, bytes]: readonly [string, Uint8Array]): NewEntry[] {
  const [, number, name] = /^(?:(\d+)\.)?([A-Za-z-]+)\.json$/.exec(path) ?? [];
  if (name === undefined) return [];
  const version = number === undefined ? signedPart(bytes).version : Number(number);
  const [member, part] = name.split('-');
  const role = part === undefined ? name : `members/${member ?? ''}/${part}`;
  const digest = createHash('sha256').update(bytes).digest('base64url');
  const entry: EntryOf<'DIRECTORY_VERSION'> = { type: 'DIRECTORY_VERSION', role, version, digest };
  return [{ eventId: randomUUID(), entry }];
}

/** Seconds since 1970. */
export function expiryOf(metadata: Uint8Array): number {
  return Date.parse(signedPart(metadata).expires) / 1000;
}

/** Fields of TUF metadata, for naming and planning alone: what is published is verified by the directory's own client. */
interface Signed {
  readonly version: number;
  readonly expires: string;
  /** Of a snapshot. */
  readonly meta?: Readonly<Record<string, { readonly version: number }>>;
  /** Of targets and parts. */
  readonly targets?: Readonly<Record<string, { readonly hashes: { readonly sha256: string } }>>;
}

/** @throws directory.malformed-metadata */
export function signedPart(metadata: Uint8Array): Signed {
  try {
    return (JSON.parse(Buffer.from(metadata).toString('utf8')) as { signed: Signed }).signed;
  } catch (cause) {
    throw new CrexError('directory.malformed-metadata', 'not TUF metadata', { cause });
  }
}
