import { X509Certificate } from 'node:crypto';
import { join } from 'node:path';
import type { MemberEntry, MemberStatus } from '#libs/directory';
import {
  BROKER,
  COUNTRIES,
  ENVIRONMENTS,
  isPartnerId,
  PARTNER_ID_PATTERN,
  type Environment,
  type ListedId,
  type MemberId,
  type PartnerId,
} from '#libs/protocol';
import type { AllianceMember, Revocations } from './alliance-member.js';
import type { AlliancePartner } from './alliance-partner.js';
import type { Office, OfficeKeys } from './offices.js';

/** The keys of every member, each in `keys/<role>.jwe`. */
export const KEY_ROLES = [
  'ca',
  'tls',
  'signing',
  'extract-seal',
  'sealing',
  'log',
  'witness',
  'directory-offline',
  'directory-online',
] as const;
export const CERTIFIED_ROLES = ['ca', 'tls', 'signing', 'extract-seal'] as const;
/** Those of a partner organisation, which connects and says so. */
export const PARTNER_KEY_ROLES = ['ca', 'tls', 'directory-offline', 'directory-online'] as const;
export const PARTNER_CERTIFIED_ROLES = ['ca', 'tls'] as const;
/** An office's keys, each in `keys/<role>.jwe`. */
export const OFFICE_ROLES = ['root', 'targets'] as const;
/** The broker's publishing keys: the file's name, and the key's role. */
export const PUBLISHER_ROLES = { snapshot: 'directory-snapshot', timestamp: 'directory-timestamp' } as const;

/** The folder of a member or partner, named as its certificates write it: `ar`, `broker`, `partners/interpol`. */
export function folderOf(id: ListedId): string {
  return isPartnerId(id) ? join('partners', id.toLowerCase()) : id.toLowerCase();
}

/** Whose key an office's key file says it is: an office has one for each role. */
export function officeKeyName(office: Office, role: keyof OfficeKeys): string {
  return `${office}-${role}`;
}

/** `alliance.json`: where everything is (paths relative to the file), and what is in no other file. */
export interface AllianceIndex {
  readonly v: 1;
  readonly env: Environment;
  /** Paths of what is published, as the repository names them. */
  readonly directory: string;
  readonly files: readonly string[];
  /** Folders. */
  readonly offices: Readonly<Record<Office, string>>;
  readonly members: Readonly<Partial<Record<MemberId, IndexedMember>>>;
  readonly partners?: Readonly<Record<PartnerId, IndexedPartner>>;
}

export interface IndexedMember {
  readonly status: MemberStatus;
  readonly folder: string;
  /** Paths by role. */
  readonly keys: Readonly<Record<string, string>>;
  readonly passphrase: string;
  readonly certificates: Readonly<Record<string, string>>;
  readonly anchor: { readonly root: string; readonly brokerCa: string };
  readonly auditKek: string;
  readonly auditPseudonym: string;
  readonly hosts: readonly string[];
  readonly log: MemberEntry['log'];
  readonly witness: MemberEntry['witness'];
  readonly revocations: Revocations;
}

export type IndexedPartner = Pick<
  IndexedMember,
  'status' | 'folder' | 'keys' | 'passphrase' | 'certificates' | 'anchor' | 'revocations'
>;

const path = { type: 'string', minLength: 1 } as const;
const paths = { type: 'object', additionalProperties: path } as const;
const wholeNumber = { type: 'integer', minimum: 0 } as const;

const revocations = {
  type: 'object',
  properties: {
    number: wholeNumber,
    revoked: {
      type: 'array',
      items: {
        type: 'object',
        properties: { serial: { type: 'string' }, atSeconds: wholeNumber, reason: { type: 'string' } },
        required: ['serial', 'atSeconds', 'reason'],
      },
    },
  },
  required: ['number', 'revoked'],
} as const;

/** What reading relies on; the paths are for people and start-up scripts. */
export const indexSchema = {
  type: 'object',
  properties: {
    v: { const: 1 },
    env: { enum: ENVIRONMENTS.filter((env) => env !== 'production') },
    directory: path,
    files: { type: 'array', items: path },
    members: {
      type: 'object',
      propertyNames: { enum: [...COUNTRIES, BROKER] },
      required: [BROKER],
      additionalProperties: {
        type: 'object',
        properties: {
          keys: paths,
          certificates: paths,
          hosts: { type: 'array', items: { type: 'string' } },
          revocations,
        },
        required: ['hosts', 'revocations'],
      },
    },
    partners: {
      type: 'object',
      propertyNames: { pattern: PARTNER_ID_PATTERN },
      additionalProperties: {
        type: 'object',
        properties: { keys: paths, certificates: paths, revocations },
        required: ['revocations'],
      },
    },
  },
  required: ['v', 'env', 'files', 'members'],
} as const;

/** The index entry of a member. */
export function indexed(member: AllianceMember, { status, log, witness }: MemberEntry): IndexedMember {
  const folder = folderOf(member.id);
  const publisher = member.id === BROKER ? Object.keys(PUBLISHER_ROLES) : [];
  const keyPath = (name: string) => [name, join(folder, 'keys', `${name}.jwe`)] as const;
  const certificatePath = (role: string) => [role, join(folder, 'certificates', `${role}.pem`)] as const;
  return {
    ...{ status, folder, passphrase: join(folder, 'passphrase') },
    keys: Object.fromEntries([...KEY_ROLES, ...publisher].map(keyPath)),
    certificates: Object.fromEntries(CERTIFIED_ROLES.map(certificatePath)),
    anchor: { root: join(folder, 'anchor', 'root.json'), brokerCa: join(folder, 'anchor', 'broker-ca.pem') },
    ...{ auditKek: join(folder, 'audit.kek'), auditPseudonym: join(folder, 'audit.pseudonym') },
    ...{ hosts: member.hosts, log, witness, revocations: member.revocations },
  };
}

/** The index entry of a partner organisation. */
export function indexedPartner({ id, revocations }: AlliancePartner, status: MemberStatus): IndexedPartner {
  const folder = folderOf(id);
  const pathsOf = (roles: readonly string[], under: string, ending: string) =>
    Object.fromEntries(roles.map((role) => [role, join(folder, under, `${role}.${ending}`)]));
  return {
    ...{ status, folder, passphrase: join(folder, 'passphrase'), revocations },
    keys: pathsOf(PARTNER_KEY_ROLES, 'keys', 'jwe'),
    certificates: pathsOf(PARTNER_CERTIFIED_ROLES, 'certificates', 'pem'),
    anchor: { root: join(folder, 'anchor', 'root.json'), brokerCa: join(folder, 'anchor', 'broker-ca.pem') },
  };
}

/** A certificate as text (RFC 7468). */
export function pemOf(der: Uint8Array): string {
  return new X509Certificate(der).toString();
}
