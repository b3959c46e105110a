import { CrexError } from '#libs/protocol';
import { GROUPS, type Entry, type Group } from '../entry-types.js';
import { encodeLeaf, leafHashOf, type Commitments, type Leaf } from '../leaf.js';
import { PSEUDONYM_PARTS, pseudonymOf, sealPart, type PseudonymKind } from '../part.js';
import type { PeriodKey } from './period-keys.js';
import { serverErrorOf } from './server-error.js';
import type { Sql } from './sql.js';

/** An entry that a verb wants to make: what the leaf says in the clear, and the parts that can be erased later. */
export interface NewEntry {
  /** Random UUID of the event; entries of one event share it, each of another type (docs/protocol/log-entries.md). */
  readonly eventId: string;
  readonly entry: Entry;
  /** Whom it is about. */
  readonly subject?: object;
  /** Who did it: role, staff number, authority. */
  readonly actor?: object;
  /** All else: case, search data, records and fields transmitted. */
  readonly detail?: object;
  /** References by whose pseudonyms the entry is found: one fixed spelling each, erased with the part. */
  readonly findBy?: { readonly [K in PseudonymKind]?: readonly string[] };
}

/** An entry as the log holds it. */
export interface LogEntry<L extends Leaf = Leaf> {
  readonly leaf: L;
  /** The canonical bytes, for ever. */
  readonly bytes: Uint8Array;
  /** SHA-256(0x00 || bytes), base64url. */
  readonly leafHash: string;
}

interface Settings {
  readonly origin: string;
  readonly pseudonymKey: Uint8Array;
  /** Seconds since 1970. */
  readonly at: number;
  readonly keyOf: (group: Group) => PeriodKey;
}

type Part = readonly [ordinal: number, group: Group, key: number, ciphertext: Buffer];
type Pseudonym = readonly [ordinal: number, group: Group, value: Buffer];

const APPEND = `SELECT ordinal, leaf_hash FROM audit_append(
  $1::bytea[], $2::integer[], $3::text[], $4::integer[], $5::bytea[], $6::integer[], $7::text[], $8::bytea[])`;

/**
 * Writes a batch in one statement of the caller's transaction.
 *
 * @throws audit.malformed-leaf, audit.malformed-part, audit.part-too-long, audit.no-period-key, audit.no-such-part,
 *         audit.duplicate-entry, audit.leaf-hash-mismatch
 */
export async function appendEntries(sql: Sql, entries: readonly NewEntry[], settings: Settings): Promise<LogEntry[]> {
  const parts: Part[] = [];
  const pseudonyms: Pseudonym[] = [];
  const made = entries.map((entry, index) => {
    pseudonyms.push(...pseudonymsOf(entry, index + 1, settings.pseudonymKey));
    return makeEntry(entry, settings, (group, key, ciphertext) => parts.push([index + 1, group, key, ciphertext]));
  });
  const rows = await insert(sql, [
    made.map(({ bytes }) => bytes),
    ...[parts.map((p) => p[0]), parts.map((p) => p[1]), parts.map((p) => p[2]), parts.map((p) => p[3])],
    ...[pseudonyms.map((p) => p[0]), pseudonyms.map((p) => p[1]), pseudonyms.map((p) => p[2])],
  ]);
  checkSameHashes(made, rows);
  return made;
}

function makeEntry(
  { eventId, entry, ...erasable }: NewEntry,
  { origin, at, keyOf }: Settings,
  keep: (group: Group, key: number, ciphertext: Buffer) => void,
): LogEntry {
  const c: { [G in Group]?: string } = {};
  for (const group of GROUPS) {
    const value = erasable[group];
    if (value === undefined) continue;
    const { id, key } = keyOf(group);
    const { commitment, ciphertext } = sealPart(key, { eventId, type: entry.type, group }, value);
    c[group] = commitment;
    keep(group, id, ciphertext);
  }
  return logEntry({ ...entry, v: 1, eventId, origin, at, c: c satisfies Commitments });
}

function logEntry(leaf: Leaf): LogEntry {
  const bytes = encodeLeaf(leaf);
  return { leaf, bytes, leafHash: leafHashOf(bytes).toString('base64url') };
}

function pseudonymsOf(entry: NewEntry, ordinal: number, pseudonymKey: Uint8Array): Pseudonym[] {
  const kinds = Object.keys(PSEUDONYM_PARTS) as PseudonymKind[];
  return kinds.flatMap((kind) => {
    const references = entry.findBy?.[kind] ?? [];
    if (references.length > 0) checkPartPresent(entry, kind);
    const group = PSEUDONYM_PARTS[kind];
    return references.map((reference): Pseudonym => [ordinal, group, pseudonymOf(pseudonymKey, kind, reference)]);
  });
}

async function insert(sql: Sql, values: readonly unknown[]): Promise<Map<number, Uint8Array>> {
  try {
    const rows = await sql.query<{ ordinal: number; leaf_hash: Uint8Array }>(APPEND, values);
    return new Map(rows.map((row) => [row.ordinal, row.leaf_hash]));
  } catch (cause) {
    throw serverErrorOf(cause)?.constraint === 'audit_entry_event_id_type_key' ? duplicate(cause) : cause;
  }
}

function duplicate(cause: unknown): CrexError {
  return new CrexError('audit.duplicate-entry', 'the log already has an entry of this type for this event', {
    cause,
    nextStep: 'roll back: the step was already done, or the event needs an id of its own',
  });
}

/** A pseudonym without its part would outlive the erasure of the part. */
function checkPartPresent(entry: NewEntry, kind: PseudonymKind): void {
  const group = PSEUDONYM_PARTS[kind];
  if (entry[group] === undefined) {
    throw new CrexError('audit.no-such-part', `findBy.${kind} stands only with a ${group} part`);
  }
}

/** The database hashed the bytes that it stored; a difference means that it did not store ours. */
function checkSameHashes(made: readonly LogEntry[], stored: ReadonlyMap<number, Uint8Array>): void {
  const differs = made.some(({ leafHash }, index) => leafHash !== base64url(stored.get(index + 1)));
  if (differs || stored.size !== made.length) {
    throw new CrexError('audit.leaf-hash-mismatch', 'the database stored another leaf than it was given', {
      nextStep: 'roll back and stop the node: the database or the way to it is not sound',
    });
  }
}

function base64url(bytes: Uint8Array | undefined): string | undefined {
  return bytes === undefined ? undefined : Buffer.from(bytes).toString('base64url');
}
