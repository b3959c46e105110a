import type { Group } from '#libs/audit';
import { move, notification } from '#libs/lifecycle';
import { sqlOf, type Transaction } from '#libs/platform';
import type { Kind } from '#libs/protocol';

/** Whose data the content of a message carries. It is signed as one, so it goes with the first of its groups. */
const CARRIES: Readonly<Record<Group, readonly Kind[]>> = {
  subject: ['REQ', 'RRS', 'RAR', 'QUERY', 'HITS', 'RECALL', 'NOT'],
  actor: ['REQ', 'QUERY'],
  detail: ['REQ', 'RRS', 'RAR', 'QUERY', 'HITS', 'RECALL', 'NOT'],
};

/** What of a request names the person asked about, and the official who asked. */
const OF_REQUEST: Readonly<Record<Group, readonly string[]>> = {
  subject: ['input_digest'],
  actor: ['official_id', 'idempotency_key'],
  detail: [],
};

/** What of clerks' work names the person asked about, a clerk, or what they said. */
const OF_CLERKS: Readonly<Record<Group, readonly { readonly table: string; readonly columns: readonly string[] }[]>> = {
  subject: [{ table: 'clerk_decision', columns: ['person_id'] }],
  actor: [
    { table: 'received_question', columns: ['assignee'] },
    { table: 'clerk_decision', columns: ['decided_by', 'settled_by'] },
    { table: 'question_comment', columns: ['official_id'] },
  ],
  detail: [{ table: 'question_comment', columns: ['comment'] }],
};

/** What of a request that was not sent names the person asked about, and the officials. */
const OF_UNSENT: Readonly<Record<Group, readonly string[]>> = {
  subject: ['content'],
  actor: ['asked_by', 'authority', 'approved_by'],
  detail: ['content'],
};

/** Personal data in the node's own tables, as far as it belongs to entries of the log. Rows, ids and digests stay. */
export class ErasureStore {
  /** False while the exchange is under way: its message has not come to its end, or its question has no outcome. */
  async isEnded(tx: Transaction, eventId: string): Promise<boolean> {
    const open = await sqlOf(tx).query(
      `SELECT 1 FROM outbox WHERE event_id = $1 AND state IN ('WAITING', 'SEALED', 'STORED')
       UNION ALL SELECT 1 FROM question WHERE question_id = $1 AND outcome IS NULL`,
      [eventId],
    );
    return open.length === 0;
  }

  /** Erases what the rows of one event hold of a group. @returns how many rows held something */
  async eraseOfEvent(tx: Transaction, eventId: string, group: Group): Promise<number> {
    const sent = await sqlOf(tx).query(
      `UPDATE outbox SET content = NULL, content_key = NULL
       WHERE event_id = $1 AND kind = ANY($2) AND content IS NOT NULL RETURNING 1`,
      [eventId, CARRIES[group]],
    );
    // the question that an answer or a fault answered, the recall or notification that was acknowledged; the answers, late ones too, that a question got
    const received = await sqlOf(tx).query(
      `UPDATE inbox SET content = NULL, content_key = NULL
       WHERE kind = ANY($2) AND content IS NOT NULL AND message_id IN (
         SELECT in_reply_to FROM outbox WHERE event_id = $1 AND kind IN ('RRS', 'HITS', 'FEM', 'RECALLR', 'NRS')
         UNION ALL SELECT i.message_id FROM question_information i JOIN received_question q USING (question_id)
           WHERE q.answer_event = $1
         UNION ALL SELECT answer_message_id FROM question WHERE question_id = $1
         UNION ALL SELECT message_id FROM late_answer WHERE question_id = $1)
       RETURNING 1`,
      [eventId, CARRIES[group]],
    );
    const owed = await this.eraseOfOwed(tx, group, eventId);
    // the request of a question, and the one that was not sent when this happened to it
    const which = `request_id IN (SELECT request_id FROM question WHERE question_id = $1
      UNION ALL SELECT (convert_from(leaf, 'UTF8')::jsonb ->> 'target')::uuid FROM audit_entry
        WHERE event_id = $1 AND type = 'DRAFT')`;
    const searches = group === 'actor' ? await this.forgetSearchesOf(tx, eventId) : 0;
    const ofClerks =
      searches + (await this.eraseOfClerks(tx, group, '$1 IN (q.question_id, q.answer_event)', [eventId]));
    const unsent = await this.eraseOfUnsent(tx, group, which, [eventId]);
    const ofRequests = await this.eraseOfRequests(tx, group, which, [eventId]);
    return sent.length + received.length + owed + ofClerks + unsent + ofRequests;
  }

  /** The saved searches of the clerks who have worked on a question, and of the official who has asked one. */
  private async forgetSearchesOf(tx: Transaction, eventId: string): Promise<number> {
    const gone = await sqlOf(tx).query(
      `DELETE FROM saved_search WHERE official_id IN (
         SELECT unnest(ARRAY[q.assignee, d.decided_by, d.settled_by])
         FROM received_question q LEFT JOIN clerk_decision d USING (question_id)
         WHERE $1 IN (q.question_id, q.answer_event)
         UNION ALL SELECT r.official_id FROM question q JOIN request r USING (request_id) WHERE q.question_id = $1)
       RETURNING 1`,
      [eventId],
    );
    return gone.length;
  }

  /** Erases what was written in a month that is over: contents under the destroyed key, and the month's requests. */
  async eraseOfPeriod(tx: Transaction, { id, month, group }: Period): Promise<number> {
    let rows = 0;
    for (const table of group === 'subject' ? ['outbox', 'inbox', 'extract'] : []) {
      const erased = await sqlOf(tx).query(
        `UPDATE ${table} SET content = NULL, content_key = NULL WHERE content_key = $1 RETURNING 1`,
        [id],
      );
      rows += erased.length;
    }
    const which = `created_at < ($1 || '-01T00:00:00Z')::timestamptz + interval '1 month'`;
    const before = `extract(epoch FROM ($1 || '-01T00:00:00Z')::timestamptz + interval '1 month')`;
    if (group === 'actor') {
      const saved = await sqlOf(tx).query(`DELETE FROM saved_search WHERE saved_at < ${before} RETURNING 1`, [month]);
      rows += saved.length;
    }
    rows += await this.eraseOfClerks(tx, group, `q.received_at < ${before}`, [month]);
    rows += await this.eraseOfUnsent(tx, group, `changed_at < ${before}`, [month]);
    return rows + (await this.eraseOfRequests(tx, group, which, [month]));
  }

  /** A recall that nobody has acknowledged is sent on without what it is about; a notification is not sent again. */
  private async eraseOfOwed(tx: Transaction, group: Group, eventId: string): Promise<number> {
    if (group === 'actor') return 0;
    const erased = await sqlOf(tx).query(
      `UPDATE recall SET conviction_ids = NULL
       WHERE events @> ARRAY[$1::uuid] AND conviction_ids IS NOT NULL RETURNING 1`,
      [eventId],
    );
    const notified = await sqlOf(tx).query(
      `UPDATE notification SET about = NULL, state = CASE state WHEN 'NEW' THEN $2 ELSE state END,
         ended_at = CASE state WHEN 'NEW' THEN now() ELSE ended_at END
       WHERE events @> ARRAY[$1::uuid] AND about IS NOT NULL RETURNING 1`,
      [eventId, move(notification, 'NEW', 'SUPERSEDE').to],
    );
    return erased.length + notified.length;
  }

  /** What clerks have done with questions of other countries. */
  private async eraseOfClerks(
    tx: Transaction,
    group: Group,
    which: string,
    values: readonly unknown[],
  ): Promise<number> {
    let rows = 0;
    for (const { table, columns } of OF_CLERKS[group]) {
      const erased = await sqlOf(tx).query(
        `UPDATE ${table} t SET ${columns.map((column) => `${column} = NULL`).join(', ')}
         FROM received_question q WHERE q.question_id = t.question_id AND ${which}
           AND num_nonnulls(${columns.map((column) => `t.${column}`).join(', ')}) > 0 RETURNING 1`,
        values,
      );
      rows += erased.length;
    }
    return rows;
  }

  /** What was written of a request that waits goes, and the request with it: nobody can submit or approve it any more. */
  private async eraseOfUnsent(tx: Transaction, group: Group, which: string, values: readonly unknown[]) {
    const columns = OF_UNSENT[group];
    const ends = columns.includes('content')
      ? `, content_key = NULL, state = CASE WHEN content IS NULL THEN state ELSE 'DISCARDED' END`
      : '';
    const erased = await sqlOf(tx).query(
      `UPDATE unsent_request SET ${columns.map((column) => `${column} = NULL`).join(', ')}${ends}
       WHERE ${which} AND num_nonnulls(${columns.join(', ')}) > 0 RETURNING 1`,
      values,
    );
    return erased.length;
  }

  private async eraseOfRequests(
    tx: Transaction,
    group: Group,
    which: string,
    values: readonly unknown[],
  ): Promise<number> {
    const columns = OF_REQUEST[group];
    if (columns.length === 0) return 0;
    const erased = await sqlOf(tx).query(
      `UPDATE request SET ${columns.map((column) => `${column} = NULL`).join(', ')}
       WHERE ${which} AND num_nonnulls(${columns.join(', ')}) > 0 RETURNING 1`,
      values,
    );
    return erased.length;
  }
}

/** A group and month of the log, with the id of its key. */
interface Period {
  readonly id: number;
  readonly month: string;
  readonly group: Group;
}
