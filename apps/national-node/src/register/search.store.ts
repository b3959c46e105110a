import type { SearchPlan } from '#libs/matching';
import { sqlOf, type Transaction } from '#libs/platform';
import type { DisclosedIdentity } from '#libs/protocol';

/** Rows that one search reads at most; one that is cut off here has not seen everybody. */
export const MOST_ROWS = 4_000;
/** Of them, those that share the most keys with the question: so many are compared with it. */
export const MOST_CANDIDATES = 200;
/** As many when nobody among those convinces and somebody left out may be the one. */
export const MOST_CANDIDATES_WIDELY = 1_000;

/** What a search must know of the register first. */
export interface RegisterState {
  /** False until a first import is complete and counted: then, and only then, "nobody" is an answer. */
  readonly isReady: boolean;
  /** Of the keys and features of every row. */
  readonly normaliserVersion: number;
  readonly persons: number;
  /** When values and hot keys were last counted; null before the first time. */
  readonly statisticsAt: Date | null;
}

/** A person who may be the one, as the register describes them. */
export interface FoundRow {
  readonly personId: string;
  /** JSON, of the version {@link Rows.normaliserVersion}. */
  readonly features: string;
}

export interface Rows {
  readonly rows: readonly FoundRow[];
  /** True when there were more than are read, and one of those left out may differ from the subject in one thing alone. */
  readonly isCut: boolean;
  /** Of the tables that these rows are of. */
  readonly normaliserVersion: number;
}

interface Row {
  readonly personId: string | null;
  readonly features: string;
  readonly matched: number;
  /** How many keys are shared with the question; null where others than keys were asked for. */
  readonly shared: number | null;
  readonly normaliserVersion: number;
}

/** The narrow tables by which persons are found. Reads only; the rows are written with the person. */
export class SearchStore {
  /**
   * The state of the register; from here on this transaction plans by indexes alone. The planner takes "any of these
   * keys" for a good part of the table and would read it from the start until the limit is reached; and it takes longer
   * to compile a search than to make it.
   */
  async begin(tx: Transaction): Promise<RegisterState> {
    const [state] = await sqlOf(tx).query<RegisterState>(
      `SELECT s.loading IS NULL AND s.statistics_at IS NOT NULL
                AND EXISTS (SELECT FROM register_import WHERE completed_at IS NOT NULL) AS "isReady",
              s.normaliser_version AS "normaliserVersion", s.persons, s.statistics_at AS "statisticsAt",
              set_config('enable_seqscan', 'off', true), set_config('jit', 'off', true)
       FROM register_state s`,
    );
    return state as RegisterState;
  }

  /** Who shares keys or identity numbers with the question: those who share most of them, at most `most`. */
  async candidates(tx: Transaction, plan: SearchPlan, most = MOST_CANDIDATES): Promise<Rows> {
    const { keys, anyOf, allOf, documents, fewestShared } = plan;
    const text = candidatesText(allOf.length, most);
    const rows = await sqlOf(tx, { plannedAnew: true }).query<Row>(text, [keys, anyOf, documents, ...allOf]);
    const byKeys = rows.filter(({ shared }) => shared !== null);
    const isRankedOut =
      byKeys.some(({ matched }) => matched > most) &&
      Math.min(...byKeys.map(({ shared }) => shared ?? 0)) >= fewestShared;
    const found = cut(rows);
    return { ...found, isCut: found.isCut || isRankedOut };
  }

  /** Who these persons are, in full. */
  async identities(tx: Transaction, personIds: readonly string[]): Promise<Map<string, DisclosedIdentity>> {
    const rows = await sqlOf(tx).query<{ personId: string; identity: DisclosedIdentity }>(
      'SELECT person_id AS "personId", identity FROM person WHERE person_id = ANY($1)',
      [personIds],
    );
    return new Map(rows.map(({ personId, identity }) => [personId, identity]));
  }

  /**
   * Everybody who was born on a day, for those whose every name is written otherwise, and who holds one of these numbers,
   * for a number with a slip in it.
   */
  async further(tx: Transaction, day: string | undefined, documents: readonly string[]): Promise<Rows> {
    return cut(await sqlOf(tx, { plannedAnew: true }).query<Row>(FURTHER_TEXT, [day ?? null, documents]));
  }
}

/** The state stands in the same statement: the tables may be exchanged for others while questions are answered. */
const whole = (found: string) => `
SELECT state.normaliser_version AS "normaliserVersion", found.person_id AS "personId", found.features, found.matched::int,
       found.shared::int
FROM register_state state LEFT JOIN (${found}) found ON true`;

/** The text of the search, with as many intersections of keys as asked for: $4, $5 and on. */
export function candidatesText(intersections: number, most = MOST_CANDIDATES): string {
  const all = Array.from({ length: intersections }, (_, index) => ` OR p.keys @> $${index + 4}::int4[]`).join('');
  return whole(`(
    SELECT found.person_id, found.features, count(*) OVER () AS matched,
           (SELECT count(*) FROM unnest(found.keys) AS key WHERE key = ANY ($1::int4[])) AS shared
    FROM (
      SELECT p.person_id, p.features, p.keys FROM person_search p WHERE p.keys && $2::int4[]${all} LIMIT ${MOST_ROWS}
    ) found
    ORDER BY shared DESC, found.person_id
    LIMIT ${most}
  ) UNION ALL (${holders('$3')})`);
}

function holders(documents: string): string {
  return `
    SELECT p.person_id, p.features, count(*) OVER () AS matched, NULL AS shared
    FROM (SELECT DISTINCT d.person_id FROM person_document d WHERE d.document = ANY (${documents}::text[])
          LIMIT ${MOST_ROWS}) held
    JOIN person_search p USING (person_id)
    LIMIT ${MOST_CANDIDATES}`;
}

/** The text of the second search. */
export const FURTHER_TEXT = whole(`(
    SELECT p.person_id, p.features, count(*) OVER () AS matched, NULL AS shared
    FROM (SELECT b.person_id, b.features FROM person_search b WHERE b.birth_date = $1::date LIMIT ${MOST_ROWS}) p
  ) UNION ALL (${holders('$2')})`);

function cut(rows: readonly Row[]): Rows {
  const found = new Map(rows.flatMap(({ personId, features }) => (personId === null ? [] : [[personId, features]])));
  return {
    rows: [...found].map(([personId, features]) => ({ personId, features })),
    isCut: rows.some(({ matched }) => matched >= MOST_ROWS),
    normaliserVersion: rows[0]?.normaliserVersion ?? 0,
  };
}
