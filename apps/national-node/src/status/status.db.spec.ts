import { Alliance } from '#libs/ceremony';
import { KINDS, readStatus, signStatus, type CountryCode, type Status } from '#libs/protocol';
import { fixedClock } from '#libs/testing';
import { StandInBroker } from '../../../../test/hostile/stand-in-broker.js';
import { TestNode } from '../../../../test/hostile/test-node.js';
import { PlannedOutageStore } from './planned-outage.store.js';

const opened = new AsyncDisposableStack();
const clock = fixedClock(Date.UTC(2026, 10, 23, 12));
let alliance: Alliance;
let broker: StandInBroker;
let node: TestNode;
beforeAll(async () => {
  alliance = await Alliance.create({ env: 'test', members: ['AR', 'BR', 'CL'], nowMs: clock.nowMs() });
  broker = new StandInBroker(alliance, clock);
  node = opened.use(await TestNode.start({ alliance, clock, broker, country: 'AR' }));
});
afterAll(() => opened.disposeAsync());
beforeEach(() => broker.statuses.clear());

const now = () => Math.floor(clock.nowMs() / 1000);
async function say(by: CountryCode, change: Partial<Status> = {}, signer: CountryCode = by): Promise<void> {
  const status = { env: 'test', by, time: now(), software: '0.1.0', outages: [], waiting: 2, oldest: 30 } as const;
  broker.statuses.set(by, await signStatus({ ...status, ...change }, alliance.member(signer).signer));
  await node.verbs.status.memberStatuses.refresh();
}
const seen = (country: CountryCode) => node.verbs.status.viewMembers.run().find((member) => member.country === country);

describe('the status of this node', () => {
  it('says its software, its kinds, and the outages that are not over', async () => {
    const outages = new PlannedOutageStore(node.base.database);
    const [past, next, later] = [-100, 3600, 7200].map((from) => ({ from: now() + from, until: now() + from + 60 }));
    for (const outage of [later, past, next]) if (outage !== undefined) await outages.plan(node.database.sql, outage);
    await node.verbs.status.publishStatus.run();
    const { payload } = readStatus(broker.statuses.get('AR') ?? '');
    expect(payload).toEqual({
      ...{ v: 1, env: 'test', by: 'AR', time: now(), software: '0.1.0', kinds: KINDS, outages: [next, later] },
      ...{ waiting: 0, oldest: 0 },
    });
  });

  it('says how many questions wait and for how long, and nothing about them', async () => {
    const line = Buffer.from('sealed');
    for (const [number, seconds] of [
      [1, 600],
      [2, 60],
    ] as const)
      // prettier-ignore
      await node.database.owner.query(
        `INSERT INTO inbox (message_id, sender, pair, number, class, priority, slip_digest, content_digest, line, received_at)
         VALUES ($1, 'BR', 'BR-AR-1', $2, 'request', 0, $1, $1, $3, $4)`,
        [`BR-AR-1-00000000000${number}`, number, line, new Date((now() - seconds) * 1000)],
      );
    await node.verbs.status.publishStatus.run();
    expect(readStatus(broker.statuses.get('AR') ?? '').payload).toMatchObject({ waiting: 2, oldest: 600 });
  });
});

describe('how the others are', () => {
  it('is their own signed word', async () => {
    await say('BR');
    expect(seen('BR')).toEqual({
      ...{ country: 'BR', state: 'ACTIVE', heardAt: now(), outages: [], lacks: [], waiting: 2, oldest: 30 },
    });
    expect(seen('CL')).toEqual({ country: 'CL', state: 'SILENT', outages: [], lacks: [] });
    expect(seen('PE')).toEqual({ country: 'PE', state: 'ABSENT', outages: [], lacks: [] });
    expect(seen('AR')).toBeUndefined();
  });

  it('is not what somebody else says of them, and not what they said before', async () => {
    clock.advance(1000);
    await say('BR', { waiting: 7 });
    await say('BR', { waiting: 8, time: now() + 1 }, 'CL');
    await say('BR', { waiting: 9, time: now() - 1 });
    await say('BR', { waiting: 10, time: now() + 120 });
    await say('BR', { waiting: 11, env: 'demo', time: now() + 2 });
    broker.statuses.set('BR', 'no.status.there');
    await node.verbs.status.memberStatuses.refresh();
    expect(seen('BR')).toMatchObject({ waiting: 7 });
  });

  it('shows an outage while it lasts, and silence after ten minutes', async () => {
    clock.advance(1000);
    const outage = { from: now() + 60, until: now() + 120 };
    await say('BR', { outages: [outage] });
    expect(seen('BR')).toMatchObject({ state: 'ACTIVE', outages: [outage] });
    clock.advance(90_000);
    expect(seen('BR')).toMatchObject({ state: 'OUT', outages: [outage] });
    clock.advance(90_000);
    expect(seen('BR')).toMatchObject({ state: 'ACTIVE', outages: [] });
    clock.advance(600_000);
    expect(seen('BR')).toMatchObject({ state: 'SILENT' });
  });

  it('names the kinds that an older node does not understand', async () => {
    clock.advance(1000);
    const signer = alliance.member('CL').signer;
    const { signJws, TYP } = await import('#libs/protocol');
    const old = { v: 1, env: 'test', by: 'CL', time: now(), software: '0.0.1', outages: [], waiting: 0, oldest: 0 };
    const kinds = KINDS.filter((kind) => kind !== 'RECON');
    broker.statuses.set('CL', (await signJws(TYP.status, { ...old, kinds }, signer)).token);
    await node.verbs.status.memberStatuses.refresh();
    expect(seen('CL')).toMatchObject({ state: 'ACTIVE', lacks: ['RECON'] });
  });
});
