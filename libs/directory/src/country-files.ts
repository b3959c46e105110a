import { X509Certificate } from 'node:crypto';
import {
  checkShape,
  DIGEST_PATTERN,
  fromBase64url,
  isCrexError,
  isPartnerId,
  LISTED_ID,
  sealingKeyId,
  type Environment,
  type ListedId,
} from '#libs/protocol';
import { MAX_TARGET_BYTES } from './limits.js';
import { parseTarget } from './parse.js';
import { refusal, type DirectoryCode } from './refusal.js';

/** What a certificate that the directory lists is for; sealing keys are no certificates. */
export type CertificateRole = 'tls' | 'signing' | 'extract-seal';

/** `members/<CC>/offline.json`: the anchors of a member's certificates, signed by its offline delegation key. */
export interface OfflineFile {
  readonly v: 1;
  readonly member: ListedId;
  /** DER, base64. */
  readonly caCertificates: readonly string[];
}

/** `members/<CC>/online.json`: what a member uses these days, signed by its online delegation key. */
export interface OnlineFile {
  readonly v: 1;
  readonly member: ListedId;
  /** DER, base64. */
  readonly certificates: readonly { readonly role: CertificateRole; readonly der: string }[];
  /** DER, base64. */
  readonly crls: readonly string[];
  readonly sealingKeys: readonly {
    /** SHA-256 of suite and key, base64url. */
    readonly kid: string;
    readonly suite: string;
    /** base64url. */
    readonly publicKey: string;
    /** Seconds since 1970. */
    readonly notBefore: number;
    readonly notAfter: number;
  }[];
}

const base64 = {
  type: 'string',
  pattern: '^(?:[A-Za-z0-9+/]{4})+(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$',
} as const;
const certificate = { ...base64, maxLength: 8192 } as const;
const seconds = { type: 'integer', minimum: 0, maximum: 253402300799 } as const;

/** The shape of `offline.json` (JSON Schema 2020-12). */
export const offlineSchema = {
  type: 'object',
  properties: {
    v: { const: 1 },
    member: LISTED_ID,
    caCertificates: { type: 'array', items: certificate, minItems: 1, maxItems: 4, uniqueItems: true },
  },
  required: ['v', 'member', 'caCertificates'],
  additionalProperties: false,
} as const;

/** The shape of `online.json` (JSON Schema 2020-12). */
export const onlineSchema = {
  type: 'object',
  properties: {
    v: { const: 1 },
    member: LISTED_ID,
    certificates: {
      type: 'array',
      items: {
        type: 'object',
        properties: { role: { enum: ['tls', 'signing', 'extract-seal'] }, der: certificate },
        required: ['role', 'der'],
        additionalProperties: false,
      },
      maxItems: 32,
      uniqueItems: true,
    },
    crls: { type: 'array', items: { ...base64, maxLength: 262144 }, maxItems: 4, uniqueItems: true },
    sealingKeys: {
      type: 'array',
      items: {
        type: 'object',
        properties: {
          kid: { type: 'string', pattern: DIGEST_PATTERN },
          suite: { type: 'string', pattern: '^[A-Za-z0-9-]{1,64}$' },
          publicKey: { type: 'string', pattern: '^[A-Za-z0-9_-]{1,8192}$' },
          notBefore: seconds,
          notAfter: seconds,
        },
        required: ['kid', 'suite', 'publicKey', 'notBefore', 'notAfter'],
        additionalProperties: false,
      },
      maxItems: 16,
    },
  },
  required: ['v', 'member', 'certificates', 'crls', 'sealingKeys'],
  additionalProperties: false,
} as const;

/** Whose file it has to be. */
interface Expected {
  readonly member: ListedId;
  readonly env: Environment;
}

/** @throws directory.too-large, directory.malformed-offline with pointers, directory.wrong-member */
export function readOfflineFile(bytes: Uint8Array, expected: Expected): OfflineFile {
  const code = 'directory.malformed-offline';
  const value = parseTarget(bytes, MAX_TARGET_BYTES.offline, code, 'offline.json');
  checkShape(offlineSchema, value, code, 'offline.json');
  const file = value as OfflineFile;
  checkMember(file.member, expected);
  file.caCertificates.forEach((der, index) => {
    checkNames(der, { ...expected, role: 'ca', code, pointer: `/caCertificates/${index}` });
  });
  return file;
}

/** @throws directory.too-large, directory.malformed-online with pointers, directory.wrong-member */
export function readOnlineFile(bytes: Uint8Array, expected: Expected): OnlineFile {
  const code = 'directory.malformed-online';
  const value = parseTarget(bytes, MAX_TARGET_BYTES.online, code, 'online.json');
  checkShape(onlineSchema, value, code, 'online.json');
  const file = value as OnlineFile;
  checkMember(file.member, expected);
  checkPartnerPart(file);
  file.certificates.forEach(({ role, der }, index) => {
    checkNames(der, { ...expected, role, code, pointer: `/certificates/${index}/der` });
  });
  checkKids(file);
  return file;
}

function checkMember(named: ListedId, expected: Expected): void {
  if (named !== expected.member) {
    throw refusal('directory.wrong-member', `the file of ${expected.member} speaks for ${named}`, {
      pointers: [{ pointer: '/member', rule: `must be ${expected.member}` }],
    });
  }
}

/** A partner organisation connects; there is nothing that it could sign, and nothing is sealed to it. */
function checkPartnerPart({ member, certificates, sealingKeys }: OnlineFile): void {
  if (!isPartnerId(member)) return;
  const foreign = certificates.findIndex(({ role }) => role !== 'tls');
  const pointer = foreign === -1 ? '/sealingKeys' : `/certificates/${foreign}/role`;
  if (foreign === -1 && sealingKeys.length === 0) return;
  throw refusal('directory.malformed-online', 'a partner organisation has keys of the exchange', {
    pointers: [{ pointer, rule: 'a partner organisation lists certificates of role tls, and nothing else' }],
  });
}

/**
 * A certificate names its member, environment and role (`urn:crex:<env>:<member>:<role>`). Without this check a member
 * could list another's certificate and draw its connections to itself. Chains are verified by whoever uses them.
 */
function checkNames(der: string, expected: Expected & CertificatePlace): void {
  const { role, code, pointer } = expected;
  const wanted = `urn:crex:${expected.env}:${expected.member.toLowerCase()}:${role}`;
  const names = subjectNames(der);
  if (names === undefined) {
    throw refusal(code, 'a certificate cannot be read', {
      pointers: [{ pointer, rule: 'must be a DER certificate, base64' }],
    });
  }
  // Node writes a comma inside a name as \u002c: no piece of one can pass for a name of its own
  const uris = names.split(', ').filter((each) => each.startsWith('URI:'));
  if (uris.length !== 1 || uris[0] !== `URI:${wanted}`) {
    throw refusal('directory.wrong-member', 'a certificate that was not issued for this member, environment and role', {
      pointers: [{ pointer, rule: `must have exactly one URI name, ${wanted}` }],
    });
  }
}
interface CertificatePlace {
  readonly role: CertificateRole | 'ca';
  readonly code: DirectoryCode;
  readonly pointer: string;
}

function subjectNames(der: string): string | undefined {
  try {
    const bytes = Buffer.from(der, 'base64');
    const certificate = new X509Certificate(bytes);
    // one certificate has one spelling and one x5t#S256: nothing may follow it
    return certificate.raw.equals(bytes) ? (certificate.subjectAltName ?? '') : undefined;
  } catch {
    return undefined;
  }
}

function checkKids(file: OnlineFile): void {
  const seen = new Set<string>();
  const pointers = file.sealingKeys.flatMap(({ kid, suite, publicKey, notBefore, notAfter }, index) => {
    const fresh = !seen.has(kid) && notBefore < notAfter && kid === kidOf(suite, publicKey);
    seen.add(kid);
    return fresh ? [] : [{ pointer: `/sealingKeys/${index}`, rule: 'must have its own kid and a time to live' }];
  });
  if (pointers.length > 0)
    throw refusal('directory.malformed-online', 'a sealing key is not well formed', { pointers });
}

function kidOf(suite: string, publicKey: string): string | undefined {
  try {
    return sealingKeyId(suite, fromBase64url(publicKey));
  } catch (error) {
    if (isCrexError(error)) return undefined;
    throw error;
  }
}
