import type { Person } from '../staff/official-claims.js';
import { digestOfSecret, openWith, sealWith } from './session-secret.js';
import type { SessionRow } from './session.store.js';

/** What a session knows; readable only with the browser's cookie. */
export interface SessionContent {
  readonly person: Person;
  /** The `sub` of the sign-in service. */
  readonly subject: string;
  /** What the console sends with every call that changes something. It stays when the cookie's value changes. */
  readonly csrfToken: string;
  readonly refreshToken?: string;
}

/** A session that has not ended, opened. */
export interface Session extends Omit<SessionRow, 'content'>, SessionContent {
  readonly cookieDigest: Buffer;
}

export const sealContent = (cookie: string, content: SessionContent): Buffer => sealWith(cookie, content);

export function openSession(cookie: string, { content, ...times }: SessionRow): Session {
  return { ...times, ...(openWith(cookie, content) as SessionContent), cookieDigest: digestOfSecret(cookie) };
}
