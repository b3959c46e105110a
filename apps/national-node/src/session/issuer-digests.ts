import { createHmac } from 'node:crypto';

/** Keyed digests by which a session is found when the sign-in service ends it; they name nobody without the key. */
export class IssuerDigests {
  constructor(private readonly key: Uint8Array) {}

  of(claims: Readonly<Record<string, unknown>>): { issuerSession: Buffer | undefined; issuerSubject: Buffer } {
    const { sid, sub } = claims;
    return {
      issuerSession: typeof sid === 'string' ? this.digest('sid', sid) : undefined,
      issuerSubject: this.digest('sub', String(sub)),
    };
  }

  private digest(kind: string, value: string): Buffer {
    return createHmac('sha256', this.key).update(`crex.session.${kind}\0${value}`).digest();
  }
}
