import type { AuditLog } from '#libs/audit';
import { sqlOf, type Transaction } from '#libs/platform';
import type { CountryCode, Role } from '#libs/protocol';
import type { Asking } from '../ask/question.store.js';
import type { UnsentState } from './unsent-state.js';

/** A request that has not been sent, or was; times are seconds since 1970. */
export interface UnsentRequest {
  readonly requestId: string;
  readonly kind: Asking;
  readonly state: UnsentState;
  /** Counts the changes of its content. */
  readonly version: number;
  readonly countries: readonly string[];
  /** Staff number; null once it is erased. */
  readonly askedBy: string | null;
  readonly role: Role;
  readonly createdAt: number;
  readonly changedAt: number;
  readonly lapsesAt: number;
}

/** What an official has written, and why a second person has given it back. */
export interface UnsentContent {
  readonly body: object;
  readonly returned?: { readonly reason?: string };
}

/** With what is written in it. */
export type OpenUnsent = UnsentRequest & UnsentContent;

/** What a change sets besides the state. */
export interface UnsentChange {
  readonly state: UnsentState;
  /** Null: it is over, and what was written is gone. */
  readonly content: UnsentContent | null;
  readonly changedAt: number;
  readonly countries?: readonly CountryCode[] | readonly string[];
  readonly lapsesAt?: number;
  readonly role?: Role;
  readonly authority?: string;
  readonly approvedBy?: string;
}

type Sealed = UnsentRequest & { readonly content: Uint8Array | null; readonly content_key: number | null };

const fields = `u.request_id AS "requestId", r.kind, u.state, u.version, u.countries, u.asked_by AS "askedBy", u.role,
  u.created_at AS "createdAt", u.changed_at AS "changedAt", u.lapses_at AS "lapsesAt"`;
const rows = 'FROM unsent_request u JOIN request r USING (request_id)';

/** What officials have not sent yet. Whoever reads one to change it holds it until the transaction ends. */
export class UnsentStore {
  constructor(private readonly log: AuditLog) {}

  /** Its row of `request` stands. */
  async keep(
    tx: Transaction,
    request: Omit<UnsentRequest, 'version' | 'changedAt' | 'kind'> & { readonly authority: string },
    content: UnsentContent,
  ): Promise<void> {
    const { requestId, state, countries, askedBy, role, authority, createdAt, lapsesAt } = request;
    const { periodKey, ciphertext } = await this.seal(tx, requestId, content);
    await sqlOf(tx).query(
      `INSERT INTO unsent_request (request_id, state, version, content, content_key, countries, asked_by, role, authority,
         created_at, changed_at, lapses_at)
       VALUES ($1, $2, 1, $3, $4, $5, $6, $7, $8, $9, $9, $10)`,
      [
        ...[requestId, state, Buffer.from(ciphertext), periodKey, countries, askedBy, role, this.nameOf(authority)],
        ...[createdAt, lapsesAt],
      ],
    );
  }

  /** The request row of a draft: it has asked nobody. */
  async keepRequest(tx: Transaction, requestId: string, kind: Asking, officialId: string, createdAt: Date) {
    await sqlOf(tx).query(
      'INSERT INTO request (request_id, kind, questions, official_id, created_at) VALUES ($1, $2, 0, $3, $4)',
      [requestId, kind, officialId, createdAt],
    );
  }

  /** From now on the request counts for its official's budget. */
  async countRequest(tx: Transaction, requestId: string, questions: number, at: Date): Promise<void> {
    await sqlOf(tx).query('UPDATE request SET questions = $2, created_at = $3 WHERE request_id = $1', [
      ...[requestId, questions, at],
    ]);
  }

  /** What this official has not sent; what was written is there while it is not over. */
  async own(tx: Transaction, requestId: string, officialId: string): Promise<OpenUnsent | undefined> {
    return this.open(tx, 'u.request_id = $1 AND u.asked_by = $2', [requestId, officialId]);
  }

  /** What waits for somebody of this authority. */
  async waiting(tx: Transaction, requestId: string, authority: string): Promise<OpenUnsent | undefined> {
    const which = `u.request_id = $1 AND u.authority = $2 AND u.state = 'AWAITING_APPROVAL'`;
    return this.open(tx, which, [requestId, this.nameOf(authority)]);
  }

  /** How a request stands that has not been sent; undefined for one that was, and for one of somebody else. */
  async view(tx: Transaction, requestId: string, officialId: string, kind: Asking): Promise<UnsentRequest | undefined> {
    const [row] = await sqlOf(tx).query<UnsentRequest>(
      `SELECT ${fields} ${rows} WHERE u.request_id = $1 AND u.asked_by = $2 AND r.kind = $3 AND u.state <> 'SUBMITTED'`,
      [requestId, officialId, kind],
    );
    return row;
  }

  /** What this official may still change, take back or submit, the newest first. */
  async ofOfficial(tx: Transaction, officialId: string, max: number): Promise<UnsentRequest[]> {
    return sqlOf(tx).query(
      `SELECT ${fields} ${rows} WHERE u.asked_by = $1 AND u.content IS NOT NULL
       ORDER BY u.changed_at DESC, u.request_id LIMIT $2`,
      [officialId, max],
    );
  }

  /** What waits for somebody of this authority who is not the one who asks, what lapses first at first. */
  async ofAuthority(tx: Transaction, authority: string, officialId: string, max: number): Promise<OpenUnsent[]> {
    const found = await sqlOf(tx).query<Sealed>(
      `SELECT ${fields}, u.content, u.content_key ${rows}
       WHERE u.authority = $1 AND u.asked_by <> $2 AND u.state = 'AWAITING_APPROVAL'
       ORDER BY u.lapses_at, u.request_id LIMIT $3`,
      [this.nameOf(authority), officialId, max],
    );
    const opened = await Promise.all(found.map((row) => this.opened(tx, row)));
    return opened.filter((each) => each !== undefined);
  }

  async change(tx: Transaction, requestId: string, change: UnsentChange): Promise<void> {
    const { state, content, changedAt, countries, lapsesAt, role, authority, approvedBy } = change;
    const sealed = content === null ? undefined : await this.seal(tx, requestId, content);
    await sqlOf(tx).query(
      `UPDATE unsent_request SET state = $2, version = version + 1, content = $3, content_key = $4, changed_at = $5,
         countries = coalesce($6, countries), lapses_at = coalesce($7, lapses_at), role = coalesce($8, role),
         authority = coalesce($9, authority), approved_by = $10
       WHERE request_id = $1`,
      [
        ...[
          requestId,
          state,
          sealed === undefined ? null : Buffer.from(sealed.ciphertext),
          sealed?.periodKey,
          changedAt,
        ],
        ...[countries, lapsesAt, role, authority === undefined ? null : this.nameOf(authority), approvedBy],
      ],
    );
  }

  /** Whose time is over; locked until the transaction ends. */
  lapsing(tx: Transaction, nowSeconds: number, max: number): Promise<UnsentRequest[]> {
    return sqlOf(tx).query(
      `SELECT ${fields} ${rows} WHERE u.content IS NOT NULL AND u.lapses_at < $1
       ORDER BY u.lapses_at LIMIT $2 FOR UPDATE OF u SKIP LOCKED`,
      [nowSeconds, max],
    );
  }

  /** By which those of an authority find what waits for them; whoever finds it has named it. */
  private nameOf(authority: string): Buffer {
    return this.log.pseudonym('actor', `authority\0${authority}`);
  }

  private async open(tx: Transaction, which: string, values: readonly unknown[]): Promise<OpenUnsent | undefined> {
    const text = `SELECT ${fields}, u.content, u.content_key ${rows} WHERE ${which} FOR UPDATE OF u`;
    const [row] = await sqlOf(tx).query<Sealed>(text, values);
    return row === undefined ? undefined : this.opened(tx, row);
  }

  /** Of one that is over the state is told, and nothing that was written. */
  private async opened(tx: Transaction, { content, content_key: periodKey, ...request }: Sealed) {
    if (content === null || periodKey === null) return { ...request, body: {} };
    const { requestId } = request;
    const plain = await this.log.openBeside(sqlOf(tx), { ciphertext: content, periodKey }, placeOf(requestId));
    return plain === undefined ? undefined : { ...request, ...(JSON.parse(plain.toString()) as UnsentContent) };
  }

  private seal(tx: Transaction, requestId: string, content: UnsentContent) {
    return this.log.sealBeside(sqlOf(tx), 'subject', placeOf(requestId), Buffer.from(JSON.stringify(content)));
  }
}

function placeOf(requestId: string): string {
  return `unsent\0${requestId}`;
}
