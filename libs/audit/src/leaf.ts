import { createHash } from 'node:crypto';
import { canonicalJson, CrexError, type LogPromise, type Pointer } from '#libs/protocol';
import { GROUPS, isEntryType, shapeOf, type Entry, type EntryType, type Group } from './entry-types.js';
import { digest, origin, partiesOf, seconds, uuid, type Kind, type OptionalKind } from './field-kinds.js';
import { isPlainObject } from './json-value.js';

/** What a log commits to for ever: who told whom, when and by which rule; about whom only as salted commitments. */
export type Leaf = LeafHead & Entry;

/** The leaf of one type of entry: `LeafOf<'SENT'>`. */
export type LeafOf<T extends EntryType> = Extract<Leaf, { readonly type: T }>;

interface LeafHead {
  readonly v: 1;
  /** Random UUID of the event. It is as good as a salt, so it is told to the parties of the event and to nobody else. */
  readonly eventId: string;
  /** The log (C2SP origin line), so that a leaf cannot be shown as one of another log. */
  readonly origin: string;
  /** Seconds since 1970-01-01T00:00:00Z, by the clock of the node that wrote it. */
  readonly at: number;
  readonly c: Commitments;
}

/** HMAC-SHA-256 over each part that the entry has, base64url. */
export type Commitments = { readonly [G in Group]?: string };

/** The most bytes of a leaf: its length must fit the entry bundles (uint16) of C2SP tlog-tiles. */
export const MAX_LEAF_BYTES = 65_535;
const LEAF_PREFIX = Buffer.of(0x00);
const HEAD: Readonly<Record<string, Kind>> = { eventId: uuid, origin, at: seconds };
const HEAD_NAMES = ['v', 'type', 'c', ...Object.keys(HEAD)];
const strictUtf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/**
 * The bytes of a leaf: canonical JSON (JCS, RFC 8785).
 *
 * @throws audit.malformed-leaf with a pointer to each element at fault
 */
export function encodeLeaf(leaf: Leaf): Buffer {
  checkLeaf(leaf);
  return canonicalBytes(leaf);
}

/**
 * Reads the bytes of a leaf and refuses whatever {@link encodeLeaf} would not have written.
 *
 * @throws audit.leaf-too-long, audit.malformed-leaf, audit.not-canonical
 */
export function readLeaf(bytes: Uint8Array): Leaf {
  checkLength(bytes);
  const value = parse(bytes);
  checkLeaf(value);
  checkCanonical(value, bytes); // refuses spaces, other key orders, duplicate keys, 1.0 and 1e0
  return value;
}

/**
 * The hash by which the tree knows a leaf: SHA-256(0x00 || leaf).
 *
 * @see RFC 9162 §2.1.1
 */
export function leafHashOf(leaf: Uint8Array): Buffer {
  return createHash('sha256').update(LEAF_PREFIX).update(leaf).digest();
}

/** What an answerer puts into its signed content: this entry is in my log, hold me to it. */
export function promiseOf({ leaf, leafHash }: { readonly leaf: Leaf; readonly leafHash: string }): LogPromise {
  return { eventId: leaf.eventId, origin: leaf.origin, leafHash, time: leaf.at };
}

function checkLeaf(value: unknown): asserts value is Leaf {
  checkObject(value);
  checkVersion(value);
  checkHead(value);
  const type = checkedType(value);
  const { fields, commits } = shapeOf(type);
  checkNoOtherField(value, fields);
  checkFields(value, fields);
  const commitments = checkedCommitments(value);
  checkCommitmentForms(commitments);
  checkPartsCommitted(commitments, commits);
  checkParties(value);
  checkRange(value);
}

function parse(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(strictUtf8.decode(bytes)) as unknown;
  } catch {
    throw malformed([{ pointer: '', rule: 'is JSON in UTF-8 (RFC 8259)' }]); // the parser's own words quote the input
  }
}

function canonicalBytes(leaf: object): Buffer {
  return Buffer.from(canonicalJson(leaf), 'utf8');
}

function checkLength(bytes: Uint8Array): void {
  if (bytes.length > MAX_LEAF_BYTES)
    throw new CrexError('audit.leaf-too-long', `a leaf has at most ${MAX_LEAF_BYTES} bytes`);
}

function checkCanonical(value: object, bytes: Uint8Array): void {
  if (!canonicalBytes(value).equals(bytes))
    throw new CrexError('audit.not-canonical', 'the leaf is not in canonical form (RFC 8785)');
}

function checkObject(value: unknown): asserts value is Record<string, unknown> {
  if (!isPlainObject(value)) throw malformed([{ pointer: '', rule: 'is an object' }]);
}

function checkVersion(value: Record<string, unknown>): void {
  if (value['v'] !== 1) throw malformed([{ pointer: '/v', rule: 'is 1' }]);
}

function checkHead(value: Record<string, unknown>): void {
  refuseFaults(faultsOf(value, HEAD));
}

function checkedType({ type }: Record<string, unknown>): EntryType {
  if (!isEntryType(type)) throw malformed([{ pointer: '/type', rule: 'is a type of docs/protocol/log-entries.md' }]);
  return type;
}

/** The guard against personal data: what is not in the list of fields cannot get into a leaf. */
function checkNoOtherField(value: Record<string, unknown>, fields: Readonly<Record<string, Kind>>): void {
  const others = Object.keys(value).filter((name) => !HEAD_NAMES.includes(name) && !Object.hasOwn(fields, name));
  if (others.length > 0) throw malformed([{ pointer: '', rule: 'has no field that its type does not list' }]);
}

function checkFields(value: Record<string, unknown>, fields: Readonly<Record<string, Kind | OptionalKind>>): void {
  refuseFaults(faultsOf(value, fields));
}

function checkedCommitments({ c }: Record<string, unknown>): Record<string, unknown> {
  if (!isPlainObject(c)) throw malformed([{ pointer: '/c', rule: 'is an object' }]);
  return c;
}

function checkCommitmentForms(commitments: Record<string, unknown>): void {
  const known: readonly string[] = GROUPS;
  const faulty = Object.entries(commitments).filter(([name, value]) => !known.includes(name) || !digest.holds(value));
  if (faulty.length > 0)
    throw malformed([{ pointer: '/c', rule: `holds only ${GROUPS.join(', ')}, each ${digest.form}` }]);
}

function checkPartsCommitted(commitments: Record<string, unknown>, commits: readonly Group[]): void {
  const missing = commits.filter((name) => !Object.hasOwn(commitments, name));
  refuseFaults(missing.map((name) => ({ pointer: `/c/${name}`, rule: 'is committed to in each entry of this type' })));
}

function checkParties({ type, messageId, from, to, by }: Record<string, unknown>): void {
  if (type === 'REFUSAL') return; // it may have been refused for naming the wrong parties
  const parties = typeof messageId === 'string' ? partiesOf(messageId) : undefined;
  if (parties === undefined) return;
  if (parties.from !== (from ?? parties.from) || parties.to !== (to ?? by ?? parties.to)) {
    throw malformed([{ pointer: '/messageId', rule: 'names the parties of the entry' }]);
  }
}

function checkRange({ first, last }: Record<string, unknown>): void {
  if (Number(first) > Number(last)) throw malformed([{ pointer: '/last', rule: 'is not below /first' }]);
}

function faultsOf(value: Record<string, unknown>, fields: Readonly<Record<string, Kind | OptionalKind>>): Pointer[] {
  return Object.entries(fields)
    .filter(([name, kind]) => !(Object.hasOwn(value, name) ? kind.holds(value[name]) : 'optional' in kind))
    .map(([name, kind]) => ({ pointer: `/${name}`, rule: `is ${kind.form}` }));
}

function refuseFaults(faults: Pointer[]): void {
  if (faults.length > 0) throw malformed(faults);
}

function malformed(pointers: readonly Pointer[]): CrexError {
  return new CrexError('audit.malformed-leaf', 'the entry is not one that the log takes', { pointers });
}
