import { createHmac, createSecretKey, timingSafeEqual } from 'node:crypto';
import { CrexError } from '#libs/protocol';
import type { Group } from './entry-types.js';
import { canonicalPart, type JsonObject } from './json-value.js';

/** Fixed: HMAC pads a shorter key with zeros, so salts of free length would open to two values. */
export const SALT_BYTES = 32;

/**
 * Commits to one part of an entry: HMAC-SHA-256 under a random salt over "crex.audit.<group>.v1" 0x00 JCS(part), base64url.
 * Without the salt it says nothing; with salt and part anyone can check it, and nobody can open it to another part.
 *
 * @throws audit.wrong-salt, audit.malformed-part, audit.part-too-long
 * @see RFC 2104; EDPB Guidelines 02/2025 (commitments instead of personal data in what cannot be erased)
 */
export function commitmentTo(group: Group, part: JsonObject, salt: Uint8Array): string {
  return commitmentToText(group, canonicalPart(part), salt);
}

/** As {@link commitmentTo}, for a part that is in canonical form already. */
export function commitmentToText(group: Group, canonical: string, salt: Uint8Array): string {
  checkSalt(salt);
  // a key object: bytes cost four times as much
  return createHmac('sha256', createSecretKey(salt))
    .update(`crex.audit.${group}.v1\0`)
    .update(canonical)
    .digest('base64url');
}

/**
 * True when salt and part open the commitment: what a court does with one part that was disclosed to it.
 *
 * @throws audit.wrong-salt, audit.malformed-part, audit.part-too-long
 */
export function opensTo(commitment: string, group: Group, part: JsonObject, salt: Uint8Array): boolean {
  const expected = Buffer.from(commitmentTo(group, part, salt));
  const given = Buffer.from(commitment);
  return given.length === expected.length && timingSafeEqual(given, expected);
}

function checkSalt(salt: Uint8Array): void {
  if (salt.length !== SALT_BYTES) throw new CrexError('audit.wrong-salt', `a salt has exactly ${SALT_BYTES} bytes`);
}
