import { createTestAlliance, fixedClock } from '#libs/testing';
import { COUNTRIES } from '#libs/protocol';
import { StandInBroker } from '../../../../test/hostile/stand-in-broker.js';
import { TestNode } from '../../../../test/hostile/test-node.js';
import { sampleBodies } from '../../../../test/vectors/sample-bodies.js';
import { OpenEpoch } from './open-epoch.js';

const officer = { kind: 'official', id: 'AR-3', role: 'prosecutor', authority: 'Fiscalía' } as const;

describe('an operator who starts numbering anew', () => {
  it('leaves an entry for each other country, and the old numbers alone', async () => {
    const clock = fixedClock(Date.UTC(2026, 10, 22, 12));
    const alliance = await createTestAlliance({ members: ['AR', 'BR', 'JM'] });
    const broker = new StandInBroker(alliance, clock);
    await using node = await TestNode.start({ alliance, clock, broker, country: 'AR' });
    const { salt: _, official: __, authority: ___, ...input } = sampleBodies.REQ;
    const ask = async (key: string) => {
      await node.verbs.ask.run(officer, key, { ...input, to: ['BR'] });
      await node.verbs.deliver.run();
    };
    await ask('before');
    const { database, log, home } = node.base;
    const open = (above: number) =>
      new OpenEpoch(database, log, home).run({ kind: 'operator', id: 'op-1' }, 'database-restored', above);
    expect(await open(1)).toBe(2);
    expect(await open(6)).toBe(7);
    await ask('after');

    const entries = await node.entries('COUNTER_EPOCH');
    const others = COUNTRIES.filter((country) => country !== 'AR');
    for (const epoch of [2, 7]) {
      const said = entries.filter((entry) => entry['epoch'] === epoch);
      expect(said.map(({ from, to, reason }) => ({ from, to, reason }))).toEqual(
        others.map((to) => ({ from: 'AR', to, reason: 'database-restored' })),
      );
    }
    const actor = await log.readPart(node.database.sql, String(entries[0]?.['eventId']), 'COUNTER_EPOCH', 'actor');
    expect(actor).toMatchObject({ status: 'open', value: { kind: 'operator', id: 'op-1' } });
    const sent = (await node.entries('SENT')).map(({ messageId }) => messageId);
    expect(sent).toEqual(['AR-BR-1-000000000001', 'AR-BR-7-000000000001']);
  });
});
