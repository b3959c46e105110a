import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { viewFromFiles, type DirectoryView } from '#libs/directory';
import { keyOfListed, thumbprint } from '#libs/pki';
import { isCrexError, type PartnerId } from '#libs/protocol';
import { codeOfAsync } from '../../../test/code-of.js';
import { Alliance } from './alliance.js';
import { issueRevocations } from './issue-revocations.js';
import { loadAlliance } from './load-alliance.js';
import { saveAlliance } from './save-alliance.js';

const nowMs = Date.UTC(2026, 10, 22, 12);
const [INTERPOL, IADB] = ['INTERPOL', 'IADB'] as PartnerId[] as [PartnerId, PartnerId];

let parent: string;
let folder: string;
let alliance: Alliance;
beforeAll(async () => {
  parent = await mkdtemp(join(tmpdir(), 'crex-partners-'));
  folder = join(parent, 'alliance');
  alliance = await Alliance.create({ env: 'demo', members: ['AR', 'GY'], partners: [INTERPOL, IADB, IADB], nowMs });
  await alliance.suspend(IADB);
  await saveAlliance(alliance, folder);
});
afterAll(() => rm(parent, { recursive: true }));

const viewOf = (of: Alliance): Promise<DirectoryView> =>
  viewFromFiles({ root: of.root, read: (path) => Promise.resolve(of.files.get(path)), validAtMs: nowMs });

async function verdict(of: Alliance, id: PartnerId): Promise<string> {
  const view = await viewOf(of);
  const { certificate } = of.partner(id).keys.tls;
  try {
    keyOfListed(view.listed(id)!, thumbprint(certificate), { env: 'demo', role: 'tls', atMs: nowMs, nowMs });
    return 'good';
  } catch (error) {
    return isCrexError(error) ? error.code : String(error);
  }
}

describe('the partner organisations of an Alliance', () => {
  it('are listed apart from its members, each once, and witness nobody', async () => {
    const { members, partners } = await viewOf(alliance);
    expect(members.map(({ id }) => id)).toEqual(['AR', 'BROKER', 'GY']);
    expect(partners.map(({ id, status, roles }) => [id, status, roles])).toEqual([
      ['IADB', 'suspended', ['statistics']],
      ['INTERPOL', 'active', ['statistics']],
    ]);
    expect(alliance.entry('AR').log.witnesses).toEqual(['GY', 'BROKER']);
    expect(await verdict(alliance, INTERPOL)).toBe('good');
  });

  it('are known by their ids alone', async () => {
    const stranger = 'UNDP' as PartnerId;
    expect(() => alliance.partner(stranger)).toThrow('UNDP is not in this Alliance');
    expect(await codeOfAsync(alliance.suspend(stranger))).toBe('ceremony.unknown-member');
  });

  it('have a folder with what they need to connect and to publish their part, and no more', async () => {
    const index = JSON.parse(await readFile(join(folder, 'alliance.json'), 'utf8')) as {
      partners: Record<string, Record<string, Record<string, string>>>;
    };
    const { keys, certificates, anchor, ...rest } = index.partners['INTERPOL']!;
    expect(Object.keys(keys!)).toEqual(['ca', 'tls', 'directory-offline', 'directory-online']);
    expect(Object.keys(rest).sort()).toEqual(['folder', 'passphrase', 'revocations', 'status']);
    const paths = [keys!, certificates!, anchor!].flatMap((each) => Object.values(each));
    for (const path of [...paths, rest['passphrase'] as unknown as string]) {
      expect([path, (await stat(join(folder, path))).mode & 0o777]).toEqual([path, 0o600]);
      expect(path).toMatch(/^partners\/interpol\//);
    }
  });

  it('are read back with the Alliance, which goes on publishing them', async () => {
    const read = await loadAlliance(folder, nowMs);
    for (const { id, online, revocations } of alliance.partners) {
      expect(read.partner(id)).toMatchObject({ id, online, revocations });
      expect(read.status(id)).toBe(alliance.status(id));
    }
    await read.reinstate(IADB);
    expect((await viewOf(read)).listed(IADB)?.status).toBe('active');
    await read.suspend('GY');
    expect((await viewOf(read)).partners).toHaveLength(2);
    await read.renew(nowMs);
    expect((await viewOf(read)).listed(INTERPOL)?.onlineVersion).toBe(2);
    await read.revoke(INTERPOL, 'tls');
    expect([await verdict(read, INTERPOL), await verdict(read, IADB)]).toEqual(['pki.certificate-revoked', 'good']);
  });

  it('have revocation lists of their own', async () => {
    const { certificate } = alliance.partner(INTERPOL).keys.tls;
    const revoke = [{ certificate, reason: 'superseded' }] as const;
    const list = await issueRevocations(folder, INTERPOL, { revoke, nowMs });
    expect(list).toMatchObject({ number: 2, revoked: 1, path: join(folder, 'partners/interpol/crls/2.crl') });
    const again = await issueRevocations(folder, INTERPOL, { revoke: [], nowMs });
    expect(again).toMatchObject({ number: 3, revoked: 1 });
    expect(await codeOfAsync(issueRevocations(folder, 'UNDP' as PartnerId, { revoke: [], nowMs }))).toBe(
      'ceremony.unknown-member',
    );
  });
});
