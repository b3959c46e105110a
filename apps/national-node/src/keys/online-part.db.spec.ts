import { keyEvents } from '#libs/audit';
import { Alliance, type OnlineChange } from '#libs/ceremony';
import { createDelegatedTargets, type MemberView, type OnlineFile } from '#libs/directory';
import { certificateFacts, createCrl, revokedAt, thumbprint, type LeafRole } from '#libs/pki';
import { CrexError, isCrexError } from '#libs/protocol';
import { fixedClock } from '#libs/testing';
import { StandInBroker } from '../../../../test/hostile/stand-in-broker.js';
import { TestNode } from '../../../../test/hostile/test-node.js';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const START_MS = Date.UTC(2026, 10, 22, 12);

let clock: ReturnType<typeof fixedClock>;
let alliance: Alliance;
let broker: StandInBroker;
let node: TestNode;

beforeEach(async () => {
  clock = fixedClock(START_MS);
  alliance = await Alliance.create({ env: 'test', members: ['AR', 'BR'], nowMs: clock.nowMs() });
  broker = new StandInBroker(alliance, clock);
  node = await TestNode.start({ alliance, clock, broker, country: 'BR' });
});
afterEach(() => node.close());

const now = () => Math.floor(clock.nowMs() / 1000);
const own = () => node.base.directory.last()?.member('BR') as MemberView;
const certificateOf = (role: LeafRole) => alliance.member('BR').keys[role].certificate;
async function codeOf(promise: Promise<unknown>): Promise<string> {
  return promise.then(
    () => 'done',
    (error: unknown) => (isCrexError(error) ? error.code : String(error)),
  );
}

async function gauge(name: string): Promise<number | undefined> {
  const metric = (await node.base.registry.getMetricsAsJSON()).find((each) => each.name === name);
  return metric?.values[0]?.value;
}

/** A new list of BR's CA, as `crex revocations` makes it. */
function crl(number: number, roles: readonly LeafRole[] = [], change: { nextUpdate?: number } = {}) {
  const revoked = roles.map((role) => {
    return { serial: certificateFacts(certificateOf(role)).serial, atSeconds: now(), reason: 'superseded' as const };
  });
  const { ca } = alliance.member('BR').keys;
  return createCrl({ ca, number, revoked, thisUpdate: now() - 60, nextUpdate: now() + 30 * 86_400, ...change });
}

describe('the online part of a country', () => {
  it('is signed anew every twelve hours, with what it lists', async () => {
    const { renewOnline } = node.verbs;
    clock.advance(11 * HOUR_MS);
    expect(await renewOnline.run()).toBe(false);
    const before = own();
    clock.advance(2 * HOUR_MS);
    expect(await renewOnline.run()).toBe(true);
    expect(own()).toMatchObject({ onlineVersion: 2, onlineExpiresAt: now() + 48 * 3600 });
    expect([...own().certificates.keys()]).toEqual([...before.certificates.keys()]);
    expect([own().crls, own().sealingKeys]).toEqual([before.crls, before.sealingKeys]);
    expect(await renewOnline.run()).toBe(false);
  });

  it('comes back by itself after it has run out: the node slept', async () => {
    clock.advance(60 * HOUR_MS);
    await alliance.republish({}, clock.nowMs());
    await node.base.directory.refresh();
    expect([own().certificates.size, await gauge('crex_revocation_list_seconds_left')]).toEqual([0, 0]);
    expect(await node.verbs.renewOnline.run()).toBe(true);
    expect([own().certificates.size, own().crls.length, own().onlineVersion]).toEqual([3, 1, 2]);
    expect(await gauge('crex_online_part_seconds_left')).toBe(48 * 3600);
  });

  it('also when the node has not even been let in to read the directory', async () => {
    clock.advance(60 * HOUR_MS);
    await alliance.republish({}, clock.nowMs());
    expect(await node.verbs.renewOnline.run()).toBe(true); // its own copy says version 1, and that is still the last
    expect(own().onlineVersion).toBe(2);
    expect(node.base.directory.view().expired).toBe(false);
  });

  it('is not invented: the first one comes with the enrolment', async () => {
    const fresh = await TestNode.start({ alliance, clock, broker, country: 'BR', withoutDirectory: true });
    fresh.base.directory.refresh = () => Promise.reject(new CrexError('directory.unreachable', 'nobody lets it in'));
    expect(await fresh.verbs.renewOnline.run()).toBe(false);
    expect(await codeOf(fresh.verbs.publishOnline.run({ push: true }))).toBe('keys.nothing-published');
    await fresh.close();
  });

  it('lists the certificate of a key that is in use now, and drops one that nobody can need any more', async () => {
    const replaced = await alliance.member('BR').changed({ replace: ['signing'] }, clock.nowMs());
    const [old, fresh] = [certificateOf('signing'), replaced.keys.signing.certificate];
    Object.assign(node.base.keys, { certificates: [{ role: 'signing', der: fresh }] });
    expect(await node.verbs.renewOnline.run()).toBe(true);
    expect([...own().certificates.keys()]).toEqual(expect.arrayContaining([thumbprint(old), thumbprint(fresh)]));

    const { notAfter } = certificateFacts(old);
    clock.advance((notAfter + 72 * 3600) * 1000 - clock.nowMs());
    await alliance.republish({ BR: 'active' }, clock.nowMs());
    await node.verbs.renewOnline.run();
    expect(own().certificates.has(thumbprint(old))).toBe(true);
    clock.advance(60_000);
    await node.verbs.renewOnline.run();
    expect(own().certificates.has(thumbprint(old))).toBe(false);
  });
});

describe('an operator publishes by hand', () => {
  const revoked = (role: LeafRole) =>
    revokedAt(certificateOf(role), own().crls, { caCertificates: own().caCertificates, atMs: clock.nowMs() });

  it('a new revocation list: what it revokes is revoked for everybody', async () => {
    await node.verbs.publishOnline.run({ crl: await crl(2, ['extract-seal']), push: true });
    await node.base.directory.refresh();
    expect([revoked('extract-seal'), revoked('signing')]).toEqual([now(), undefined]);
    expect(own().crls).toHaveLength(1);
  });

  it('also one that revokes the key with which this very node signs', async () => {
    await node.verbs.publishOnline.run({ crl: await crl(2, ['signing']), push: true });
    await node.base.directory.refresh();
    expect(revoked('signing')).toBe(now());
  });

  it('but no list that is old, foreign, over or none', async () => {
    const run = (file: Uint8Array) => codeOf(node.verbs.publishOnline.run({ crl: file, push: true }));
    const { version } = node.base.directory.view();
    expect(await run(await crl(1, ['signing']))).toBe('pki.crl-not-newer');
    expect(await run(Buffer.from('no list'))).toBe('pki.crl-malformed');
    const foreign = { ca: alliance.member('AR').keys.ca, number: 9, revoked: [] };
    expect(await run(await createCrl({ ...foreign, thisUpdate: now() - 60, nextUpdate: now() + 60 }))).toBe(
      'pki.not-issued-by-member',
    );
    expect(await run(await crl(2, [], { nextUpdate: now() - 1 }))).toBe('pki.crl-stale');
    await node.base.directory.refresh();
    expect(node.base.directory.view().version).toBe(version);
  });

  it('nothing that nobody would accept: a part whose list is over', async () => {
    clock.advance(31 * DAY_MS);
    await alliance.republish({}, clock.nowMs());
    expect(await codeOf(node.verbs.publishOnline.run({ push: true }))).toBe('pki.crl-stale');
    await node.verbs.publishOnline.run({ crl: await crl(2), push: true });
    await node.base.directory.refresh();
    expect(revoked('signing')).toBeUndefined();
    expect(await gauge('crex_revocation_list_seconds_left')).toBe(30 * 86_400);
  });

  it('only signed, for somebody to carry: nothing is pushed', async () => {
    const part = await node.verbs.publishOnline.run({ push: false });
    await node.base.directory.refresh();
    expect(own().onlineVersion).toBe(1);
    await node.base.broker.pushOnline(part.metadata, part.target);
    await node.base.directory.refresh();
    expect(own()).toMatchObject({ onlineVersion: 2, onlineExpiresAt: part.expiresAt });
  });

  it('under the version that the broker names, when the node’s own copy is too old to know', async () => {
    await node.verbs.publishOnline.run({ push: true });
    node.base.directory.refresh = () => Promise.resolve(node.base.directory.view());
    clock.advance(1000);
    expect(await codeOf(node.verbs.publishOnline.run({ push: true }))).toBe('directory.not-next-version');
    await node.verbs.publishOnline.run({ push: true, version: 3 });
    expect(alliance.files.has('3.BR-online.json')).toBe(true);
  });
});

describe('the log of a country’s keys', () => {
  async function change(of: OnlineChange) {
    await alliance.renewOnline('BR', of, clock.nowMs());
    await alliance.republish();
    await node.base.directory.refresh();
    await node.verbs.recordKeys.run();
  }
  const events = async (role?: string) =>
    (await keyEvents(node.database.sql))
      .filter(({ keyRole }) => role === undefined || keyRole === role)
      .map(({ action, keyRole, keyDigest }) => `${action} ${keyRole} ${keyDigest}`);

  it('names every key that the node holds or the directory lists, once', async () => {
    await node.verbs.recordKeys.run();
    const first = await events();
    expect(first.map((each) => each.split(' ').slice(0, 2).join(' ')).sort()).toEqual(
      ['audit-kek', 'ca', 'directory', 'extract-seal', 'log', 'pseudonym', 'sealing', 'signing', 'tls', 'witness'].map(
        (role) => `CREATED ${role}`,
      ),
    );
    const { keys, signer } = alliance.member('BR');
    expect(first).toEqual(expect.arrayContaining([`CREATED signing ${signer.certificate}`]));
    expect(first).toEqual(expect.arrayContaining([`CREATED sealing ${keys.sealing.kid}`]));
    expect(first).toEqual(expect.arrayContaining([`CREATED ca ${thumbprint(keys.ca.certificate)}`]));
    await node.verbs.recordKeys.run();
    await restarted().recordKeys.run();
    expect(await events()).toEqual(first);
  });

  it('says REVOKED of a certificate that the country’s list names, and keeps quiet about it afterwards', async () => {
    await node.verbs.recordKeys.run();
    const x5t = thumbprint(certificateOf('extract-seal'));
    await change({ revoke: ['extract-seal'], replace: ['extract-seal'] });
    await restarted().recordKeys.run();
    expect(await events('extract-seal')).toEqual([
      `CREATED extract-seal ${x5t}`,
      `REVOKED extract-seal ${x5t}`,
      `CREATED extract-seal ${thumbprint(certificateOf('extract-seal'))}`,
    ]);
  });

  it('says RETIRED of a certificate that is neither held nor listed any more', async () => {
    await change({ replace: ['extract-seal'] });
    const old = alliance.member('BR').online.certificates.filter(({ role }) => role === 'extract-seal')[0];
    const { online } = alliance.member('BR');
    const x5t = thumbprint(Buffer.from(old?.der ?? '', 'base64'));
    // as the node drops it from its part when it is over
    const certificates = online.certificates.filter((each) => each !== old);
    await publish({ ...online, certificates });
    await node.verbs.recordKeys.run();
    expect((await events('extract-seal')).filter((each) => each.startsWith('RETIRED'))).toEqual([
      `RETIRED extract-seal ${x5t}`,
    ]);
  });

  it('says nothing of keys whose part of the directory has run out', async () => {
    await node.verbs.recordKeys.run();
    const before = await events();
    clock.advance(60 * HOUR_MS);
    await alliance.republish({}, clock.nowMs());
    await node.base.directory.refresh();
    await node.verbs.recordKeys.run();
    clock.advance(48 * HOUR_MS); // and now the directory as a whole
    await node.verbs.recordKeys.run();
    expect(await events()).toEqual(before);
  });

  /** The verbs of a process that has just been started. */
  const restarted = () => node.restartedVerbs();

  async function publish(content: OnlineFile) {
    const files = await createDelegatedTargets({
      ...{ part: 'online', env: 'test', content, version: own().onlineVersion + 1, expires: now() + 47 * 3600 },
      signers: [node.base.keys.directory],
    });
    const [metadata, target] = [...files.values()] as [Uint8Array, Uint8Array];
    await node.base.broker.pushOnline(metadata, target);
    await node.base.directory.refresh();
  }
});

describe('the rules by which a node works', () => {
  it('are logged when they change, with what they were before', async () => {
    const { policy, matching } = node.base;
    const config = {
      ...{
        zone: 'America/Sao_Paulo',
        closedDays: [],
        openDays: [],
        messageLifeMs: 86_400_000,
        retentionMonths: 36,
        brokerUrl: 'https://broker.example',
      },
      ...{ oidcIssuer: 'https://id.example', oidcAudience: 'crex', oidcRolesClaim: 'r', oidcAuthorityClaim: 'a' },
      ...{ oidcStaffNumberClaim: 'sub', oidcNameClaim: 'name', oidcCountryClaim: undefined, oidcScope: 'openid' },
      ...{ oidcClientId: undefined, oidcClaimsFrom: 'id-token' as const, publicUrl: undefined },
      ...{ sessionIdleMs: 60_000, sessionLifeMs: 120_000, sessionRecheckMs: 60_000 },
      ...{ stepUpAgeMs: undefined, stepUpAcr: undefined },
      ...{ timestampUrl: 'https://time.example', extractAddress: undefined, extractValidityDays: 90 },
      ...{ officialPerHour: 1, officialPerDay: 2, countryPerHour: 3, countryPerDay: 4 },
    };
    const rules = {
      ...{ config, policy, matching, softwareVersion: '1.0.0', trustAnchor: alliance.root },
      ...{ brokerAuthorities: Buffer.from('PEM'), roleMap: undefined, timeStampAuthorities: Buffer.from('PEM') },
    };
    const all = [
      'software',
      'policy',
      'matching',
      'sign-in',
      'calendar-zone',
      'message-life',
      'retention',
      'trust-anchor',
      'broker',
      'time-stamps',
      'limits',
    ];
    const { recordSettings } = node.verbs;
    expect(await recordSettings.run(rules)).toEqual(all);
    expect(await recordSettings.run(rules)).toEqual([]);
    expect(await recordSettings.run({ ...rules, softwareVersion: '1.0.1' })).toEqual(['software']);
    expect(await recordSettings.run({ ...rules, config: { ...config, oidcAudience: 'other' } })).toEqual(['software', 'sign-in']); // prettier-ignore
    // who may sign in as what, and whose time is believed, are as much a rule as any
    const changes = [
      [{ ...rules, config: { ...config, stepUpAcr: 'gold' } }, 'sign-in'],
      [{ ...rules, roleMap: Buffer.from('{"/police":"investigator"}') }, 'sign-in'],
      [{ ...rules, roleMap: Buffer.from('{"/police":"auditor"}') }, 'sign-in'],
      [rules, 'sign-in'],
      [{ ...rules, timeStampAuthorities: Buffer.from('OTHER') }, 'time-stamps'],
      [{ ...rules, config: { ...config, officialPerDay: 3_000 } }, 'limits'],
    ] as const;
    for (const [now, changed] of changes) expect(await recordSettings.run(now)).toContain(changed);
    const entries = await node.entries('CONFIG_CHANGE');
    expect(entries.find(({ setting }) => setting === 'policy')).toMatchObject({ digest: policy.digest });
    expect(entries.find(({ setting }) => setting === 'matching')).toMatchObject({ digest: matching.digest });
    expect(entries.filter(({ setting }) => setting === 'software').map((each) => each['previousDigest'])).toEqual([
      undefined,
      entries[0]?.['digest'],
      expect.any(String),
    ]);
  });
});
