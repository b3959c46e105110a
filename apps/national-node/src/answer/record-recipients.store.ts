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
  readonly convictionIds: readonly string[];
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
}

/** Who was told what of a record. Names nobody: records stand under keyed pseudonyms. */
export class RecordRecipients {
  constructor(private readonly log: AuditLog) {}

  /** Written with the answer; the rows outlive the erasure of everything else about it. */
  async keep(tx: Transaction, eventId: string, disclosed: Disclosed, nowSeconds: number): Promise<void> {
    await sqlOf(tx).query(
      `INSERT INTO record_recipient (record, event_id, kept_until) SELECT record, $2, $3 FROM unnest($1::bytea[]) record`,
      [referencesOf(disclosed).map((each) => this.pseudonym(each)), eventId, nowSeconds + RECALL_SECONDS],
    );
  }

  /** The answers to recall when these persons, or any of these convictions of theirs, are corrected or removed. */
  async of(
    tx: Transaction,
    { persons, convictions }: { readonly persons: readonly string[]; readonly convictions: readonly ConvictionOf[] },
  ): Promise<RecordRecipient[]> {
    const references = [
      ...persons.map(personReference),
      ...convictions.map(({ personId, id }) => convictionReference(personId, id)),
    ];
    return sqlOf(tx).query<RecordRecipient>(
      `SELECT DISTINCT o.recipient AS country, o.event_id AS "eventId", o.content_digest AS "contentDigest"
       FROM record_recipient r JOIN outbox o USING (event_id) WHERE r.record = ANY($1) ORDER BY o.event_id`,
      [[...new Set(references)].map((each) => this.pseudonym(each))],
    );
  }

  /** Forgets those for whom no recall can be due any more, and no other. @returns how many */
  async forget(tx: Transaction, nowSeconds: number): Promise<number> {
    const gone = await sqlOf(tx).query('DELETE FROM record_recipient WHERE kept_until <= $1 RETURNING 1', [nowSeconds]);
    return gone.length;
  }

  private pseudonym(reference: string): Buffer {
    return this.log.pseudonym('subject', reference);
  }
}

function referencesOf({ personId, convictionIds }: Disclosed): string[] {
  return [personReference(personId), ...new Set(convictionIds.map((id) => convictionReference(personId, id)))];
}

const personReference = (personId: string): string => `person:${personId}`;
const convictionReference = (personId: string, id: string): string => `conviction:${personId}:${id}`;
