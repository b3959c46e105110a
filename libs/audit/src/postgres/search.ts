import { CrexError, type MemberId } from '#libs/protocol';
import type { EntryType } from '../entry-types.js';
import { leafHashOf, readLeaf, type Leaf } from '../leaf.js';
import type { PseudonymKind } from '../part.js';
import type { LogEntry } from './append.js';
import type { Sql } from './sql.js';

/** What an auditor looks for; whatever is left out matches everything, and a list matches any of its members. */
export interface EntrySearch extends EntryFacets {
  /** Seconds since 1970, by the leaf's `at`: from this one ... */
  readonly from: number;
  /** ... until before this one. */
  readonly to: number;
  /** References as they were given as `findBy`; of one kind any, of several kinds each. */
  readonly findBy?: { readonly [K in PseudonymKind]?: readonly string[] };
}

/** The words of an entry. An OUTCOME has the purpose and legal basis of its question, a NO_RECORD the outcome NO_RECORD. */
export interface EntryFacets {
  readonly types?: readonly EntryType[];
  /** Either side: `from`, `to` or `by`. */
  readonly members?: readonly MemberId[];
  readonly purposes?: readonly string[];
  readonly legalBases?: readonly string[];
  readonly outcomes?: readonly string[];
}

/** Where an entry stands in the order of a search: newest first, by time and then by number. */
export interface EntryPosition {
  readonly at: number;
  /** The database's number of the entry: says nothing outside this database. */
  readonly entryId: number;
}

/** An entry that a search came upon. */
export interface FoundEntry extends LogEntry {
  readonly entryId: number;
}

/** Rows of a pseudonym that are read one and all rather than facet by facet. */
const FEW = 5_000;

/** That a row says one of the words that are looked for. */
const words = (row: string): string => `($1::text[] IS NULL OR ${row}.type = ANY ($1))
    AND ($2::text[] IS NULL OR ${row}.sender = ANY ($2) OR ${row}.recipient = ANY ($2))
    AND ($3::text[] IS NULL OR ${row}.purpose = ANY ($3)) AND ($4::text[] IS NULL OR ${row}.legal_basis = ANY ($4))
    AND ($5::text[] IS NULL OR ${row}.outcome = ANY ($5))`;
export const FACETS = `SELECT DISTINCT f.facet FROM audit_facet f WHERE ${words('f')}`;
/** The entries that wait for their place: their words are derived as they are read, and they are few. */
export const WAITING = `audit_waiting w WHERE ${words('w')}`;
const BOUNDS = 's.at >= $6 AND (s.at, s.entry_id) < ($7, $8)';
const newestFirst = (row: string, limit = '$9'): string =>
  `ORDER BY ${row}.at DESC, ${row}.entry_id DESC LIMIT ${limit}`;

/** The words of a search as the parameters of {@link FACETS}. */
export function facetValues({ types, members, purposes, legalBases, outcomes }: EntryFacets): readonly unknown[] {
  return [types ?? null, members ?? null, purposes ?? null, legalBases ?? null, outcomes ?? null];
}

/**
 * Where the newest matching entries stand, at most `limit` of them, all before `after`. Who goes on with the last position
 * gets every entry that was committed when they began exactly once.
 */
export async function findPositions(
  sql: Sql,
  search: EntrySearch,
  pseudonyms: readonly (readonly Uint8Array[])[],
  { after, limit }: { readonly after?: EntryPosition | undefined; readonly limit: number },
): Promise<EntryPosition[]> {
  const before = after !== undefined && after.at < search.to ? after : { at: search.to, entryId: 0 };
  const values = [...facetValues(search), search.from, before.at, before.entryId, limit];
  const [leading, ...others] = await fewestFirst(sql, pseudonyms);
  if (leading === undefined)
    return sql.query<EntryPosition>(withWaiting(newest('audit_search s WHERE', ''), 0), values);
  const also = alsoOf(others.length);
  const text =
    leading.values.length !== 1 || leading.rows < FEW
      ? ofFew(also)
      : newest('audit_pseudonym s WHERE s.pseudonym = ($10::bytea[])[1] AND', also);
  return sql.query<EntryPosition>(withWaiting(text, pseudonyms.length), [
    ...[...values, leading.values],
    ...others.map((each) => each.values),
  ]);
}

/** Those that are kept and those that wait, in one statement: an entry that gets its place meanwhile is found once. */
function withWaiting(kept: string, kinds: number): string {
  const known = Array.from(
    { length: kinds },
    (_, index) =>
      `AND w.entry_id IN (SELECT p.entry_id FROM audit_waiting_pseudonym p WHERE p.pseudonym = ANY ($${10 + index}))`,
  );
  return `SELECT b.at, b."entryId" FROM (
      (${kept}) UNION ALL
      SELECT w.at, w.entry_id FROM ${WAITING} AND w.at >= $6 AND (w.at, w.entry_id) < ($7, $8) ${known.join(' ')}
    ) b ORDER BY b.at DESC, b."entryId" DESC LIMIT $9`;
}

interface Counted {
  readonly values: readonly Buffer[];
  /** Entries that have one of them, or {@link FEW} if they are more. */
  readonly rows: number;
}

/** The kind with the fewest entries leads, the others are asked of each of its entries. */
async function fewestFirst(sql: Sql, pseudonyms: readonly (readonly Uint8Array[])[]): Promise<Counted[]> {
  const counted: Counted[] = [];
  for (const kind of pseudonyms) {
    const values = kind.map((value) => Buffer.from(value));
    const [row] = await sql.query<{ rows: number }>(
      'SELECT count(*) AS rows FROM (SELECT FROM audit_pseudonym WHERE pseudonym = ANY ($1) LIMIT $2) p',
      [values, FEW],
    );
    counted.push({ values, rows: row?.rows ?? FEW });
  }
  return counted.sort((left, right) => left.rows - right.rows);
}

/**
 * Reads, of each matching facet, its newest row; only the facets of the `limit` newest such rows can hold one of the
 * `limit` newest entries; of those, the newest rows are merged. No row is read that comes after the page.
 */
function newest(source: string, also: string): string {
  const rows = (facet: string, limit: string): string =>
    `SELECT s.at, s.entry_id FROM ${source} s.facet = ${facet} AND ${BOUNDS} ${also}
     ${newestFirst('s', limit)}`;
  return `WITH facets AS MATERIALIZED (${FACETS}), heads AS MATERIALIZED (
      SELECT f.facet, h.at, h.entry_id FROM facets f CROSS JOIN LATERAL (${rows('f.facet', '1')}) h ${newestFirst('h')}
    )
    SELECT r.at, r.entry_id AS "entryId" FROM heads h CROSS JOIN LATERAL (${rows('h.facet', '$9')}) r ${newestFirst('r')}`;
}

/** Of a pseudonym with few entries, or of a person's several references, which one entry may have together: all rows are read. */
function ofFew(also: string): string {
  return `WITH facets AS MATERIALIZED (${FACETS}), matching AS (
      SELECT DISTINCT s.at, s.entry_id FROM audit_pseudonym s
      WHERE s.pseudonym = ANY ($10) AND s.facet IN (SELECT facet FROM facets) AND ${BOUNDS} ${also}
    )
    SELECT m.at, m.entry_id AS "entryId" FROM matching m ${newestFirst('m')}`;
}

/** That an entry has one of the pseudonyms of each further kind. */
function alsoOf(kinds: number): string {
  const same = 'o.facet = s.facet AND o.at = s.at AND o.entry_id = s.entry_id';
  return Array.from(
    { length: kinds },
    (_, index) => `AND EXISTS (SELECT FROM audit_pseudonym o WHERE o.pseudonym = ANY ($${11 + index}) AND ${same})`,
  ).join(' ');
}

/**
 * The entries at these positions, in the order of the positions, each checked against the search that found it.
 *
 * @throws audit.search-mismatch
 */
export async function entriesAt(
  sql: Sql,
  positions: readonly EntryPosition[],
  search: EntrySearch,
): Promise<FoundEntry[]> {
  const rows = await sql.query<{ entryId: number; leaf: Uint8Array }>(
    'SELECT entry_id AS "entryId", leaf FROM audit_entry WHERE entry_id = ANY ($1::bigint[])',
    [positions.map(({ entryId }) => entryId)],
  );
  const byId = new Map(rows.map((row) => [row.entryId, row.leaf]));
  return positions.map(({ entryId }) => {
    const bytes = byId.get(entryId);
    const entry = bytes === undefined ? undefined : foundEntry(entryId, bytes);
    checkAgrees(entry?.leaf, search);
    return entry as FoundEntry;
  });
}

/** An entry as it is stored. */
export function foundEntry(entryId: number, bytes: Uint8Array): FoundEntry {
  return { entryId, leaf: readLeaf(bytes), bytes, leafHash: leafHashOf(bytes).toString('base64url') };
}

/** A search row lies beside the leaf: whoever changed one of them is noticed here. */
function checkAgrees(leaf: Leaf | undefined, { from, to, types, members, purposes, outcomes }: EntrySearch): void {
  const has = (list: readonly string[] | undefined, ...values: unknown[]): boolean =>
    list === undefined || values.some((value) => (list as readonly unknown[]).includes(value));
  const words = (leaf ?? {}) as Readonly<Record<string, unknown>>;
  const agrees =
    leaf !== undefined &&
    leaf.at >= from &&
    leaf.at < to &&
    has(types, leaf.type) &&
    has(members, words['from'], words['to'], words['by']) &&
    (leaf.type === 'OUTCOME' || has(purposes, words['purpose'])) &&
    has(outcomes, leaf.type === 'NO_RECORD' ? 'NO_RECORD' : words['outcome']);
  if (!agrees) {
    throw new CrexError('audit.search-mismatch', 'a search row does not say what the leaf of its entry says', {
      nextStep: 'treat it as tampering: somebody with the rights of the database owner changed the search tables',
    });
  }
}
