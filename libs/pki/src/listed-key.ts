import type { KeyObject } from 'node:crypto';
import type { Environment, ListedId } from '#libs/protocol';
import type { LeafRole } from './certificate-profile.js';
import { checkRevocation } from './check-revocation.js';
import { pkiError } from './error.js';
import { verifyChain } from './verify-chain.js';

interface ListedCertificate {
  readonly role: string;
  readonly der: Uint8Array;
}

/** A member as the directory lists it. */
export interface ListedMember {
  readonly id: ListedId;
  /** DER. */
  readonly caCertificates: readonly Uint8Array[];
  /** By x5t#S256. */
  readonly certificates: ReadonlyMap<string, ListedCertificate>;
  /** DER. */
  readonly crls: readonly Uint8Array[];
}

/** What a listed certificate is used for, and when. */
export interface ListedUse {
  readonly env: Environment;
  readonly role: LeafRole;
  /** When the certificate must have been in force (milliseconds since 1970). */
  readonly atMs: number;
  /** By when it must not have been revoked: now (milliseconds since 1970). */
  readonly nowMs: number;
}

/**
 * The public key of a certificate that the directory lists for this member and role: it chains to the member's own CA,
 * was in force at `atMs` and is not revoked by `nowMs`.
 *
 * @throws pki.not-listed and the codes of verifyChain and checkRevocation
 */
export function keyOfListed(member: ListedMember, thumbprint: string, use: ListedUse): KeyObject {
  const { id, caCertificates, crls } = member;
  const listed = member.certificates.get(thumbprint);
  checkIsListed(listed, use);
  const { env, role, atMs } = use;
  const { publicKey } = verifyChain(listed.der, { env, member: id, role, atMs, caCertificates });
  checkRevocation(listed.der, crls, { caCertificates, atMs: use.nowMs });
  return publicKey;
}

/**
 * As {@link keyOfListed}, where the key itself is not needed: TLS has verified already that the other side has it.
 *
 * @throws pki.not-listed and the codes of verifyChain and checkRevocation
 */
export function checkListed(member: ListedMember, thumbprint: string, use: ListedUse): void {
  keyOfListed(member, thumbprint, use);
}

function checkIsListed(
  listed: ListedCertificate | undefined,
  { role }: ListedUse,
): asserts listed is ListedCertificate {
  if (listed?.role !== role) {
    throw pkiError('pki.not-listed', `the directory lists no such ${role} certificate for this member`, {
      nextStep: 'publish the certificate in the online part of the directory entry',
    });
  }
}
