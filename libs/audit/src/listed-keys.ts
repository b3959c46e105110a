import { createHash } from 'node:crypto';
import type { LoggedKeyRole, SeenKey, SeenKeys } from './key-life.js';

/** A party's own entry in the directory, as far as it names keys. */
export interface ListedEntry {
  /** DER. */
  readonly caCertificates: readonly Uint8Array[];
  readonly certificates: ReadonlyMap<
    string,
    { readonly role: 'tls' | 'signing' | 'extract-seal'; readonly der: Uint8Array }
  >;
  readonly sealingKeys: readonly { readonly kid: string; readonly notAfter: number }[];
  /** C2SP verifier keys. */
  readonly log: { readonly vkey: string };
  readonly witness: { readonly vkey: string };
  /** Seconds since 1970. */
  readonly offlineExpiresAt: number;
  readonly onlineExpiresAt: number;
}

/** What is asked about a certificate (DER). */
export interface CertificateJudge {
  /** Seconds since 1970. */
  readonly endOf: (der: Uint8Array) => number;
  readonly isRevoked: (der: Uint8Array) => boolean;
}

const OF_THE_OFFLINE_PART = ['ca'] as const;
const OF_THE_ONLINE_PART = ['tls', 'signing', 'extract-seal', 'sealing'] as const;
const OF_THE_OFFICES = ['log', 'witness'] as const;

/**
 * The keys that a directory entry names today. A part that has run out names none, and says nothing about those that it
 * named: its roles are not complete.
 *
 * @param now seconds since 1970
 */
export function listedKeys(entry: ListedEntry, now: number, judge: CertificateJudge): SeenKeys {
  const certificate = (keyRole: LoggedKeyRole, der: Uint8Array, by = judge): SeenKey => {
    return { keyRole, keyDigest: sha256(der), state: stateOfCertificate(der, now, by) };
  };
  // a CA's own list says nothing about the CA: a CA that is no longer trusted leaves the directory
  const neverRevoked = { ...judge, isRevoked: () => false };
  const keys: SeenKey[] = [
    ...entry.caCertificates.map((der) => certificate('ca', der, neverRevoked)),
    ...[...entry.certificates.values()].map(({ role, der }) => certificate(role, der)),
    ...entry.sealingKeys.map(({ kid, notAfter }) => sealingKey(kid, notAfter, now)),
    ...OF_THE_OFFICES.map((keyRole): SeenKey => {
      return { keyRole, keyDigest: sha256(publicKeyOf(entry[keyRole].vkey)), state: 'IN_USE' };
    }),
  ];
  const complete = [
    ...OF_THE_OFFICES,
    ...(now < entry.offlineExpiresAt ? OF_THE_OFFLINE_PART : []),
    ...(now < entry.onlineExpiresAt ? OF_THE_ONLINE_PART : []),
  ];
  return { keys, complete };
}

/** @param notAfter, now seconds since 1970 */
export function sealingKey(kid: string, notAfter: number, now: number): SeenKey {
  return { keyRole: 'sealing', keyDigest: kid, state: now < notAfter ? 'IN_USE' : 'ENDED' };
}

/** The state of a certificate: revoked goes before ended. @param now seconds since 1970 */
export function stateOfCertificate(der: Uint8Array, now: number, judge: CertificateJudge): SeenKey['state'] {
  if (judge.isRevoked(der)) return 'REVOKED';
  return now > judge.endOf(der) ? 'ENDED' : 'IN_USE';
}

/** The raw Ed25519 key at the end of a verifier key: name+id+base64(type, key). @see C2SP signed-note */
function publicKeyOf(vkey: string): Uint8Array {
  const base64 = vkey.slice(vkey.indexOf('+', vkey.indexOf('+') + 1) + 1);
  return Buffer.from(base64, 'base64').subarray(1);
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('base64url');
}
