import { hostileMessage, type HostileMessage } from '../../../../test/hostile/hostile-message.js';
import { oneNode } from '../../../../test/hostile/one-node.jest.js';
import { TestNode } from '../../../../test/hostile/test-node.js';
import { sampleBodies } from '../../../../test/vectors/sample-bodies.js';
import type { CountryCode, Kind } from '#libs/protocol';
import type { Official } from '../context.js';

const { salt: _, official: __, authority: ___, ...input } = sampleBodies.REQ;
const prosecutor: Official = { kind: 'official', id: 'AR-77', role: 'prosecutor', authority: 'Juzgado Federal' };
const HOUR = 3_600_000;

describe('what an official may ask', () => {
  const settings = { officialPerHour: 4, officialPerDay: 6 };
  const suite = oneNode('AR', { members: ['AR', 'BR', 'JM'], ownAlliance: true, settings });
  const { clock } = suite;
  let key = 0;
  const ask = (by: Official, to: readonly CountryCode[], idempotencyKey = `key ${(key += 1)}`) =>
    suite.node.verbs.ask.run(by, idempotencyKey, { ...input, to });
  const over = { code: 'ask.over-budget' };

  it('is counted by question and hour: beyond it nothing is stored but the entry of the attempt', async () => {
    await ask(prosecutor, ['BR', 'JM'], 'first');
    await ask(prosecutor, ['BR']);
    const before = await suite.node.rows();
    await expect(ask(prosecutor, ['BR', 'JM'])).rejects.toMatchObject(over);
    expect(await suite.node.rows()).toEqual({ ...before, audit_entry: before.audit_entry + 1 });
    const refusal = (await suite.node.entries('REFUSAL')).at(-1);
    expect(refusal).toMatchObject({ from: 'AR', code: over.code });
    expect(refusal).not.toHaveProperty('to');
    const who = await suite.node.base.log.readPart(
      suite.node.database.sql,
      String(refusal?.['eventId']),
      'REFUSAL',
      'actor',
    );
    expect(who).toMatchObject({ value: { id: prosecutor.id } });
    await ask(prosecutor, ['BR']); // what was refused has used nothing
  });

  it('is counted together for questions and queries', async () => {
    const query = { ...input, to: 'ALL' } as const;
    await expect(suite.node.verbs.querying.queryCountries.run(prosecutor, 'a query', query)).rejects.toMatchObject(
      over,
    );
  });

  it('is counted for each official alone, and a repetition counts once', async () => {
    const another = { ...prosecutor, id: 'AR-78' };
    for (let time = 0; time < 5; time += 1) await ask(another, ['BR'], 'the same');
    await expect(ask(prosecutor, ['BR', 'JM'], 'first')).resolves.toMatchObject({ repeated: true });
  });

  it('comes back with the hour, within what a day allows', async () => {
    clock.advance(HOUR + 1);
    await ask(prosecutor, ['BR', 'JM']);
    await expect(ask(prosecutor, ['BR'])).rejects.toMatchObject(over);
    clock.advance(23 * HOUR);
    await ask(prosecutor, ['BR', 'JM']);
  });
});

describe('what another country may ask of us', () => {
  const settings = { countryPerHour: 3, countryPerDay: 5 };
  const suite = oneNode('BR', { members: ['AR', 'BR', 'JM'], settings });
  const { clock } = suite;
  let number = 0;
  const make = (from: CountryCode, kind: Kind) =>
    hostileMessage(suite.alliance, { from, to: 'BR', kind, number: (number += 1), now: clock.nowMs() / 1000 });
  const receive = async (made: HostileMessage, node = suite.node) => {
    suite.broker.box('BR').envelopes = [made.line];
    await node.verbs.collect.run(new AbortController().signal);
    await node.database.owner.query('UPDATE inbox SET received_at = $2 WHERE message_id = $1', [
      made.id,
      new Date(clock.nowMs()),
    ]);
    await node.work();
  };
  const codeOf = async ({ id }: HostileMessage, node = suite.node) =>
    (await node.query<{ code: string | null }>('SELECT code FROM inbox WHERE message_id = $1', [id]))[0]?.code;
  const ask = async (from: CountryCode, kind: Kind = 'REQ') => {
    const made = await make(from, kind);
    await receive(made);
    return made;
  };
  const over = 'responder.over-budget';

  it('is so many questions and queries an hour: the next is refused in the log and by a signed fault', async () => {
    for (const kind of ['REQ', 'QUERY', 'REQ'] as const) expect(await codeOf(await ask('AR', kind))).toBeNull();
    const refused = await ask('AR', 'QUERY');
    expect(await codeOf(refused)).toBe(over);
    expect((await suite.node.entries('REFUSAL')).at(-1)).toMatchObject({ code: over, messageId: refused.id });
    const faults = await suite.node.query('SELECT kind, body FROM outbox WHERE in_reply_to = $1', [refused.id]);
    expect(faults).toMatchObject([{ kind: 'FEM', body: { code: over } }]);
  });

  it('is counted for each country alone, and a question that waits and is looked at again counts once', async () => {
    await ask('JM');
    for (let time = 0; time < 4; time += 1) {
      await suite.node.hurry();
      await suite.node.work();
    }
    expect(await codeOf(await ask('JM'))).toBeNull();
  });

  it('is known to the next process, and comes back with the hour, within what a day allows', async () => {
    const refusedBy = async (node: Pick<TestNode, 'verbs'>) => {
      const made = await make('AR', 'REQ');
      suite.broker.box('BR').envelopes = [made.line];
      await node.verbs.collect.run(new AbortController().signal);
      await suite.node.database.owner.query('UPDATE inbox SET received_at = $2 WHERE message_id = $1', [
        made.id,
        new Date(clock.nowMs()),
      ]);
      while ((await node.verbs.workInbox.run()) > 0);
      return codeOf(made);
    };
    const next = { verbs: suite.node.restartedVerbs() };
    expect(await refusedBy(next)).toBe(over);
    clock.advance(HOUR + 300_000);
    expect(await refusedBy(next)).toBeNull();
    expect(await refusedBy(next)).toBeNull();
    expect(await refusedBy(next)).toBe(over);
  });
});
