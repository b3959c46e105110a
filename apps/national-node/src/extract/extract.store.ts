import type { AuditLog } from '#libs/audit';
import { sqlOf, type Sql, type Transaction } from '#libs/platform';
import type { CarriedExtract, CountryCode, Digest } from '#libs/protocol';

/** An extract that has just been decided and signed. Times are seconds since 1970. */
export interface NewExtract {
  readonly number: string;
  /** Of the answer that it certifies, and of its entry EXTRACT. */
  readonly eventId: string;
  readonly recipient: CountryCode;
  readonly codeDigest: Buffer;
  readonly extractDigest: Digest;
  readonly issuedAt: number;
  readonly validUntil: number;
  readonly supersedes?: string | undefined;
  /** The signed data (compact JWS). */
  readonly jws: string;
}

export type ExtractStatus = 'VALID' | 'SUPERSEDED' | 'REVOKED';

/** An extract as the register has it, without what it says. */
export interface IssuedExtract extends Omit<NewExtract, 'codeDigest' | 'jws' | 'supersedes'> {
  readonly state: 'WAITING' | 'SEALED' | 'FAILED';
  readonly status: ExtractStatus;
  readonly attempts: number;
  /** Why it waits, or could not be made. */
  readonly code: string | null;
  readonly supersedes: string | null;
  readonly supersededBy: string | null;
}

/** How long whoever seals an extract has before another try may begin (seconds). */
const LEASE_SECONDS = 120;

const columns = `number, event_id AS "eventId", recipient, extract_digest AS "extractDigest", issued_at AS "issuedAt",
  valid_until AS "validUntil", state, status, attempts, code, supersedes,
  (SELECT n.number FROM extract n WHERE n.supersedes = extract.number) AS "supersededBy"`;

/** The register of the extracts that this country has issued. */
export class ExtractStore {
  constructor(private readonly log: AuditLog) {}

  /** The next number of this year; it is given back when the transaction does not commit. */
  async nextNumber(tx: Transaction, country: CountryCode, year: number): Promise<string> {
    const [row] = await sqlOf(tx).query<{ last: number }>(
      `INSERT INTO extract_counter (year, last) VALUES ($1, 1)
       ON CONFLICT (year) DO UPDATE SET last = extract_counter.last + 1 RETURNING last`,
      [year],
    );
    return `${country}-${year}-${String(row?.last).padStart(6, '0')}`;
  }

  /** @throws audit.no-period-key, audit.other-kek */
  async keep(tx: Transaction, extract: NewExtract): Promise<void> {
    const { number, eventId, recipient, codeDigest, extractDigest, issuedAt, validUntil, supersedes, jws } = extract;
    const kept = await this.log.sealBeside(sqlOf(tx), 'subject', placeOf(number), Buffer.from(jws, 'ascii'));
    await sqlOf(tx).query(
      `INSERT INTO extract (number, event_id, recipient, code_digest, extract_digest, issued_at, valid_until, next_at,
         supersedes, content, content_key) VALUES ($1, $2, $3, $4, $5, $6, $7, $6, $8, $9, $10)`,
      [
        ...[number, eventId, recipient, codeDigest, extractDigest, issuedAt, validUntil, supersedes ?? null],
        ...[kept.ciphertext, kept.periodKey],
      ],
    );
  }

  /** Those whose time to be sealed has come; the lease keeps others off meanwhile. */
  claimWaiting(tx: Transaction, nowSeconds: number, max: number): Promise<{ number: string; attempts: number }[]> {
    return sqlOf(tx).query(
      `UPDATE extract SET attempts = attempts + 1, next_at = $1 + ${LEASE_SECONDS} WHERE number IN (
         SELECT number FROM extract WHERE state = 'WAITING' AND next_at <= $1
         ORDER BY next_at, number LIMIT $2 FOR UPDATE SKIP LOCKED)
       RETURNING number, attempts`,
      [nowSeconds, max],
    );
  }

  /** Whoever held a lease has died: what was being sealed is due at once. */
  async takeBackLeases(tx: Transaction, nowSeconds: number): Promise<void> {
    await sqlOf(tx).query(`UPDATE extract SET next_at = $1 WHERE state = 'WAITING' AND attempts > 0 AND next_at > $1`, [
      nowSeconds,
    ]);
  }

  /** The signed data of one that waits, and the answer that it will travel with; locked until the transaction ends. */
  async waiting(tx: Transaction, number: string) {
    const [row] = await sqlOf(tx).query<Waiting>(
      `SELECT e.event_id AS "eventId", e.content, e.content_key AS "contentKey", o.body,
         convert_from(a.leaf, 'UTF8') AS leaf
       FROM extract e JOIN outbox o USING (event_id)
       JOIN audit_entry a ON a.event_id = e.event_id AND a.type = e.entry_type
       WHERE e.number = $1 AND e.state = 'WAITING' FOR UPDATE OF e`,
      [number],
    );
    if (row === undefined) return undefined;
    const { content: ciphertext, contentKey: periodKey, ...rest } = row;
    const kept = ciphertext === null || periodKey === null ? undefined : { ciphertext, periodKey };
    const jws = kept && (await this.log.openBeside(sqlOf(tx), kept, placeOf(number)));
    return { ...rest, jws: jws?.toString('ascii') };
  }

  /** Its answer may leave now, with it or with the reason why there is none. The signed data goes: it is in the document. */
  async release(tx: Transaction, carried: CarriedExtract, times: ReleaseTimes): Promise<boolean> {
    const failure = 'code' in carried ? carried.code : null;
    const [released] = await sqlOf(tx).query<{ eventId: string }>(
      `UPDATE extract SET state = $2, code = $3, sealed_at = $4, content = NULL, content_key = NULL
       WHERE number = $1 AND state = 'WAITING' RETURNING event_id AS "eventId"`,
      [
        ...[carried.number, failure === null ? 'SEALED' : 'FAILED', failure],
        failure === null ? times.nowSeconds : null,
      ],
    );
    if (released === undefined) return false;
    await sqlOf(tx).query(
      `UPDATE outbox SET awaits_extract = false, extract = $2, not_after = $3, next_attempt_at = now()
       WHERE event_id = $1 AND awaits_extract`,
      [released.eventId, JSON.stringify(carried), times.notAfter],
    );
    return true;
  }

  /** It waits on, and says why. */
  async postpone(tx: Transaction, number: string, nextAt: number, code: string): Promise<void> {
    await sqlOf(tx).query(`UPDATE extract SET next_at = $2, code = $3 WHERE number = $1 AND state = 'WAITING'`, [
      ...[number, nextAt, code],
    ]);
  }

  /** It holds no more. @returns the extract that has ended by this call */
  async end(
    tx: Transaction,
    by: { readonly number: string } | { readonly eventId: string },
    status: Exclude<ExtractStatus, 'VALID'>,
    nowSeconds: number,
  ): Promise<IssuedExtract | undefined> {
    const [which, value] = 'number' in by ? ['number', by.number] : ['event_id', by.eventId];
    const [ended] = await sqlOf(tx).query<IssuedExtract>(
      `UPDATE extract SET status = $2, ended_at = $3 WHERE ${which} = $1 AND status = 'VALID' RETURNING ${columns}`,
      [value, status, nowSeconds],
    );
    return ended;
  }

  /** The extract of this number; locked until the transaction ends. */
  async byNumber(tx: Transaction, number: string): Promise<IssuedExtract | undefined> {
    const [row] = await sqlOf(tx).query<IssuedExtract>(`SELECT ${columns} FROM extract WHERE number = $1 FOR UPDATE`, [
      number,
    ]);
    return row;
  }

  /** The newest ones, those that wait first. */
  list(sql: Sql, max: number): Promise<IssuedExtract[]> {
    return sql.query<IssuedExtract>(
      `SELECT ${columns} FROM extract ORDER BY state = 'WAITING' DESC, issued_at DESC, number DESC LIMIT $1`,
      [max],
    );
  }

  /** What a stranger's number and code are compared with; nothing for an extract that has not been made. */
  async ofNumber(sql: Sql, number: string): Promise<{ status: ExtractStatus; codeDigest: Buffer } | undefined> {
    const [row] = await sql.query<{ status: ExtractStatus; codeDigest: Buffer }>(
      `SELECT status, code_digest AS "codeDigest" FROM extract WHERE number = $1 AND state = 'SEALED'`,
      [number],
    );
    return row;
  }

  /** How many wait to be sealed, and since when the oldest (seconds since 1970). */
  async waitingNow(sql: Sql): Promise<{ count: number; oldest: number | null }> {
    const [row] = await sql.query<{ count: number; oldest: number | null }>(
      `SELECT count(*)::int AS count, min(issued_at) AS oldest FROM extract WHERE state = 'WAITING'`,
    );
    return row ?? { count: 0, oldest: null };
  }
}

interface Waiting {
  readonly eventId: string;
  readonly content: Uint8Array | null;
  readonly contentKey: number | null;
  /** Of the answer; null once it has come to its end without leaving. */
  readonly body: object | null;
  readonly leaf: string;
}

interface ReleaseTimes {
  readonly nowSeconds: number;
  /** End of the answer's transport life. */
  readonly notAfter: number;
}

function placeOf(number: string): string {
  return `extract\0${number}`;
}
