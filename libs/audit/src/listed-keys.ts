import { createHash } from 'node:crypto';
import type { SeenKey, SeenKeys } from './key-life.js';

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

/** Roles whose keys a program holds, and no directory lists as its party's. */
const HELD_ALONE = ['directory', 'audit-kek', 'pseudonym'] as const;
const OF_THE_OFFLINE_PART = ['ca'] as const;
const OF_THE_ONLINE_PART = ['tls', 'signing', 'extract-seal', 'sealing'] as const;
const OF_THE_OFFICES = ['log', 'witness'] as const;

/**
 * The keys of a party that can be seen today: those that its program holds, and those that its directory entry names, if
 * there is a directory. A part that has run out names none, and says nothing about those that it named: its roles are not
 * complete.
 *
 * @param now seconds since 1970
 */
export function seenKeys(
  held: readonly SeenKey[],
  entry: ListedEntry | undefined,
  now: number,
  judge: CertificateJudge,
): SeenKeys {
  if (entry === undefined) return { keys: held, complete: HELD_ALONE };
  const { keys, complete } = listedKeys(entry, now, judge);
  return { keys: [...held, ...keys], complete: [...HELD_ALONE, ...complete] };
}

/** The log's own secret keys. */
export function secretKeys(names: Readonly<Record<'audit-kek' | 'pseudonym', string>>): SeenKey[] {
  return (['audit-kek', 'pseudonym'] as const).map((keyRole) => {
    return { keyRole, keyDigest: names[keyRole], state: 'IN_USE' };
  });
}

/** A key that signs parts of the directory: 32 raw bytes. */
export function directoryKey(publicKey: Uint8Array): SeenKey {
  return { keyRole: 'directory', keyDigest: sha256(publicKey), state: 'IN_USE' };
}

/** @param now seconds since 1970 */
export function certificateKey(
  keyRole: 'ca' | 'tls' | 'signing' | 'extract-seal',
  der: Uint8Array,
  now: number,
  judge: CertificateJudge,
): SeenKey {
  return { keyRole, keyDigest: sha256(der), state: stateOfCertificate(der, now, judge) };
}

function listedKeys(entry: ListedEntry, now: number, judge: CertificateJudge): SeenKeys {
  // a CA's own list says nothing about the CA: a CA that is no longer trusted leaves the directory
  const neverRevoked = { ...judge, isRevoked: () => false };
  const keys: SeenKey[] = [
    ...entry.caCertificates.map((der) => certificateKey('ca', der, now, neverRevoked)),
    ...[...entry.certificates.values()].map(({ role, der }) => certificateKey(role, der, now, judge)),
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

/** Revoked goes before ended. */
function stateOfCertificate(der: Uint8Array, now: number, judge: CertificateJudge): SeenKey['state'] {
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
