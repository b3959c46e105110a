import type { KeyObject } from 'node:crypto';
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
  readonly pseudonymKey: KeyObject;
  /** Seconds since 1970. */
  readonly at: number;
  readonly keyOf: (group: Group) => PeriodKey;
}

/** What is written of one entry, besides its leaf: of each part its period key, its ciphertext and its pseudonyms. */
type StoredPart = readonly [key: number | null, ciphertext: Buffer | null, names: Buffer | null];

interface MadeEntry extends LogEntry {
  readonly parts: readonly StoredPart[];
}

const PART_TYPES = ['integer', 'bytea', 'bytea'] as const;
const TYPES = ['bytea', ...GROUPS.flatMap(() => PART_TYPES)] as const;
const COLUMNS = ['leaf', ...GROUPS.flatMap((group) => [`${group}_key`, group, `${group}_names`])];
/** One entry, whose values go as they are; many, as one list for each column. */
const APPEND_ONE = `SELECT 1 AS ordinal, audit_append(${TYPES.map((type, at) => `$${at + 1}::${type}`).join(', ')}) AS leaf_hash`;
const APPEND_MANY = `SELECT e.ordinal, audit_append(${COLUMNS.map((name) => `e.${name}`).join(', ')}) AS leaf_hash
  FROM unnest(${TYPES.map((type, at) => `$${at + 1}::${type}[]`).join(', ')}) WITH ORDINALITY AS e (${COLUMNS.join(', ')}, ordinal)`;

/**
 * Writes a batch in one statement of the caller's transaction.
 *
 * @throws audit.malformed-leaf, audit.malformed-part, audit.part-too-long, audit.no-period-key, audit.no-such-part,
 *         audit.duplicate-entry, audit.leaf-hash-mismatch
 */
export async function appendEntries(sql: Sql, entries: readonly NewEntry[], settings: Settings): Promise<LogEntry[]> {
  const made = entries.map((entry) => makeEntry(entry, settings));
  const rows = made.map(({ bytes, parts }) => [bytes, ...parts.flat()]);
  const [first = []] = rows;
  const stored =
    rows.length === 1
      ? await insert(sql, APPEND_ONE, first)
      : await insert(
          sql,
          APPEND_MANY,
          first.map((_, column) => rows.map((row) => row[column])),
        );
  checkSameHashes(made, stored);
  return made.map(({ leaf, bytes, leafHash }) => ({ leaf, bytes, leafHash }));
}

function makeEntry(given: NewEntry, { origin, at, keyOf, pseudonymKey }: Settings): MadeEntry {
  const { eventId, entry } = given;
  const names = namesOf(given, pseudonymKey);
  const c: { [G in Group]?: string } = {};
  const parts = GROUPS.map((group): StoredPart => {
    const value = given[group];
    if (value === undefined) return [null, null, null];
    const { id, key } = keyOf(group);
    const { commitment, ciphertext } = sealPart(key, { eventId, type: entry.type, group }, value);
    c[group] = commitment;
    return [id, ciphertext, names.get(group) ?? null];
  });
  const leaf: Leaf = { ...entry, v: 1, eventId, origin, at, c: c satisfies Commitments };
  const bytes = encodeLeaf(leaf);
  return { leaf, bytes, leafHash: leafHashOf(bytes).toString('base64url'), parts };
}

/** The pseudonyms that go with each part, one after the other. */
function namesOf(entry: NewEntry, pseudonymKey: KeyObject): Map<Group, Buffer> {
  const names = new Map<Group, Buffer>();
  for (const kind of Object.keys(PSEUDONYM_PARTS) as PseudonymKind[]) {
    const references = [...new Set(entry.findBy?.[kind])];
    if (references.length === 0) continue;
    checkPartPresent(entry, kind);
    const group = PSEUDONYM_PARTS[kind];
    names.set(group, Buffer.concat(references.map((reference) => pseudonymOf(pseudonymKey, kind, reference))));
  }
  return names;
}

async function insert(sql: Sql, text: string, values: readonly unknown[]): Promise<Map<number, Uint8Array>> {
  try {
    const rows = await sql.query<{ ordinal: number; leaf_hash: Uint8Array }>(text, values);
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
