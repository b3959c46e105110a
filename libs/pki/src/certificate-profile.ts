import { ExtendedKeyUsage, KeyUsageFlags } from '@peculiar/x509';
import {
  isCountryCode,
  isEnvironment,
  isListedId,
  isPartnerId,
  type CountryCode,
  type Environment,
  type ListedId,
} from '#libs/protocol';

/** What a certificate of the Alliance is for; `ca` certifies the others. */
export type CertificateRole = 'ca' | LeafRole;
/** What a member's CA certifies. */
export type LeafRole = 'tls' | 'signing' | 'extract-seal';

/** Whom a certificate stands for. Its only place is the SAN URI `urn:crex:<env>:<member>:<role>`. */
export interface CertificateIdentity {
  readonly env: Environment;
  readonly member: ListedId;
  readonly role: CertificateRole;
}

interface Profile {
  readonly ca: boolean;
  readonly keyUsage: number;
  readonly extendedKeyUsage: readonly string[];
}

/** What a certificate of each role says, exactly: neither less nor more. @see RFC 5280 section 4.2.1 */
export const PROFILES: Record<CertificateRole, Profile> = {
  ca: { ca: true, keyUsage: KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign, extendedKeyUsage: [] },
  tls: {
    ca: false,
    keyUsage: KeyUsageFlags.digitalSignature,
    extendedKeyUsage: [ExtendedKeyUsage.serverAuth, ExtendedKeyUsage.clientAuth],
  },
  signing: { ca: false, keyUsage: KeyUsageFlags.digitalSignature, extendedKeyUsage: [] },
  // nonRepudiation (contentCommitment): what PDF validators ask of a document seal.
  'extract-seal': {
    ca: false,
    keyUsage: KeyUsageFlags.digitalSignature | KeyUsageFlags.nonRepudiation,
    extendedKeyUsage: [],
  },
};

/** A partner organisation connects, and signs nothing that anybody would verify. */
const PARTNER_ROLES: readonly CertificateRole[] = ['ca', 'tls'];

/** Whether there are certificates of this role for this member at all. */
export function mayHold(member: ListedId, role: CertificateRole): boolean {
  return !isPartnerId(member) || PARTNER_ROLES.includes(role);
}

/** Writes an identity as its SAN URI. */
export function identityUri(identity: CertificateIdentity): string {
  return `urn:crex:${identity.env}:${identity.member.toLowerCase()}:${identity.role}`;
}

/** Reads a SAN URI of ours; undefined for anything else. */
export function parseIdentityUri(uri: string): CertificateIdentity | undefined {
  const [, env, name, role] = /^urn:crex:([a-z]+):([a-z]+):([a-z-]+)$/.exec(uri) ?? [];
  const member = name?.toUpperCase();
  if (!isEnvironment(env) || !isListedId(member) || !isCertificateRole(role)) return undefined;
  if (!mayHold(member, role)) return undefined;
  return { env, member, role };
}

/** The subject's C: the member's country, none for the broker and for partner organisations. */
export function countryOf(member: ListedId): CountryCode | undefined {
  return isCountryCode(member) ? member : undefined;
}

/**
 * The name constraints of a country's CA, as DER: subjects below C=<country> only, so that tools which know nothing
 * of our URIs refuse a foreign country too. (URIs cannot be constrained: RFC 5280 knows only URIs with a host.)
 * @see RFC 5280 section 4.2.1.10
 */
export function nameConstraints(member: ListedId): Buffer | undefined {
  const country = countryOf(member);
  // NameConstraints { permittedSubtrees [0] { { base directoryName [4] { { { 2.5.4.6, PrintableString } } } } } }
  return country && Buffer.from(`3015a0133011a40f300d310b3009060355040613 02${hex(country)}`.replace(' ', ''), 'hex');
}

function hex(text: string): string {
  return Buffer.from(text, 'ascii').toString('hex');
}

function isCertificateRole(role: string | undefined): role is CertificateRole {
  return role !== undefined && Object.hasOwn(PROFILES, role);
}
