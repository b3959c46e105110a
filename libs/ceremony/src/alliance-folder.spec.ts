import { cp, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { X509Certificate } from 'node:crypto';
import { decryptKeyFile } from '#libs/pki';
import { Alliance } from './alliance.js';
import { codeOfAsync } from '../../../test/code-of.js';
import type { AllianceIndex } from './folder-layout.js';
import { loadAlliance } from './load-alliance.js';
import { saveAlliance } from './save-alliance.js';

const nowMs = Date.UTC(2026, 10, 22, 12);
let parent: string;
let folder: string;
let alliance: Alliance;

beforeAll(async () => {
  parent = await mkdtemp(join(tmpdir(), 'crex-ceremony-'));
  folder = join(parent, 'made', 'alliance');
  alliance = await Alliance.create({ env: 'demo', members: ['AR', 'GY'], suspended: ['GY'], nowMs });
  await alliance.revoke('AR', 'extract-seal');
  await saveAlliance(alliance, folder);
});
afterAll(() => rm(parent, { recursive: true }));

async function index(): Promise<AllianceIndex> {
  return JSON.parse(await readFile(join(folder, 'alliance.json'), 'utf8')) as AllianceIndex;
}

describe('the folder of an Alliance', () => {
  it('has an index whose paths all exist, with status, log and witness of each member', async () => {
    const { members, files, directory, offices } = await index();
    const { AR, GY, BROKER } = members;
    expect([AR?.status, GY?.status, BROKER?.status]).toEqual(['active', 'suspended', 'active']);
    expect(AR?.log).toMatchObject({ origin: 'log.ar.crex.example/audit/1', witnesses: ['BROKER'] });
    expect(BROKER?.log.vkey).toMatch(/^log\.broker\.crex\.example\/audit\/1\+[0-9a-f]{8}\+A/);
    const named = [AR, GY, BROKER].flatMap((member) => [
      ...Object.values(member?.keys ?? {}),
      ...Object.values(member?.certificates ?? {}),
      ...Object.values(member?.anchor ?? {}),
      ...[member?.passphrase, member?.auditKek, member?.auditPseudonym],
    ]) as string[];
    const paths = [...named, ...files.map((path) => join(directory, path)), ...Object.values(offices)];
    await Promise.all(paths.map((path) => stat(join(folder, path))));
    expect(Object.keys(BROKER?.keys ?? {})).toEqual([...Object.keys(AR?.keys ?? {}), 'snapshot', 'timestamp']);
  });

  it('holds key files that open with the passphrase beside them alone', async () => {
    const text = await readFile(join(folder, 'ar/keys/signing.jwe'), 'utf8');
    const owner = { role: 'signing', env: 'demo', member: 'AR' } as const;
    const { privateKey } = await decryptKeyFile(text, owner, await readFile(join(folder, 'ar/passphrase'), 'utf8'));
    expect(privateKey.equals(alliance.member('AR').keys.signing.privateKey)).toBe(true);
    const foreign = decryptKeyFile(text, owner, await readFile(join(folder, 'gy/passphrase'), 'utf8'));
    expect(await codeOfAsync(foreign)).toBe('pki.key-unreadable');
    const snapshot = await readFile(join(folder, 'broker/keys/snapshot.jwe'), 'utf8');
    const publisher = { role: 'directory-snapshot', env: 'demo', member: 'BROKER' } as const;
    const passphrase = await readFile(join(folder, 'broker/passphrase'), 'utf8');
    expect(await codeOfAsync(decryptKeyFile(snapshot, publisher, passphrase))).toBe('accepted');
  });

  it('is readable by its owner alone', async () => {
    for (const path of ['ar/passphrase', 'ar/audit.kek', 'ar/audit.pseudonym', 'ar/keys/ca.jwe', 'broker/passphrase']) {
      expect([path, (await stat(join(folder, path))).mode & 0o777]).toEqual([path, 0o600]);
    }
    expect((await stat(folder)).mode & 0o777).toBe(0o700);
  });

  it('anchors each member in the root and in the CA of the broker', async () => {
    expect(await readFile(join(folder, 'gy/anchor/root.json'))).toEqual(Buffer.from(alliance.root));
    const pem = await readFile(join(folder, 'gy/anchor/broker-ca.pem'));
    expect(new X509Certificate(pem).raw).toEqual(Buffer.from(alliance.member('BROKER').keys.ca.certificate));
  });

  it('is read back as the same Alliance, which goes on publishing', async () => {
    const read = await loadAlliance(folder, nowMs + 60_000);
    expect([...read.files].sort()).toEqual([...alliance.files].sort());
    expect(read.members.map(({ id }) => id).sort()).toEqual(['AR', 'BROKER', 'GY']);
    expect(read.status('GY')).toBe('suspended');
    for (const { id, signer, online, revocations, hosts, auditKek, auditPseudonym } of alliance.members) {
      const member = read.member(id);
      expect(member).toMatchObject({ online, revocations, hosts });
      expect(member.signer.certificate).toBe(signer.certificate);
      expect((await member.opener()).kid).toBe(alliance.member(id).keys.sealing.kid);
      expect([...member.auditKek, ...member.auditPseudonym]).toEqual([...auditKek, ...auditPseudonym]);
      expect(read.entry(id)).toEqual(alliance.entry(id));
      expect(member.entry('active', [])).toEqual(alliance.member(id).entry('active', []));
    }
    const files = await read.reinstate('GY');
    expect([...files.keys()]).toEqual([
      '2.targets.json',
      expect.stringContaining('members.json'),
      '3.snapshot.json',
      'timestamp.json',
    ]);
    await read.renewOnline('AR', { replace: ['tls'] });
    expect(read.member('AR').revocations).toMatchObject({ number: 3, revoked: [{ reason: 'keyCompromise' }] });
  });

  it('is never written over another one', async () => {
    expect(await codeOfAsync(saveAlliance(alliance, folder))).toBe('ceremony.folder-in-use');
    expect(await codeOfAsync(saveAlliance(alliance, join(folder, 'alliance.json')))).toBe('ceremony.folder-in-use');
    expect(await readdir(join(parent, 'made'))).toEqual(['alliance']);
  });

  it('is written into an empty folder', async () => {
    const empty = join(parent, 'empty');
    await mkdir(empty);
    const small = await Alliance.create({ env: 'test', members: ['AR'], nowMs });
    await saveAlliance(small, empty);
    expect(await readdir(empty)).toContain('alliance.json');
  });
});

describe('a folder that no ceremony wrote', () => {
  it.each([
    ['no index', undefined],
    ['no JSON', '{'],
    ['another shape', '{"v":1,"env":"demo","files":[],"members":{}}'],
    ['production', '{"v":1,"env":"production","files":[],"members":{}}'],
  ])('is refused: %s', async (_what, content) => {
    const strange = await mkdtemp(join(parent, 'strange-'));
    if (content !== undefined) await writeFile(join(strange, 'alliance.json'), content);
    expect(await codeOfAsync(loadAlliance(strange, nowMs))).toBe('ceremony.unreadable-folder');
  });

  it.each([
    ['lists a member that the directory does not list', ({ AR, BROKER }: Members) => ({ AR, BROKER, BR: AR })],
    ['does not say what was revoked', ({ AR, BROKER }: Members) => ({ AR: { ...AR, revocations: [] }, BROKER })],
  ])('is refused when its index %s', async (_what, bent) => {
    const strange = join(await mkdtemp(join(parent, 'strange-')), 'alliance');
    await cp(folder, strange, { recursive: true });
    const whole = await index();
    await writeFile(join(strange, 'alliance.json'), JSON.stringify({ ...whole, members: bent(whole.members) }));
    expect(await codeOfAsync(loadAlliance(strange, nowMs))).toBe('ceremony.unreadable-folder');
  });
});
type Members = AllianceIndex['members'];
