import type { AskedState } from '#libs/lifecycle';
import { sqlOf, type Sql, type Transaction } from '#libs/platform';
import type { CountryCode } from '#libs/protocol';
import type { Asking } from './question.store.js';
import { stateOfQuestion } from './question-life.store.js';

/** Where one question stands: not what was asked, and not what was answered. */
export interface ListedQuestion {
  readonly country: CountryCode;
  readonly state: AskedState;
  /** When its outcome was set. */
  readonly answeredAt: Date | null;
  /** Answered, and not seen by the official who asked. */
  readonly isUnread: boolean;
}

export interface ListedRequest {
  readonly requestId: string;
  readonly kind: Asking;
  readonly createdAt: Date;
  readonly questions: readonly ListedQuestion[];
}

type Row = Omit<ListedRequest, 'questions'> & ListedQuestion;

/** What a query brought is seen in the list. */
const UNREAD = `q.state = 'ANSWERED' AND q.read_at IS NULL`;

/** Which requests are listed. */
export interface Listing {
  /** Only those with an answer that the official has not seen. */
  readonly unread: boolean;
  /** For the record, or whether there is one; both if nothing is said. */
  readonly kind?: Asking | undefined;
}

/** The requests of an official, as a list. */
export class RequestListStore {
  /** The newest first. */
  async ofOfficial(
    tx: Transaction,
    officialId: string,
    { unread, kind }: Listing,
    max: number,
  ): Promise<ListedRequest[]> {
    const rows = await sqlOf(tx).query<Row>(
      `WITH chosen AS (
         SELECT r.request_id, r.created_at, r.kind FROM request r
         WHERE r.official_id = $1 AND ($4::text IS NULL OR r.kind = $4) AND (NOT $2 OR r.kind = 'REQ')
           AND EXISTS (SELECT 1 FROM question q WHERE q.request_id = r.request_id AND (NOT $2 OR ${UNREAD}))
         ORDER BY r.created_at DESC, r.request_id LIMIT $3)
       SELECT c.request_id AS "requestId", c.created_at AS "createdAt", c.kind, q.country, ${stateOfQuestion} AS state,
         q.outcome_at AS "answeredAt", c.kind = 'REQ' AND ${UNREAD} AS "isUnread"
       FROM chosen c JOIN question q USING (request_id) JOIN outbox o ON o.event_id = q.question_id
       ORDER BY c.created_at DESC, c.request_id, q.country`,
      [officialId, unread, max, kind ?? null],
    );
    const requests = new Map<string, Row[]>();
    for (const row of rows) requests.set(row.requestId, [...(requests.get(row.requestId) ?? []), row]);
    return [...requests].map(([requestId, [first, ...others]]) => {
      const questions = first === undefined ? [] : [first, ...others];
      return { requestId, kind: first?.kind ?? 'REQ', createdAt: first?.createdAt ?? new Date(0), questions };
    });
  }

  /** How many answers nobody has seen, of all officials, and how many of them were there before that. */
  async countUnread(sql: Sql, before: Date): Promise<{ readonly unread: number; readonly reminded: number }> {
    const [row] = await sql.query<{ unread: number; reminded: number }>(
      `SELECT count(*)::integer AS unread, (count(*) FILTER (WHERE q.outcome_at <= $1))::integer AS reminded
       FROM question q WHERE ${UNREAD}`,
      [before],
    );
    return row ?? { unread: 0, reminded: 0 };
  }
}
