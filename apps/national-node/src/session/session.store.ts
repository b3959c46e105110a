import type { Sql } from '#libs/platform';

/** A session as it lies in the database; times are seconds since 1970. */
export interface SessionRow {
  readonly content: Buffer;
  readonly signedInAt: number;
  /** When the sign-in service last said who it is. */
  readonly checkedAt: number;
  readonly idleEndsAt: number;
  readonly endsAt: number;
}

export interface NewSession extends SessionRow {
  readonly cookieDigest: Buffer;
  readonly issuerSession: Buffer | undefined;
  readonly issuerSubject: Buffer;
}

export interface SignInAttempt {
  readonly returnTo: string;
  readonly stepUp: boolean;
  readonly endsAt: number;
  readonly usedAt: number | null;
  readonly replayedAt: number | null;
}

const ROW = `content, signed_in_at AS "signedInAt", checked_at AS "checkedAt", idle_ends_at AS "idleEndsAt",
  ends_at AS "endsAt"`;

/** Sessions and sign-ins under way: the only place that writes these tables. */
export class SessionStore {
  async add(sql: Sql, session: NewSession): Promise<void> {
    const { cookieDigest, content, issuerSession, issuerSubject, signedInAt, checkedAt, idleEndsAt, endsAt } = session;
    await sql.query(
      `INSERT INTO session (cookie_digest, content, issuer_session, issuer_subject, signed_in_at, checked_at, idle_ends_at,
         ends_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [cookieDigest, content, issuerSession ?? null, issuerSubject, signedInAt, checkedAt, idleEndsAt, endsAt],
    );
  }

  /** The session of a cookie, if it has not ended. */
  async find(sql: Sql, cookieDigest: Buffer, now: number, lock = false): Promise<SessionRow | undefined> {
    const [row] = await sql.query<SessionRow>(
      `SELECT ${ROW} FROM session WHERE cookie_digest = $1 AND idle_ends_at > $2${lock ? ' FOR UPDATE' : ''}`,
      [cookieDigest, now],
    );
    return row;
  }

  /** It was used: its idle end moves, never beyond its end. */
  async use(sql: Sql, cookieDigest: Buffer, idleEndsAt: number): Promise<void> {
    await sql.query(
      `UPDATE session SET idle_ends_at = least($2, ends_at) WHERE cookie_digest = $1 AND idle_ends_at < $2`,
      [cookieDigest, idleEndsAt],
    );
  }

  async renew(sql: Sql, cookieDigest: Buffer, content: Buffer, checkedAt: number): Promise<void> {
    await sql.query('UPDATE session SET content = $2, checked_at = $3 WHERE cookie_digest = $1', [
      ...[cookieDigest, content, checkedAt],
    ]);
  }

  async end(sql: Sql, cookieDigest: Buffer): Promise<void> {
    await sql.query('DELETE FROM session WHERE cookie_digest = $1', [cookieDigest]);
  }

  /** Ends what the sign-in service has ended: one of its sessions, or all of a person. @returns how many */
  async endOfIssuer(sql: Sql, which: { readonly session?: Buffer; readonly subject?: Buffer }): Promise<number> {
    const gone = await sql.query<object>(
      `WITH gone AS (DELETE FROM session WHERE ($1::bytea IS NULL OR issuer_session = $1)
         AND ($2::bytea IS NULL OR issuer_subject = $2) AND ($1::bytea IS NOT NULL OR $2::bytea IS NOT NULL) RETURNING 1)
       SELECT 1 AS one FROM gone`,
      [which.session ?? null, which.subject ?? null],
    );
    return gone.length;
  }

  /** @returns false when `most` are under way already */
  async begin(
    sql: Sql,
    attempt: { stateDigest: Buffer; browserDigest: Buffer; returnTo: string; stepUp: boolean; endsAt: number },
    most: number,
    now: number,
  ): Promise<boolean> {
    const { stateDigest, browserDigest, returnTo, stepUp, endsAt } = attempt;
    const begun = await sql.query<object>(
      `INSERT INTO sign_in_attempt (state_digest, browser_digest, return_to, step_up, ends_at)
       SELECT $1, $2, $3, $4, $5
       WHERE (SELECT count(*) FROM sign_in_attempt WHERE used_at IS NULL AND ends_at > $7) < $6 RETURNING 1 AS one`,
      [stateDigest, browserDigest, returnTo, stepUp, endsAt, most, now],
    );
    return begun.length > 0;
  }

  /** A sign-in of this browser that is under way, locked; used and late ones too, so that one can tell. */
  async attempt(sql: Sql, stateDigest: Buffer, browserDigest: Buffer): Promise<SignInAttempt | undefined> {
    const [row] = await sql.query<SignInAttempt>(
      `SELECT return_to AS "returnTo", step_up AS "stepUp", ends_at AS "endsAt", used_at AS "usedAt",
         replayed_at AS "replayedAt"
       FROM sign_in_attempt WHERE state_digest = $1 AND browser_digest = $2 FOR UPDATE`,
      [stateDigest, browserDigest],
    );
    return row;
  }

  async markUsed(sql: Sql, stateDigest: Buffer, now: number): Promise<void> {
    await sql.query('UPDATE sign_in_attempt SET used_at = $2 WHERE state_digest = $1', [stateDigest, now]);
  }

  async markReplayed(sql: Sql, stateDigest: Buffer, now: number): Promise<void> {
    await sql.query('UPDATE sign_in_attempt SET replayed_at = $2 WHERE state_digest = $1', [stateDigest, now]);
  }

  /** Deletes what is over: sessions by their times, sign-ins some time after theirs, so that a late one is still known. */
  async endOverdue(sql: Sql, now: number, attemptsBefore: number): Promise<void> {
    await sql.query('DELETE FROM session WHERE idle_ends_at <= $1', [now]);
    await sql.query('DELETE FROM sign_in_attempt WHERE ends_at <= $1', [attemptsBefore]);
  }
}
