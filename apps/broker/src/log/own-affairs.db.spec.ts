import { keyEvents } from '#libs/audit';
import { Alliance } from '#libs/ceremony';
import { certificateFacts, createCrl, thumbprint } from '#libs/pki';
import { BROKER, isCrexError } from '#libs/protocol';
import { createTestDatabase, type TestDatabase } from '#libs/testing';
import { TestBroker } from '../../../../test/broker/test-broker.js';
import { brokerMigrations } from '../migrations.js';

const HOUR_MS = 3_600_000;
let database: TestDatabase;
let alliance: Alliance;
let broker: TestBroker;

beforeEach(async () => {
  database = await createTestDatabase({ migrations: brokerMigrations });
  alliance = await Alliance.create({ env: 'test', members: ['AR'], nowMs: Date.now() });
  broker = await TestBroker.start({ alliance, databaseUrl: database.url });
});
afterEach(async () => {
  await broker.close();
  await database.close();
});

const events = async (role?: string) =>
  (await keyEvents(database.sql))
    .filter(({ keyRole }) => role === undefined || keyRole === role)
    .map(({ action, keyRole, keyDigest }) => `${action} ${keyRole} ${keyDigest}`);
const certificateOf = (role: 'tls' | 'signing') => alliance.member(BROKER).keys[role].certificate;

/** A new list of the broker's CA, as `crex revocations BROKER` makes it. */
async function crl(number: number, revoke?: 'tls' | 'signing') {
  const now = Math.floor(broker.clock.nowMs() / 1000);
  const revoked = (revoke === undefined ? [] : [revoke]).map((role) => {
    return { serial: certificateFacts(certificateOf(role)).serial, atSeconds: now, reason: 'superseded' as const };
  });
  const { ca } = alliance.member(BROKER).keys;
  return createCrl({ ca, number, revoked, thisUpdate: now - 60, nextUpdate: now + 30 * 86_400 });
}

describe('the broker’s log of its own affairs', () => {
  it('names every key that the broker holds or the directory lists, once, restarts included', async () => {
    const first = await events();
    const roles = first.map((each) => each.split(' ').slice(0, 2).join(' ')).sort();
    const once = ['audit-kek', 'ca', 'extract-seal', 'log', 'pseudonym', 'sealing', 'signing', 'tls', 'witness'];
    expect(roles).toEqual([...once, 'directory', 'directory', 'directory'].map((role) => `CREATED ${role}`).sort());
    expect(first).toContain(`CREATED signing ${thumbprint(certificateOf('signing'))}`);
    await broker.restart();
    expect(await events()).toEqual(first);
  });

  it('names the software and the limits, and a limit that was changed', async () => {
    const changes = async () => {
      const rows = await database.sql.query<{ leaf: Buffer }>(
        `SELECT leaf FROM audit_entry WHERE type = 'CONFIG_CHANGE' ORDER BY entry_id`,
      );
      return rows.map(({ leaf }) => JSON.parse(leaf.toString('utf8')) as Record<string, string>);
    };
    const before = await changes();
    expect(before.map(({ setting }) => setting)).toEqual(['software', 'retention', 'limits']);
    await broker.restart();
    const { recordSettings } = broker.parts(database.dataSource);
    const rules = { softwareVersion: '99.0.0', config: { ...broker.config(), maxPuts: 3 } };
    expect(await recordSettings.run(rules)).toEqual(['software', 'limits']);
    expect(await recordSettings.run(rules)).toEqual([]);
    const after = await changes();
    const replaced = [before[0], before[2]].map((each) => each?.digest);
    expect(after.slice(3).map(({ previousDigest }) => previousDigest)).toEqual(replaced);
    expect(after).toHaveLength(5);
  });

  it('says REVOKED when the broker’s own list says so', async () => {
    const { renewOwnPart, recordKeys, directory } = broker.parts(database.dataSource);
    await directory.load();
    expect(await renewOwnPart.run(await crl(2, 'signing'))).toBe(true);
    await recordKeys.run();
    await recordKeys.run();
    await broker.looked();
    const left = await broker.metric('crex_broker_revocation_list_seconds_left');
    expect(Math.abs(left - 30 * 86_400)).toBeLessThan(600);
    const x5t = thumbprint(certificateOf('signing'));
    expect(await events('signing')).toEqual([`CREATED signing ${x5t}`, `REVOKED signing ${x5t}`]);
  });
});

describe('the broker’s own online part', () => {
  it('takes no list that is not newer, and none of another CA', async () => {
    const { renewOwnPart, directory } = broker.parts(database.dataSource);
    await directory.load();
    const codeOf = (list: Uint8Array) =>
      renewOwnPart.run(list).then(
        () => 'done',
        (error: unknown) => (isCrexError(error) ? error.code : String(error)),
      );
    expect(await codeOf(await crl(1, 'tls'))).toBe('pki.crl-not-newer');
    const now = Math.floor(broker.clock.nowMs() / 1000);
    const { ca } = alliance.member('AR').keys;
    const foreign = await createCrl({ ca, number: 9, revoked: [], thisUpdate: now, nextUpdate: now + 60 });
    expect(await codeOf(foreign)).toBe('pki.not-issued-by-member');
    expect(await broker.publishedVersion(`${BROKER}-online`)).toBe(1);
  });

  it('lists the certificate of a key that is in use now', async () => {
    const changed = await alliance.member(BROKER).changed({ replace: ['signing'] }, broker.clock.nowMs());
    const fresh = changed.keys.signing.certificate;
    const { renewOwnPart, directory } = broker.partsWith(database.dataSource, { role: 'signing', der: fresh });
    await directory.load();
    expect(await renewOwnPart.run()).toBe(true);
    const listed = [...(directory.view().member(BROKER)?.certificates.keys() ?? [])];
    expect(listed).toEqual(expect.arrayContaining([thumbprint(fresh), thumbprint(certificateOf('signing'))]));
    expect(await renewOwnPart.run()).toBe(false);
  });
});

describe('an online part that was carried to the broker', () => {
  it('of a member whose part has run out is published, and its node is let in again', async () => {
    broker.clock.shiftMs += 50 * HOUR_MS;
    await broker.restart();
    const ar = broker.client('AR');
    expect((await ar.call('GET', '/v1/numbers')).status).toBe(401);
    const { acceptOnline, trust, directory } = broker.parts(database.dataSource);
    await directory.load();
    const { metadata = '', target = '' } = await broker.onlinePart(alliance.member('AR'));
    const part = { metadata: Buffer.from(metadata, 'base64'), target: Buffer.from(target, 'base64') };
    await acceptOnline.run(trust.listed('AR'), part);
    await broker.looked();
    expect((await ar.call('GET', '/v1/numbers')).status).toBe(200);
  });

  it('is refused for who has left, or was never a member', async () => {
    await broker.govern({ AR: { status: 'withdrawn' } });
    const { trust, directory } = broker.parts(database.dataSource);
    await directory.load();
    expect(() => trust.listed('AR')).toThrow(expect.objectContaining({ code: 'message.sender-suspended' }) as Error);
    expect(() => trust.listed('BR')).toThrow(expect.objectContaining({ code: 'pki.not-listed' }) as Error);
  });
});
