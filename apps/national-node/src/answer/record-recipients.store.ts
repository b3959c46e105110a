import type { AuditLog } from '#libs/audit';
import { sqlOf, type Transaction } from '#libs/platform';
import type { CountryCode, Digest } from '#libs/protocol';

/**
 * How long after an answer its records may be recalled (docs/protocol/erasure.md): 62 months. No node keeps an answer
 * for more than 60 months after the end of the month in which it came.
 */
export const RECALL_SECONDS = 62 * 31 * 86_400;

/** What left the register: the person, and the convictions that were told. */
export interface Disclosed {
  readonly personId: string;
  readonly convictions: readonly ToldConviction[];
}

/** A conviction as it was told. */
export interface ToldConviction {
  readonly id: string;
  /** Null for one that another country has notified: that country says when it changes. */
  readonly version: number | null;
}

/** An answer that told something of a person that stands otherwise now, where the country keeps its convictions elsewhere. */
export interface Outdated extends RecordRecipient {
  /** True when one of them is there no longer: which one, nobody knows any more. */
  readonly hasGone: boolean;
}

/** A conviction, under the id of the person of whom it was told. */
export interface ConvictionOf {
  readonly personId: string;
  readonly id: string;
}

/** A country that was told of a record, and in which answer. */
export interface RecordRecipient {
  readonly country: CountryCode;
  readonly eventId: string;
  /** Of the answer, as all three logs name it; null for one that was never sent. */
  readonly contentDigest: Digest | null;
  /** Of the convictions that it told, those that are concerned, as far as their ids are known; sorted. */
  readonly convictionIds: readonly string[];
}

/** Of whom an answer may have told, and what of it is concerned now. */
export interface Concerned {
  /** Every answer about these is concerned, with all that it told. */
  readonly persons: readonly string[];
  /** An answer that told one of these is concerned with that one. */
  readonly convictions: readonly ConvictionOf[];
  /** Other convictions that may have been told of the persons, to be named. */
  readonly known?: readonly ConvictionOf[];
}

/** Who was told what of a record. Names nobody: records stand under keyed pseudonyms. */
export class RecordRecipients {
  constructor(private readonly log: AuditLog) {}

  /** Written with the answer; the rows outlive the erasure of everything else about it. */
  async keep(tx: Transaction, eventId: string, disclosed: Disclosed, nowSeconds: number): Promise<void> {
    const { personId, convictions } = disclosed;
    const versions = new Map<string, number | null>([[personReference(personId), null]]);
    for (const { id, version } of convictions) versions.set(convictionReference(personId, id), version);
    await sqlOf(tx).query(
      `INSERT INTO record_recipient (record, version, event_id, kept_until)
       SELECT record, version, $3, $4 FROM unnest($1::bytea[], $2::bigint[]) AS told (record, version)`,
      [
        [...versions.keys()].map((each) => this.pseudonym(each)),
        ...[[...versions.values()], eventId, nowSeconds + RECALL_SECONDS],
      ],
    );
  }

  /**
   * The answers that told of a person what stands otherwise now: in a higher version, or no longer. From then on they count
   * as having told what stands now, so that a second look finds nothing.
   *
   * @param now this country's own convictions of the person
   */
  async outdated(tx: Transaction, personId: string, now: readonly ToldConviction[]): Promise<Outdated[]> {
    const current = new Map(now.map((each) => [this.spelled(convictionReference(personId, each.id)), each]));
    const rows = await sqlOf(tx).query<Omit<RecordRecipient, 'convictionIds'> & { record: Buffer; version: number }>(
      `SELECT o.recipient AS country, r.event_id AS "eventId", o.content_digest AS "contentDigest", r.record, r.version
       FROM record_recipient r JOIN outbox o USING (event_id)
       WHERE r.version IS NOT NULL AND r.event_id IN (SELECT event_id FROM record_recipient WHERE record = $1)
       ORDER BY r.event_id FOR UPDATE OF r`,
      [this.pseudonym(personReference(personId))],
    );
    const stale = rows.flatMap((row) => {
      const one = current.get(row.record.toString('hex'));
      return one === undefined || Number(one.version) > row.version ? [{ ...row, one }] : [];
    });
    for (const { record, eventId, one } of stale) {
      const which = [record, eventId];
      const isRow = 'WHERE record = $1 AND event_id = $2';
      if (one === undefined) await sqlOf(tx).query(`DELETE FROM record_recipient ${isRow}`, which);
      else await sqlOf(tx).query(`UPDATE record_recipient SET version = $3 ${isRow}`, [...which, one.version]);
    }
    return [...Map.groupBy(stale, ({ eventId }) => eventId).values()].map((told) => {
      const { country, eventId, contentDigest } = told[0] as (typeof told)[number];
      const convictionIds = told.flatMap(({ one }) => one?.id ?? []).sort();
      return { country, eventId, contentDigest, convictionIds, hasGone: told.some(({ one }) => one === undefined) };
    });
  }

  /** The answers to recall when these persons, or any of these convictions of theirs, are corrected or removed. */
  async of(tx: Transaction, { persons, convictions, known = [] }: Concerned): Promise<RecordRecipient[]> {
    const whole = new Set(persons.map((id) => this.spelled(personReference(id))));
    const spellings = (list: readonly ConvictionOf[]) =>
      new Map(list.map(({ personId, id }) => [this.spelled(convictionReference(personId, id)), id] as const));
    const single = spellings(convictions);
    const ids = new Map([...spellings(known), ...single]);
    const rows = await sqlOf(tx).query<Omit<RecordRecipient, 'convictionIds'> & { readonly record: Buffer }>(
      `SELECT o.recipient AS country, r.event_id AS "eventId", o.content_digest AS "contentDigest", r.record
       FROM record_recipient r JOIN outbox o USING (event_id)
       WHERE r.record = ANY($2) AND r.event_id IN (SELECT event_id FROM record_recipient WHERE record = ANY($1))
       ORDER BY r.event_id`,
      [bytesOf([...whole, ...single.keys()]), bytesOf([...whole, ...ids.keys()])],
    );
    return [...Map.groupBy(rows, ({ eventId }) => eventId).values()].map((told) => {
      const records = told.map(({ record }) => record.toString('hex'));
      const isWhole = records.some((record) => whole.has(record));
      const named = records.flatMap((record) => (isWhole ? ids : single).get(record) ?? []);
      const { record: _record, ...recipient } = told[0] as (typeof told)[number];
      return { ...recipient, convictionIds: [...new Set(named)].sort() };
    });
  }

  /** Those of these persons of whom some country was told. */
  async told(tx: Transaction, personIds: readonly string[]): Promise<string[]> {
    const ids = new Map(personIds.map((id) => [this.spelled(personReference(id)), id]));
    const rows = await sqlOf(tx).query<{ record: Buffer }>(
      'SELECT DISTINCT record FROM record_recipient WHERE record = ANY($1)',
      [bytesOf([...ids.keys()])],
    );
    return rows.flatMap(({ record }) => ids.get(record.toString('hex')) ?? []);
  }

  /** Forgets those for whom no recall can be due any more, and no other. @returns how many */
  async forget(tx: Transaction, nowSeconds: number): Promise<number> {
    const gone = await sqlOf(tx).query('DELETE FROM record_recipient WHERE kept_until <= $1 RETURNING 1', [nowSeconds]);
    return gone.length;
  }

  private pseudonym(reference: string): Buffer {
    return this.log.pseudonym('subject', reference);
  }

  private spelled(reference: string): string {
    return this.pseudonym(reference).toString('hex');
  }
}

function bytesOf(spellings: readonly string[]): Buffer[] {
  return spellings.map((each) => Buffer.from(each, 'hex'));
}

const personReference = (personId: string): string => `person:${personId}`;
const convictionReference = (personId: string, id: string): string => `conviction:${personId}:${id}`;
