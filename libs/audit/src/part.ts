import { createHash, createHmac, randomBytes, type KeyObject } from 'node:crypto';
import { CrexError } from '#libs/protocol';
import { commitmentToText, opensTo, SALT_BYTES } from './commitment.js';
import type { EntryType, Group } from './entry-types.js';
import { canonicalPart, type JsonObject } from './json-value.js';
import { decrypt, encrypt } from './key-encryption.js';

/** Which part of which entry: bound to the ciphertext, so that no row can take another's place. */
export interface PartPlace {
  readonly eventId: string;
  readonly type: EntryType;
  readonly group: Group;
}

/** A part with the salt that opens the leaf's commitment to it. */
export interface OpenPart {
  readonly value: JsonObject;
  /** 32 bytes. */
  readonly salt: Uint8Array;
}

/** Draws the salt, commits and encrypts. The salt lies inside the ciphertext: who loses the key loses both. */
export function sealPart(key: KeyObject, place: PartPlace, part: object): { commitment: string; ciphertext: Buffer } {
  const salt = randomBytes(SALT_BYTES);
  const canonical = canonicalPart(part);
  const plaintext = Buffer.concat([salt, Buffer.from(canonical, 'utf8')]);
  return {
    commitment: commitmentToText(place.group, canonical, salt),
    ciphertext: encrypt(key, plaintext, contextOf(place)),
  };
}

/**
 * Decrypts a part and checks it against the leaf's commitment.
 *
 * @throws audit.wrong-key, audit.commitment-mismatch
 */
export function openPart(key: KeyObject, place: PartPlace, ciphertext: Uint8Array, commitment: string): OpenPart {
  const plaintext = decrypt(key, ciphertext, contextOf(place));
  const salt = plaintext.subarray(0, SALT_BYTES);
  const value = JSON.parse(plaintext.subarray(SALT_BYTES).toString('utf8')) as JsonObject;
  checkOpens(commitment, place.group, value, salt);
  return { value, salt };
}

/** What an entry is found by, and the part with which that is erased: the case stands in `detail`. */
export const PSEUDONYM_PARTS = { subject: 'subject', actor: 'actor', case: 'detail' } as const satisfies Readonly<
  Record<string, Group>
>;
export type PseudonymKind = keyof typeof PSEUDONYM_PARTS;

/**
 * The name under which a person, an official or a case is found again without being named: HMAC-SHA-256 under the
 * pseudonym key. The reference is one fixed spelling, for example country, kind and number of an identity document.
 */
export function pseudonymOf(pseudonymKey: KeyObject, kind: PseudonymKind, reference: string): Buffer {
  return createHmac('sha256', pseudonymKey).update(`crex.audit.pseudonym.${kind}.v1\0`).update(reference).digest();
}

/** Names a pseudonym key without giving it away: 43 characters, fit for KEY_EVENT's keyDigest. */
export function pseudonymKeyId(pseudonymKey: Uint8Array): string {
  return createHash('sha256').update('crex.audit.pseudonym-key.v1\0').update(pseudonymKey).digest('base64url');
}

function contextOf({ eventId, type, group }: PartPlace): string {
  return `crex.audit.part.v1\0${eventId}\0${type}\0${group}`;
}

function checkOpens(commitment: string, group: Group, value: JsonObject, salt: Uint8Array): void {
  if (!opensTo(commitment, group, value, salt)) {
    throw new CrexError('audit.commitment-mismatch', 'the stored part is not the one that the leaf commits to', {
      nextStep: 'treat it as tampering: whoever wrote the row had the keys of this node',
    });
  }
}
