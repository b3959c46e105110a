import { randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { encryptKeyFile, type KeyOfRole, type KeyOwner, type KeyRole } from '#libs/pki';
import { BROKER, toBase64url } from '#libs/protocol';
import type { Alliance } from './alliance.js';
import type { AllianceMember } from './alliance-member.js';
import type { AlliancePartner } from './alliance-partner.js';
import {
  CERTIFIED_ROLES,
  folderOf,
  indexed,
  indexedPartner,
  KEY_ROLES,
  officeKeyName,
  OFFICE_ROLES,
  PARTNER_CERTIFIED_ROLES,
  PARTNER_KEY_ROLES,
  pemOf,
  PUBLISHER_ROLES,
  type AllianceIndex,
} from './folder-layout.js';
import { OFFICES, type Office } from './offices.js';
import { refusal } from './refusal.js';

/** Only the owner reads what a ceremony writes. */
const PRIVATE_FILE = 0o600;

/**
 * Writes an Alliance as folders, one per member, whose key files only their own passphrase opens. All of it is there
 * in the end, or nothing.
 *
 * @throws ceremony.folder-in-use
 */
export async function saveAlliance(alliance: Alliance, folder: string): Promise<void> {
  const target = resolve(folder);
  await checkUnused(target);
  await mkdir(dirname(target), { recursive: true });
  const draft = await mkdtemp(join(dirname(target), `.${basename(target)}-`));
  try {
    await Promise.all([
      ...OFFICES.map((office) => saveOffice(alliance, office, join(draft, 'offices', office))),
      ...alliance.members.map((member) => saveMember(alliance, member, join(draft, folderOf(member.id)))),
      ...alliance.partners.map((partner) => savePartner(alliance, partner, join(draft, folderOf(partner.id)))),
      ...[...alliance.files].map(([path, bytes]) => save(join(draft, 'directory', path), bytes)),
      save(join(draft, 'alliance.json'), `${JSON.stringify(indexOf(alliance), undefined, 2)}\n`),
    ]);
    await rename(draft, target);
  } catch (error) {
    await rm(draft, { recursive: true });
    throw error;
  }
}

/** Keys that exist are never overwritten: whoever wants new ones deletes the old ones first. */
async function checkUnused(folder: string): Promise<void> {
  const content = await readdir(folder).catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw refusal('ceremony.folder-in-use', 'the output is not a folder that can be written to', { cause: error });
  });
  if (content.length > 0) {
    throw refusal('ceremony.folder-in-use', 'the output folder is not empty', {
      nextStep: 'name a new folder, or delete this one when no one needs its keys any more',
    });
  }
}

async function saveOffice({ env, offices }: Alliance, office: Office, folder: string): Promise<void> {
  const keys = new KeyFolder(folder);
  await keys.savePassphrase();
  await Promise.all(
    OFFICE_ROLES.map((role) =>
      keys.save(role, offices[office][role], { role: 'office', env, member: officeKeyName(office, role) }),
    ),
  );
}

async function saveMember(alliance: Alliance, member: AllianceMember, folder: string): Promise<void> {
  const { env, publisher } = alliance;
  const keys = new KeyFolder(folder);
  const owner = { env, member: member.id };
  const publishing = member.id === BROKER ? (['snapshot', 'timestamp'] as const) : [];
  await Promise.all([
    keys.savePassphrase(),
    ...KEY_ROLES.map((role) => keys.save(role, member.keys[role], { ...owner, role })),
    ...publishing.map((name) => keys.save(name, publisher[name], { ...owner, role: PUBLISHER_ROLES[name] })),
    ...CERTIFIED_ROLES.map((role) =>
      save(join(folder, 'certificates', `${role}.pem`), pemOf(member.keys[role].certificate)),
    ),
    saveAnchor(alliance, folder),
    save(join(folder, 'audit.kek'), toBase64url(member.auditKek)),
    save(join(folder, 'audit.pseudonym'), toBase64url(member.auditPseudonym)),
  ]);
}

async function savePartner(alliance: Alliance, partner: AlliancePartner, folder: string): Promise<void> {
  const keys = new KeyFolder(folder);
  const owner = { env: alliance.env, member: partner.id };
  await Promise.all([
    keys.savePassphrase(),
    ...PARTNER_KEY_ROLES.map((role) => keys.save(role, partner.keys[role], { ...owner, role })),
    ...PARTNER_CERTIFIED_ROLES.map((role) =>
      save(join(folder, 'certificates', `${role}.pem`), pemOf(partner.keys[role].certificate)),
    ),
    saveAnchor(alliance, folder),
  ]);
}

/** What its owner believes by itself: the root, and whom it calls. */
async function saveAnchor(alliance: Alliance, folder: string): Promise<void> {
  await save(join(folder, 'anchor', 'root.json'), alliance.root);
  await save(join(folder, 'anchor', 'broker-ca.pem'), pemOf(alliance.member(BROKER).keys.ca.certificate));
}

/** The key files of one owner under one passphrase, which is made here. */
class KeyFolder {
  readonly #passphrase = randomBytes(32).toString('base64url');

  constructor(private readonly folder: string) {}

  async savePassphrase(): Promise<void> {
    await save(join(this.folder, 'passphrase'), this.#passphrase);
  }

  async save<R extends KeyRole>(name: string, key: KeyOfRole<R>, owner: KeyOwner<R>): Promise<void> {
    await save(join(this.folder, 'keys', `${name}.jwe`), await encryptKeyFile(key, owner, this.#passphrase));
  }
}

function indexOf(alliance: Alliance): AllianceIndex {
  const { env, files, members, partners } = alliance;
  const listed = partners.map((partner) => [partner.id, indexedPartner(partner, alliance.status(partner.id))] as const);
  const entries = members.map((member) => [member.id, indexed(member, alliance.entry(member.id))]);
  return {
    ...{ v: 1, env, directory: 'directory', files: [...files.keys()] },
    offices: Object.fromEntries(OFFICES.map((office) => [office, join('offices', office)])) as AllianceIndex['offices'],
    members: Object.fromEntries(entries) as AllianceIndex['members'],
    ...(listed.length === 0 ? {} : { partners: Object.fromEntries(listed) }),
  };
}

async function save(path: string, content: string | Uint8Array): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, content, { mode: PRIVATE_FILE });
}
