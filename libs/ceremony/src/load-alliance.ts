import { X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  decryptKeyFile,
  type KeyOfRole,
  type KeyOwner,
  type KeyRole,
  type MemberKeys,
  type PartnerKeys,
} from '#libs/pki';
import {
  BROKER,
  checkShape,
  fromBase64url,
  isCrexError,
  type Environment,
  type ListedId,
  type MemberId,
  type PartnerId,
} from '#libs/protocol';
import { Alliance } from './alliance.js';
import { AllianceMember } from './alliance-member.js';
import { AlliancePartner } from './alliance-partner.js';
import {
  CERTIFIED_ROLES,
  folderOf,
  indexSchema,
  KEY_ROLES,
  OFFICE_ROLES,
  officeKeyName,
  PARTNER_CERTIFIED_ROLES,
  PARTNER_KEY_ROLES,
  PUBLISHER_ROLES,
  type AllianceIndex,
  type IndexedPartner,
} from './folder-layout.js';
import { OFFICES, type Offices } from './offices.js';
import { readPublication, type Publication } from './publication.js';
import { refusal } from './refusal.js';

/**
 * Reads an Alliance with all its keys; its next change happens at `nowMs` (milliseconds since 1970).
 *
 * @throws ceremony.unreadable-folder, ceremony.unreadable-publication and pki's codes of key files
 */
export async function loadAlliance(folder: string, nowMs: number): Promise<Alliance> {
  try {
    return await load(folder, nowMs);
  } catch (cause) {
    if (isCrexError(cause)) throw cause;
    throw refusal('ceremony.unreadable-folder', 'a file of the Alliance is missing or cannot be read', { cause });
  }
}

async function load(folder: string, nowMs: number): Promise<Alliance> {
  const index = await readIndex(folder);
  const { env } = index;
  const published = index.files.map(async (path) => [path, await readFile(join(folder, 'directory', path))] as const);
  const files = new Map<string, Uint8Array>(await Promise.all(published));
  const publication = await readPublication((path) => Promise.resolve(files.get(path)));
  const ids = Object.keys(index.members) as MemberId[];
  const indexed = Object.entries(index.partners ?? {}) as [PartnerId, IndexedPartner][];
  const [offices, publisher, members, partners] = await Promise.all([
    loadOffices(folder, env),
    loadPublisher(folder, env),
    Promise.all(ids.map((id) => loadMember(folder, id, index, publication))),
    Promise.all(indexed.map(([id, { revocations }]) => loadPartner(folder, { id, env, revocations }, publication))),
  ]);
  return new Alliance({ env, nowMs, offices, publisher, members, partners, files, publication });
}

/** @throws ceremony.unreadable-folder */
export async function readIndex(folder: string): Promise<AllianceIndex> {
  const index: unknown = JSON.parse(await readFile(join(folder, 'alliance.json'), 'utf8'));
  checkShape(indexSchema, index, 'ceremony.unreadable-folder', 'alliance.json');
  return index as AllianceIndex;
}

async function loadOffices(folder: string, env: Environment): Promise<Offices> {
  const loaded = OFFICES.map(async (office) => {
    const keys = await KeyFolder.open(join(folder, 'offices', office));
    const pairs = OFFICE_ROLES.map((role) =>
      keys.load(role, { role: 'office', env, member: officeKeyName(office, role) }),
    );
    const [root, targets] = await Promise.all(pairs);
    return [office, { root, targets }];
  });
  return Object.fromEntries(await Promise.all(loaded)) as Offices;
}

async function loadPublisher(folder: string, env: Environment) {
  const keys = await KeyFolder.open(join(folder, folderOf(BROKER)));
  const [snapshot, timestamp] = await Promise.all([
    keys.load('snapshot', { role: PUBLISHER_ROLES.snapshot, env, member: BROKER }),
    keys.load('timestamp', { role: PUBLISHER_ROLES.timestamp, env, member: BROKER }),
  ]);
  return { snapshot, timestamp };
}

async function loadMember(
  folder: string,
  id: MemberId,
  { env, members }: AllianceIndex,
  publication: Publication,
): Promise<AllianceMember> {
  const own = join(folder, folderOf(id));
  const { hosts, revocations } = members[id] as Required<AllianceIndex['members']>[MemberId];
  const online = publishedOf(publication, id);
  const [keys, auditKek, auditPseudonym] = await Promise.all([
    loadKeys<MemberKeys>(own, { env, member: id }, KEY_ROLES, CERTIFIED_ROLES),
    readSecret(join(own, 'audit.kek')),
    readSecret(join(own, 'audit.pseudonym')),
  ]);
  return new AllianceMember({ id, env, hosts, keys, auditKek, auditPseudonym, online, revocations });
}

async function loadPartner(
  folder: string,
  { id, env, revocations }: Pick<AlliancePartner, 'id' | 'revocations'> & { readonly env: Environment },
  publication: Publication,
): Promise<AlliancePartner> {
  const online = publishedOf(publication, id);
  const owner = { env, member: id };
  const own = join(folder, folderOf(id));
  const keys = await loadKeys<PartnerKeys>(own, owner, PARTNER_KEY_ROLES, PARTNER_CERTIFIED_ROLES);
  return new AlliancePartner({ id, env, keys, online, revocations });
}

function publishedOf({ online }: Publication, id: ListedId) {
  const part = online.get(id);
  if (part === undefined) throw refusal('ceremony.unreadable-folder', `the directory does not list ${id}`);
  return part;
}

async function loadKeys<Keys extends object>(
  own: string,
  owner: { readonly env: Environment; readonly member: ListedId },
  roles: readonly Exclude<KeyRole, 'office'>[],
  certified: readonly KeyRole[],
): Promise<Keys> {
  const folder = await KeyFolder.open(own);
  const keys = roles.map(async (role) => {
    const key = await folder.load(role, { role, ...owner });
    if (!certified.includes(role)) return [role, key];
    const certificate = new X509Certificate(await readFile(join(own, 'certificates', `${role}.pem`))).raw;
    return [role, { ...key, certificate }];
  });
  return Object.fromEntries(await Promise.all(keys)) as Keys;
}

async function readSecret(path: string): Promise<Uint8Array> {
  return fromBase64url(await readFile(path, 'utf8'));
}

/** The key files of one owner, opened with the passphrase beside them. */
export class KeyFolder {
  private constructor(
    private readonly folder: string,
    private readonly passphrase: string,
  ) {}

  static async open(folder: string): Promise<KeyFolder> {
    return new KeyFolder(folder, await readFile(join(folder, 'passphrase'), 'utf8'));
  }

  async load<R extends KeyRole>(name: string, owner: KeyOwner<R>): Promise<KeyOfRole<R>> {
    const text = await readFile(join(this.folder, 'keys', `${name}.jwe`), 'utf8');
    return await decryptKeyFile(text, owner, this.passphrase);
  }
}
