import type { Alliance } from '#libs/ceremony';
import { BROKER, faultsOf, type MemberId } from '#libs/protocol';
import { createTestAlliance, fixedClock, type FixedClock } from '#libs/testing';
import { StandInBroker } from '../../../../test/hostile/stand-in-broker.js';
import { hostileMessage } from '../../../../test/hostile/hostile-message.js';
import { TestNode } from '../../../../test/hostile/test-node.js';
import { OwnTables } from '../../../../test/logs/own-tables.js';
import { witnessesResponse, witnessesSchema } from './witnesses.controller.js';

const MINUTE_MS = 60_000;

describe('our own log', () => {
  let clock: FixedClock;
  let alliance: Alliance;
  let broker: StandInBroker;
  let node: TestNode;
  let log: OwnTables;

  beforeEach(async () => {
    clock = fixedClock(Date.UTC(2026, 10, 22, 12));
    alliance = await createTestAlliance({ members: ['AR', 'BR', 'JM', 'UY'] });
    broker = new StandInBroker(alliance, clock);
    node = await TestNode.start({ alliance, clock, broker, country: 'BR', persons: [] });
    log = await OwnTables.start(alliance, node, 'BR');
    broker.shelf.show(log.origin, log);
  });
  afterEach(async () => {
    await log.close();
    await node.close();
  });

  const check = () => node.verbs.watching.checkOwnLog.run();
  const alarms = () =>
    node.query<{ kind: string; key: string; detail: Record<string, unknown> }>(
      'SELECT kind, key, detail FROM alarm WHERE cleared_at IS NULL ORDER BY kind',
    );

  describe('keeps what we promised', () => {
    /** Answers one question; the answer was made some minutes ago. */
    async function answer(minutesAgo: number): Promise<string> {
      const plan = { from: 'AR', to: 'BR', kind: 'REQ', number: 1, now: clock.nowMs() / 1000 } as const;
      broker.box('BR').envelopes = [(await hostileMessage(alliance, plan)).line];
      await node.receive();
      const [made] = await node.database.owner.query<{ eventId: string }>(
        `UPDATE outbox SET created_at = now() - $1 * interval '1 minute' WHERE promise IS NOT NULL
         RETURNING event_id AS "eventId"`,
        [minutesAgo],
      );
      return made?.eventId ?? 'no promise';
    }
    const signed = async () => {
      await log.sign();
      await log.asOwner(`UPDATE tlog_checkpoint SET signed_at = '${new Date(clock.nowMs()).toISOString()}'`);
    };

    it('once the leaf is in the tree; before that it has five minutes', async () => {
      await answer(4.9);
      await check();
      expect(await alarms()).toEqual([]);
      await node.database.owner.query(`UPDATE outbox SET created_at = now() - interval '5.1 minutes'`);
      await check();
      expect(await alarms()).toMatchObject([{ kind: 'own-promise', key: log.origin, detail: { promises: 1 } }]);
      await signed();
      await check();
      expect(await alarms()).toEqual([]);
    });

    const ofEvent = (id: string) => `(SELECT entry_id FROM audit_entry WHERE event_id = '${id}')`;
    it.each<[string, (eventId: string) => string]>([
      ['loses its place', (id) => `DELETE FROM tlog_leaf WHERE entry_id = ${ofEvent(id)}`],
      ['is changed', (id) => `UPDATE audit_entry SET leaf = leaf || 'x'::bytea WHERE event_id = '${id}'`],
      [
        'stands in the tile as another',
        (id) => `UPDATE tlog_tile SET data = overlay(data PLACING '\\x00'::bytea
          FROM (SELECT log_index::integer * 32 + 9 FROM tlog_leaf WHERE entry_id = ${ofEvent(id)})) WHERE level = 0`,
      ],
      ['has the place of another', (id) => `UPDATE tlog_leaf SET log_index = 999 WHERE entry_id = ${ofEvent(id)}`],
    ])('and calls the operator when the entry %s', async (_name, change) => {
      const eventId = await answer(10);
      await signed();
      await check();
      expect(await alarms()).toEqual([]);
      await log.asOwner(change(eventId));
      await check();
      const [alarm] = await alarms();
      expect(alarm).toMatchObject({ kind: 'own-promise', detail: { promises: 1, events: [eventId] } });
    });
  });

  describe('is cosigned by a quorum', () => {
    const cosign = async (by: MemberId) => broker.shelf.witness(by, log.origin, clock.nowMs() / 1000);
    const sign = async () => {
      await log.sign();
      await log.asOwner(`UPDATE tlog_checkpoint SET signed_at = '${new Date(clock.nowMs()).toISOString()}'`);
    };
    const home = () => node.verbs.collectCosignatures.run();

    it('or the operator is called, and told whose cosignatures are missing', async () => {
      await sign();
      clock.advance(5 * MINUTE_MS);
      await check();
      expect(await alarms()).toEqual([]);
      clock.advance(1000);
      await cosign('JM');
      await cosign(BROKER); // no country
      await home();
      await check();
      expect(await alarms()).toMatchObject([
        { kind: 'cosignature-missing', key: log.origin, detail: { quorumSize: 'none', missing: ['UY', 'AR'] } },
      ]);
      await cosign('UY');
      await home();
      await check();
      expect(await alarms()).toEqual([]);
    });

    it('and an auditor sees by whom, by which keys, and how far', async () => {
      const auditor = { kind: 'official', id: 'BR-9', role: 'auditor', authority: 'CGU' } as const;
      const look = async () => {
        const said = witnessesResponse(
          await node.verbs.watching.viewWitnesses.run({ official: auditor, mandate: 'A-1' }),
        );
        expect(faultsOf(witnessesSchema, JSON.parse(JSON.stringify(said)))).toEqual([]);
        return said;
      };
      expect(await look()).toMatchObject({
        origin: log.origin,
        witnesses: [{ member: 'JM' }, { member: 'UY' }, { member: BROKER }, { member: 'AR' }],
      });
      await sign();
      await cosign('JM');
      await home();
      const once = await look();
      const at = new Date(clock.nowMs()).toISOString().replace('.000', '');
      const size = once.signed?.size;
      expect(once.signed).toEqual({ size: expect.stringMatching(/^[1-9]/) as string, at });
      expect(once.quorum).toBeUndefined();
      expect(once.witnesses[0]?.last).toEqual({ size, at });
      await cosign('UY');
      await home();
      const twice = await look();
      expect(twice.quorum).toEqual({ size, since: at, until: at });
      expect(twice.witnesses.map(({ last }) => last?.size)).toEqual([size, size, undefined, undefined]);
      expect(twice.others.map(({ member }) => member)).toEqual(expect.arrayContaining(['AR', 'JM', 'UY', BROKER]));
      const accesses = await node.entries('ACCESS_TO_LOG');
      expect(accesses).toHaveLength(3);
    });

    it('again and again: a quorum of an hour ago is none', async () => {
      await sign();
      await cosign('JM');
      await cosign('UY');
      await home();
      clock.advance(60 * MINUTE_MS);
      await check();
      expect(await alarms()).toEqual([]);
      clock.advance(1000);
      await cosign('JM');
      await home();
      await check();
      expect(await alarms()).toMatchObject([{ kind: 'cosignature-missing', detail: { quorumSize: '2' } }]);
      await cosign('AR');
      await home();
      await check();
      expect(await alarms()).toEqual([]);
    });

    it('also when it has grown since: what was signed five minutes ago must be cosigned', async () => {
      await sign();
      await cosign('JM');
      await cosign('UY');
      await home();
      await node.database.transaction((sql) =>
        node.base.log.append(sql, [
          {
            eventId: '5f0c5c2e-7a8e-4d0b-9c1f-000000000001',
            entry: { type: 'CONFIG_CHANGE', setting: 'x', digest: 'A'.repeat(43) },
          },
        ]),
      );
      await log.sign();
      await log.asOwner(
        `UPDATE tlog_checkpoint SET signed_at = '${new Date(clock.nowMs()).toISOString()}' WHERE size > 2`,
      );
      clock.advance(5 * MINUTE_MS + 1000);
      await check();
      expect(await alarms()).toMatchObject([{ kind: 'cosignature-missing', detail: { quorumSize: '2' } }]);
    });
  });
});
