import { Alliance } from '#libs/ceremony';
import { readFile } from '#libs/directory';
import { sqlOf } from '#libs/platform';
import { monthIn, monthsAfter, signStatistics, type PartnerId } from '#libs/protocol';
import type { TestDatabase } from '#libs/testing';
import { newBrokerDatabase, TestBroker, type Answer } from '../../../../test/broker/test-broker.js';

const INTERPOL = 'INTERPOL' as PartnerId;
const opened = new AsyncDisposableStack();
let database: TestDatabase;
let alliance: Alliance;
let broker: TestBroker;
beforeAll(async () => {
  database = opened.use(await newBrokerDatabase());
  alliance = await Alliance.create({ env: 'test', members: ['AR', 'BR'], partners: [INTERPOL], nowMs: Date.now() });
  broker = opened.use(await TestBroker.start({ alliance, databaseUrl: database.url }));
});
afterAll(() => opened.disposeAsync());

const month = () => monthsAfter(monthIn('Etc/UTC', Math.floor(broker.clock.nowMs() / 1000)), -1);
const show = (): Promise<Answer> => broker.client(INTERPOL).call('GET', `/v1/statistics?month=${month()}`);

describe('a partner organisation at the broker', () => {
  it('reads what the members have signed, and the directory to verify it by', async () => {
    const time = Math.floor(broker.clock.nowMs() / 1000);
    const token = await signStatistics(
      { env: 'test', by: 'AR', time, month: month(), pairs: [] },
      alliance.member('AR').signer,
    );
    const body = Buffer.from(token);
    await broker.client('AR').call('PUT', '/v1/statistics', { body, type: 'application/jose' });
    const answer = await show();
    expect([answer.status, JSON.parse(answer.body.toString())]).toEqual([200, { statistics: [token] }]);
    for (const path of ['timestamp.json', '1.targets.json', '1.INTERPOL-online.json']) {
      expect([path, (await broker.client(INTERPOL).call('GET', `/directory/${path}`)).status]).toEqual([path, 200]);
    }
  });

  it.each([
    ['GET', '/v1/statuses'],
    ['PUT', '/v1/status'],
    ['GET', '/v1/mailbox?wait=0'],
    ['GET', '/v1/numbers'],
    ['POST', '/v1/messages'],
    ['POST', '/v1/mailbox/taken'],
    ['GET', '/logs/log.ar.crex.example/audit/1/checkpoint'],
    ['PUT', '/logs/log.ar.crex.example/audit/1/checkpoint'],
    ['POST', '/logs/log.ar.crex.example/audit/1/cosignatures'],
    ['GET', '/v1/anything'],
  ] as const)('is refused %s %s', async (method, path) => {
    const answer = await broker.client(INTERPOL).call(method, path);
    expect(answer.status).toBe(403);
    if (path.startsWith('/v1/')) expect(await broker.codeOf(answer, INTERPOL)).toBe('broker.sender-suspended');
  });

  it('publishes no statistics, its own or those of others', async () => {
    const time = Math.floor(broker.clock.nowMs() / 1000);
    const figures = { env: 'test', by: 'BR', time, month: month(), pairs: [] } as const;
    const body = Buffer.from(await signStatistics(figures, alliance.member('BR').signer));
    const answer = await broker.client(INTERPOL).call('PUT', '/v1/statistics', { body, type: 'application/jose' });
    expect([answer.status, await broker.codeOf(answer, INTERPOL)]).toEqual([403, 'broker.sender-suspended']);
  });

  it('publishes its own part, and the log of the broker names it', async () => {
    const part = await broker.onlinePart(alliance.partner(INTERPOL));
    const answer = await broker.client(INTERPOL).json('/v1/directory/online', part);
    expect(answer.status).toBe(200);
    expect(await broker.publishedVersion('INTERPOL-online')).toBe(2);
    const logged = await broker.onDatabase((open) =>
      sqlOf(open.manager).query<{ role: string }>(
        `SELECT convert_from(leaf, 'UTF8')::jsonb ->> 'role' AS role FROM audit_entry
         WHERE convert_from(leaf, 'UTF8')::jsonb ->> 'role' LIKE 'members/INTERPOL/%' ORDER BY entry_id`,
      ),
    );
    expect(logged.map(({ role }) => role)).toContain('members/INTERPOL/online');
    const kept = await broker.onDatabase((open) => readFile(sqlOf(open.manager), '2.INTERPOL-online.json'));
    expect(Buffer.from(kept ?? []).toString('base64')).toBe(part.metadata);
  });

  it('cannot publish the part of a member', async () => {
    const part = await broker.onlinePart(alliance.member('AR'));
    const answer = await broker.client(INTERPOL).json('/v1/directory/online', part);
    expect([answer.status, await broker.codeOf(answer, INTERPOL)]).toEqual([400, 'broker.directory-under-signed']);
  });

  it('reads nothing once it is suspended, and is a stranger once it has left', async () => {
    await broker.govern({}, { [INTERPOL]: { status: 'suspended' } });
    expect((await show()).status).toBe(403);
    expect((await broker.client(INTERPOL).call('GET', '/directory/timestamp.json')).status).toBe(200);
    await broker.govern({}, { [INTERPOL]: { status: 'withdrawn' } });
    expect((await broker.client(INTERPOL).call('GET', '/directory/timestamp.json')).status).toBe(403);
    await broker.govern({});
    expect((await show()).status).toBe(200);
  });

  it('is refused with a certificate that is revoked', async () => {
    const revoked = await alliance.partner(INTERPOL).changed({ revoke: ['tls'] }, broker.clock.nowMs());
    const pushed = await broker.client(INTERPOL).json('/v1/directory/online', await broker.onlinePart(revoked));
    expect(pushed.status).toBe(200);
    const answer = await show();
    expect([answer.status, await broker.codeOf(answer, INTERPOL)]).toEqual([401, 'broker.certificate-revoked']);
  });
});
