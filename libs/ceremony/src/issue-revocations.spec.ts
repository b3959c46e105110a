import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { certificateFacts, revokedAt, withNewerCrl, type LeafRole } from '#libs/pki';
import { Alliance } from './alliance.js';
import { codeOfAsync } from '../../../test/code-of.js';
import type { AllianceIndex } from './folder-layout.js';
import { issueRevocations, type Revocation } from './issue-revocations.js';
import { loadAlliance } from './load-alliance.js';
import { saveAlliance } from './save-alliance.js';

const nowMs = Date.UTC(2026, 10, 22, 12);
let parent: string;
let folder: string;
let alliance: Alliance;

beforeAll(async () => {
  parent = await mkdtemp(join(tmpdir(), 'crex-revocations-'));
  folder = join(parent, 'alliance');
  alliance = await Alliance.create({ env: 'demo', members: ['AR', 'GY'], nowMs });
  await saveAlliance(alliance, folder);
});
afterAll(() => rm(parent, { recursive: true }));

const certificateOf = (role: LeafRole) => alliance.member('AR').keys[role].certificate;
const revoking = (role: LeafRole): Revocation => ({ certificate: certificateOf(role), reason: 'superseded' });
const issue = (id: 'AR' | 'GY' | 'BR' | 'BROKER', revoke: readonly Revocation[] = [], ms = nowMs) =>
  issueRevocations(folder, id, { revoke, nowMs: ms });
const index = async () => JSON.parse(await readFile(join(folder, 'alliance.json'), 'utf8')) as AllianceIndex;

describe('a revocation list from the folder of a ceremony', () => {
  it('follows the last one, names what it was told, and is taken in its place', async () => {
    const list = await issue('AR', [revoking('extract-seal')]);
    expect(list).toEqual({
      ...{ number: 2, path: join(folder, 'ar', 'crls', '2.crl'), revoked: 1 },
      nextUpdate: nowMs / 1000 + 30 * 86_400,
    });
    const context = { caCertificates: [alliance.member('AR').keys.ca.certificate], atMs: nowMs };
    const present = alliance.member('AR').online.crls.map((der) => Buffer.from(der, 'base64'));
    const lists = withNewerCrl(present, await readFile(list.path), context);
    expect(revokedAt(certificateOf('extract-seal'), lists, context)).toBe(nowMs / 1000);
    expect(revokedAt(certificateOf('signing'), lists, context)).toBeUndefined();
  });

  it('remembers what was revoked before, and since when', async () => {
    const later = await issue('AR', [revoking('extract-seal'), revoking('signing')], nowMs + 60_000);
    expect([later.number, later.revoked]).toEqual([3, 2]);
    expect((await index()).members.AR?.revocations).toEqual({
      number: 3,
      revoked: [
        {
          serial: certificateFacts(certificateOf('extract-seal')).serial,
          atSeconds: nowMs / 1000,
          reason: 'superseded',
        },
        {
          serial: certificateFacts(certificateOf('signing')).serial,
          atSeconds: nowMs / 1000 + 60,
          reason: 'superseded',
        },
      ],
    });
    expect((await issue('AR')).revoked).toBe(2);
    const read = await loadAlliance(folder, nowMs);
    expect(read.member('AR').revocations.number).toBe(4);
    expect(read.member('GY').revocations.number).toBe(1);
  });

  it('is made for the broker too, and for nobody else', async () => {
    expect((await issue('BROKER')).number).toBe(2);
    expect(await codeOfAsync(issue('BR'))).toBe('ceremony.unknown-member');
  });

  it('names only certificates that this CA has issued and that are still good', async () => {
    const before = await readFile(join(folder, 'alliance.json'), 'utf8');
    expect(await codeOfAsync(issue('GY', [revoking('tls')]))).toBe('pki.not-issued-by-member');
    const ca = { certificate: alliance.member('AR').keys.ca.certificate, reason: 'superseded' } as const;
    expect(await codeOfAsync(issue('AR', [ca]))).toBe('ceremony.not-revocable');
    expect(await codeOfAsync(issue('AR', [revoking('tls')], nowMs + 366 * 86_400_000))).toBe('pki.expired');
    expect(await codeOfAsync(issue('AR', [{ certificate: Buffer.from('x'), reason: 'superseded' }]))).toBe(
      'pki.certificate-malformed',
    );
    expect(await readFile(join(folder, 'alliance.json'), 'utf8')).toBe(before);
  });

  it('is made by one command at a time', async () => {
    const { number } = await issue('GY');
    const made = await Promise.allSettled([issue('GY'), issue('GY'), issue('GY')]);
    const numbers = made.flatMap((each) => (each.status === 'fulfilled' ? [each.value.number] : []));
    expect(new Set(numbers).size).toBe(numbers.length);
    expect((await issue('GY')).number).toBe(number + numbers.length + 1);
    await writeFile(join(folder, 'alliance.json.new'), '');
    expect(await codeOfAsync(issue('GY'))).toBe('ceremony.folder-busy');
    await rm(join(folder, 'alliance.json.new'));
  });

  it('is not made in a folder that no ceremony wrote', async () => {
    expect(await codeOfAsync(issueRevocations(join(parent, 'nowhere'), 'AR', { revoke: [], nowMs }))).toBe(
      'ceremony.unreadable-folder',
    );
  });
});
