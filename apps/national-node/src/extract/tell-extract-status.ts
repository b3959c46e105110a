import { timingSafeEqual } from 'node:crypto';
import { sqlOf, type Database } from '#libs/platform';
import { checkCodeDigest } from './check-code-digest.js';
import type { ExtractStatus, ExtractStore } from './extract.store.js';

/** What is compared when there is no extract of a number: no code gives it. */
const NONE = { status: 'VALID', codeDigest: Buffer.alloc(32) } as const;

/**
 * Says to whoever holds an extract, with its number and check code, whether it holds. A wrong code and an unknown number
 * take the same way and give the same answer.
 */
export class TellExtractStatus {
  constructor(
    private readonly database: Database,
    private readonly extracts: ExtractStore,
  ) {}

  async run(number: string, code: string): Promise<ExtractStatus | 'UNKNOWN'> {
    const given = checkCodeDigest(number, code);
    const { status, codeDigest } = (await this.extracts.ofNumber(sqlOf(this.database.manager), number)) ?? NONE;
    return timingSafeEqual(given, codeDigest) ? status : 'UNKNOWN';
  }
}
