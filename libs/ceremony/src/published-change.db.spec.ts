import {
  acceptOnline,
  createSnapshot,
  createTimestamp,
  currentPublication,
  directoryMigrations,
  initialiseDirectory,
  publish,
  readFile,
  refreshDirectory,
  sealingKeyFor,
  type DirectoryView,
  type MemberView,
} from '#libs/directory';
import { certificateFacts, keyOfListed, metadataSigner, thumbprint } from '#libs/pki';
import { isCrexError, type MemberId } from '#libs/protocol';
import { createTestDatabase, type TestDatabase } from '#libs/testing';
import { Alliance } from './alliance.js';
import { codeOfAsync } from '../../../test/code-of.js';

const NOW = Date.UTC(2026, 10, 22, 12);
const MINUTE = 60_000;

let database: TestDatabase;
let alliance: Alliance;
/** The moment of the next change; each happens a minute later. */
let nowMs = NOW;

/** A broker that serves what is published, and a node anchored in it: both in one database. */
beforeAll(async () => {
  database = await createTestDatabase({ migrations: directoryMigrations });
  alliance = await Alliance.create({ env: 'test', members: ['AR', 'BR'], nowMs, suspended: ['BR'] });
  await initialiseDirectory(database.sql, alliance.root);
  await publish(database.sql, alliance.files);
});
afterAll(() => database.close());
beforeEach(() => {
  nowMs += MINUTE;
});

async function refreshed(): Promise<DirectoryView> {
  const { sql } = database;
  return (await refreshDirectory({ sql, fetch: (path) => readFile(sql, path), nowMs, env: 'test' })).view;
}

async function member(id: MemberId): Promise<MemberView> {
  return (await refreshed()).member(id) as MemberView;
}

async function verdict(certificate: Uint8Array): Promise<string> {
  const { member: owner, role } = certificateFacts(certificate);
  const use = { env: 'test', role: role as 'signing', atMs: nowMs, nowMs } as const;
  const view = await member(owner as MemberId);
  try {
    keyOfListed(view, thumbprint(certificate), use);
    return 'good';
  } catch (error) {
    return isCrexError(error) ? error.code : String(error);
  }
}

describe('a change of an Alliance, once published and fetched', () => {
  it('reinstates and suspends a member', async () => {
    expect((await member('BR')).status).toBe('suspended');
    await publish(database.sql, await alliance.reinstate('BR', nowMs));
    expect([(await member('BR')).status, alliance.status('BR')]).toEqual(['active', 'active']);
    await publish(database.sql, await alliance.suspend('AR'));
    expect([(await member('AR')).status, alliance.status('AR')]).toEqual(['suspended', 'suspended']);
    await publish(database.sql, await alliance.republish({ AR: 'active', BR: 'withdrawn' }));
    const view = await refreshed();
    expect(view.members.map(({ status }) => status)).toEqual(['active', 'withdrawn', 'active']);
  });

  it('revokes a certificate, and no other', async () => {
    const { keys } = alliance.member('AR');
    await publish(database.sql, await alliance.revoke('AR', 'signing', nowMs));
    expect(await verdict(keys.signing.certificate)).toBe('pki.certificate-revoked');
    expect(await verdict(keys.tls.certificate)).toBe('good');
  });

  it('remembers what was revoked before', async () => {
    const { keys } = alliance.member('AR');
    await publish(database.sql, await alliance.revoke('AR', 'tls', nowMs));
    await publish(database.sql, await alliance.revoke('AR', 'tls', nowMs));
    expect(await verdict(keys.tls.certificate)).toBe('pki.certificate-revoked');
    expect(await verdict(keys.signing.certificate)).toBe('pki.certificate-revoked');
    expect(alliance.member('AR').revocations.revoked).toHaveLength(2);
  });

  it('replaces keys, the old ones staying good and listed', async () => {
    const before = alliance.member('BR');
    await alliance.renewOnline('BR', { replace: ['signing', 'sealing', 'extract-seal'] }, nowMs);
    await publish(database.sql, await alliance.republish());
    const { keys } = alliance.member('BR');
    expect(keys.signing.certificate).not.toEqual(before.keys.signing.certificate);
    for (const certificate of [before.keys.signing.certificate, keys.signing.certificate]) {
      expect(await verdict(certificate)).toBe('good');
    }
    expect(await verdict(keys['extract-seal'].certificate)).toBe('good');
    const view = await member('BR');
    const times = { nowSeconds: nowMs / 1000, untilSeconds: nowMs / 1000 + 3600 };
    expect(sealingKeyFor(view, times)?.kid).toBe(keys.sealing.kid);
    expect(view.sealingKeys.map(({ kid }) => kid)).toEqual([before.keys.sealing.kid, keys.sealing.kid]);
  });

  it('replaces a sealing key twice in one second, and the last one counts', async () => {
    await alliance.renewOnline('BR', { replace: ['sealing'] }, nowMs);
    await publish(database.sql, await alliance.republish());
    await alliance.renewOnline('BR', { replace: ['sealing'] });
    await publish(database.sql, await alliance.republish());
    const times = { nowSeconds: nowMs / 1000, untilSeconds: nowMs / 1000 + 3600 };
    expect(sealingKeyFor(await member('BR'), times)?.kid).toBe(alliance.member('BR').keys.sealing.kid);
  });

  it("revokes a broker's certificate and gives it another for the same hosts", async () => {
    const before = alliance.member('BROKER').keys.tls.certificate;
    await alliance.renewOnline('BROKER', { revoke: ['tls'], replace: ['tls'] }, nowMs);
    await publish(database.sql, await alliance.republish());
    const after = alliance.member('BROKER').keys.tls.certificate;
    expect([await verdict(before), await verdict(after)]).toEqual(['pki.certificate-revoked', 'good']);
    expect(Buffer.from(after).toString('latin1')).toContain('localhost');
  });

  it('renews every online part and revocation list before they run out', async () => {
    nowMs += 47 * 60 * MINUTE;
    await publish(database.sql, await alliance.renew(nowMs));
    nowMs += 23 * 60 * MINUTE;
    expect(await verdict(alliance.member('BROKER').keys.signing.certificate)).toBe('good');
    const view = await refreshed();
    expect(Math.min(...view.members.map(({ onlineExpiresAt }) => onlineExpiresAt))).toBeGreaterThan(nowMs / 1000);
  });

  it('is a new timestamp alone', async () => {
    const { version } = await refreshed();
    const files = await alliance.newTimestamp(nowMs);
    await publish(database.sql, files);
    expect([...files.keys()]).toEqual(['timestamp.json']);
    expect(await refreshed()).toMatchObject({ version, expiresAt: Math.floor(nowMs / 1000) + 86_400 });
  });

  it('is pushed to a running broker, whose publications are then followed', async () => {
    const { sql } = database;
    const current = (await currentPublication(sql)) as NonNullable<Awaited<ReturnType<typeof currentPublication>>>;
    const pushed = await alliance.renewOnline('BR', { replace: ['signing'] }, nowMs);
    const { files, changed } = acceptOnline(current, pushed, { env: 'test', nowMs });
    expect(changed).toBe(true);
    const signing = (kind: 'snapshot' | 'timestamp', version: number) => ({
      ...{ version, expires: nowMs / 1000 + 3600, signers: [metadataSigner(alliance.publisher[kind].privateKey)] },
    });
    const next = signing('snapshot', current.snapshotVersion + 1);
    const snapshot = await createSnapshot({ ...next, previous: current.snapshot, files });
    const [bytes] = [...snapshot.values()] as [Uint8Array];
    const stamp = signing('timestamp', current.timestampVersion + 1);
    const timestamp = await createTimestamp({ ...stamp, snapshot: bytes });
    await publish(sql, new Map([...files, ...snapshot, ...timestamp]));
    expect(await verdict(alliance.member('BR').keys.signing.certificate)).toBe('good');

    const behind = await codeOfAsync(alliance.suspend('BR').then((made) => publish(sql, made)));
    expect(behind).toBe('directory.already-published');
    await alliance.follow((path) => readFile(sql, path));
    await publish(sql, await alliance.suspend('BR'));
    expect((await member('BR')).status).toBe('suspended');
    expect(await verdict(alliance.member('BR').keys.signing.certificate)).toBe('good');
  });
});
