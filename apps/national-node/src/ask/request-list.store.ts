import type { AskedState } from '#libs/lifecycle';
import { sqlOf, type Sql, type Transaction } from '#libs/platform';
import type { CountryCode, MessageId, RequestBody } from '#libs/protocol';
import type { KeptColumns, KeptContent } from '../courier/kept-content.js';
import type { Asking } from './question.store.js';
import { stateOfQuestion } from './question-life.store.js';

/** Where one question stands: not about whom, and not what was answered. */
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
  /** What it was asked for, by which its official knows it; undefined until a message is signed, and once it is erased. */
  readonly asked: AskedFor | undefined;
  readonly questions: readonly ListedQuestion[];
}

export type AskedFor = Pick<RequestBody, 'purpose' | 'caseReference'>;

type Row = Omit<ListedRequest, 'questions' | 'asked'> & ListedQuestion;

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
  constructor(private readonly kept: KeptContent) {}

  /** The newest first. @throws audit.other-kek, audit.wrong-key */
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
    const asked = await this.askedFor(tx, [...requests.keys()]);
    return [...requests].map(([requestId, [first, ...others]]) => {
      const questions = first === undefined ? [] : [first, ...others];
      const { kind = 'REQ', createdAt = new Date(0) } = first ?? {};
      return { requestId, kind, createdAt, asked: asked.get(requestId), questions };
    });
  }

  /** From the messages as they were signed: the same stands in those to all countries, so one is opened. */
  private async askedFor(tx: Transaction, requestIds: readonly string[]): Promise<ReadonlyMap<string, AskedFor>> {
    const rows = await sqlOf(tx).query<KeptColumns & { requestId: string; messageId: MessageId }>(
      `SELECT DISTINCT ON (q.request_id) q.request_id AS "requestId", o.message_id AS "messageId", o.content, o.content_key
       FROM question q JOIN outbox o ON o.event_id = q.question_id
       WHERE q.request_id = ANY($1) AND o.content IS NOT NULL AND o.message_id IS NOT NULL
       ORDER BY q.request_id, q.country`,
      [requestIds],
    );
    const found = new Map<string, AskedFor>();
    for (const { requestId, messageId, ...columns } of rows) {
      const body = (await this.kept.open(tx, messageId, columns))?.body as RequestBody | undefined;
      if (body !== undefined) found.set(requestId, { purpose: body.purpose, caseReference: body.caseReference });
    }
    return found;
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
