import { createHash } from 'node:crypto';

/** What is kept of a check code: it opens nothing, and the number makes each digest its own. 128 random bits need no salt. */
export function checkCodeDigest(number: string, code: string): Buffer {
  return createHash('sha256').update(`${number}\0${code}`, 'utf8').digest();
}
