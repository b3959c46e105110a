import type { HitsBody } from '#libs/protocol';
import { hostileMessage, type HostileMessage } from '../../../../test/hostile/hostile-message.js';
import { oneNode } from '../../../../test/hostile/one-node.jest.js';
import { sampleBodies, samplePromise } from '../../../../test/vectors/sample-bodies.js';
import type { QueryInput } from './query-countries.js';
import { queryResponse } from './query-response.js';

const prosecutor = { kind: 'official', id: 'AR-77', role: 'prosecutor', authority: 'Juzgado Federal' } as const;
const { salt, official: _, authority: __, ...asked } = sampleBodies.QUERY;
const input: QueryInput = { ...asked, to: 'ALL' };
const OTHERS = ['BR', 'CL', 'JM'] as const;
type Other = (typeof OTHERS)[number];
const DAY = 24 * 3600;

describe('our query', () => {
  const suite = oneNode('AR', { members: ['AR', ...OTHERS], ownAlliance: true });
  const { clock } = suite;
  let key = 0;
  const numbers = { BR: 0, CL: 0, JM: 0 };

  const query = async (more: Partial<QueryInput> = {}, idempotencyKey = `key ${(key += 1)}`) => {
    const { requestId } = await suite.node.verbs.querying.queryCountries.run(prosecutor, idempotencyKey, {
      ...input,
      ...more,
    });
    await suite.node.verbs.deliver.run();
    return requestId;
  };
  interface Sent {
    readonly id: string;
    readonly messageId: string;
    readonly digest: string;
    readonly kind: string;
  }
  const sent = async (requestId: string, country: Other): Promise<Sent> => {
    const rows = await suite.node.query<Sent>(
      `SELECT question_id AS id, message_id AS "messageId", content_digest AS digest, kind
       FROM question JOIN outbox ON event_id = question_id WHERE request_id = $1 AND country = $2`,
      [requestId, country],
    );
    return rows[0] as Sent;
  };
  const answer = async (requestId: string, from: Other, body: Omit<HitsBody, 'salt' | 'receivedAt'> | 'fault') => {
    const { digest: requestDigest, messageId: inReplyTo } = await sent(requestId, from);
    const now = clock.nowMs() / 1000;
    const plan = { from, to: 'AR', number: (numbers[from] += 1), now, requestDigest, inReplyTo } as const;
    return body === 'fault'
      ? hostileMessage(suite.alliance, { ...plan, kind: 'FEM' })
      : hostileMessage(suite.alliance, { ...plan, kind: 'HITS', body: { salt, receivedAt: now, ...body } });
  };
  const deliver = async (...messages: readonly HostileMessage[]): Promise<void> => {
    suite.broker.box('AR').envelopes = messages.map(({ line }) => line);
    await suite.node.receive();
    suite.broker.box('AR').envelopes = [];
  };
  const view = async (requestId: string) =>
    queryResponse(await suite.node.verbs.viewRequest.run(prosecutor, requestId, 'QUERY')).countries;

  it('goes to every other member that takes part, each with its entry, and asks as a question does', async () => {
    const before = (await suite.node.entries('ASK')).length;
    const requestId = await query();
    expect((await view(requestId)).map(({ country }) => country)).toEqual([...OTHERS]);
    const entries = (await suite.node.entries('ASK')).slice(before);
    expect(entries.map(({ to }) => to)).toEqual([...OTHERS]);
    expect(await sent(requestId, 'CL')).toMatchObject({ kind: 'QUERY' });
    const { id } = await sent(requestId, 'CL');
    const detail = await suite.node.base.log.readPart(suite.node.database.sql, id, 'ASK', 'detail');
    expect(detail).toMatchObject({ value: { asked: 'QUERY', requestId } });
  });

  it('has one result a country, each as it comes, whatever the others do', async () => {
    const requestId = await query();
    await deliver(await answer(requestId, 'BR', { result: 'HIT' }));
    const results = async () =>
      Object.fromEntries((await view(requestId)).map(({ country, result }) => [country, result]));
    expect(await results()).toEqual({ BR: 'HIT', CL: null, JM: null });
    await deliver(
      await answer(requestId, 'CL', { result: 'MORE_INFORMATION', missing: ['MotherName'] }),
      await answer(requestId, 'JM', { result: 'NO_HIT' }),
    );
    expect(await results()).toEqual({ BR: 'HIT', CL: 'MORE_INFORMATION', JM: 'NO_HIT' });
    expect((await view(requestId))[1]).toMatchObject({ state: 'ANSWERED', missing: ['MotherName'] });
    const outcomes = (await suite.node.entries('OUTCOME')).slice(-3).map(({ outcome }) => outcome);
    expect(outcomes.sort()).toEqual(['HIT', 'MORE_INFORMATION', 'NO_RECORD']);
  });

  it('shows a refusal with its reason, a fault, a member that is away and one that is silent', async () => {
    const requestId = await query();
    await deliver(
      await answer(requestId, 'BR', { result: 'REFUSED', reason: 'LEGAL_BASIS' }),
      await answer(requestId, 'CL', 'fault'),
    );
    clock.advance((DAY + 300) * 1000);
    await suite.node.verbs.closeOverdue.run();
    const shown = await view(requestId);
    expect(shown).toMatchObject([
      { country: 'BR', result: 'REFUSED', reason: 'LEGAL_BASIS' },
      { country: 'CL', result: 'REJECTED', code: sampleBodies.FEM.code },
      { country: 'JM', result: 'TIMED_OUT' },
    ]);
    await suite.alliance.renew(clock.nowMs());
    await suite.node.base.directory.refresh();
  });

  it('keeps its first result; what comes later is logged as LATE and leaves it as it is', async () => {
    const requestId = await query({ to: ['BR'] });
    await deliver(await answer(requestId, 'BR', { result: 'NO_HIT' }));
    await deliver(await answer(requestId, 'BR', { result: 'NO_HIT' }));
    expect(await view(requestId)).toMatchObject([{ result: 'NO_HIT', proof: { promise: samplePromise } }]);
    const { digest } = await sent(requestId, 'BR');
    expect((await suite.node.entries('LATE')).at(-1)).toMatchObject({ outcome: 'NO_RECORD', requestDigest: digest });
  });

  it('is put once under a key, and a key of a question is no key of a query', async () => {
    const first = await query({}, 'same');
    const before = await suite.node.rows();
    expect(await query({}, 'same')).toBe(first);
    expect(await suite.node.rows()).toEqual(before);
    await suite.node.verbs.ask.run(prosecutor, 'of a question', { ...asked, to: [...OTHERS] });
    await expect(query({ to: [...OTHERS] }, 'of a question')).rejects.toMatchObject({ code: 'ask.key-reused' });
  });

  it('is refused by the same policy as a question, and the attempt is an entry', async () => {
    const before = await suite.node.rows();
    await expect(query({ purpose: 'P1' })).rejects.toMatchObject({ code: 'ask.not-allowed' });
    expect(await suite.node.rows()).toEqual({ ...before, audit_entry: before.audit_entry + 1 });
    await expect(query({ to: ['BR', 'AR'] })).rejects.toMatchObject({ code: 'ask.own-country' });
  });

  it('is no request, and a request is no query', async () => {
    const ofQuery = await query();
    const notFound = { code: 'ask.not-found' };
    await expect(suite.node.verbs.viewRequest.run(prosecutor, ofQuery)).rejects.toMatchObject(notFound);
    const { requestId } = await suite.node.verbs.ask.run(prosecutor, 'a question', { ...asked, to: ['BR'] });
    await expect(view(requestId)).rejects.toMatchObject(notFound);
  });

  it('that found something is an access when it is read, and one that found nothing is none', async () => {
    const views = async () => (await suite.node.entries('VIEW')).length;
    const [found, nothing] = [await query({ to: ['BR'] }), await query({ to: ['CL'] })];
    await deliver(await answer(found, 'BR', { result: 'HIT' }), await answer(nothing, 'CL', { result: 'NO_HIT' }));
    const before = await views();
    await view(nothing);
    expect(await views()).toBe(before);
    await view(found);
    const { id: target } = await sent(found, 'BR');
    expect((await suite.node.entries('VIEW')).at(-1)).toMatchObject({ object: 'ANSWER', count: 1, target });
  });

  it('is followed country by country, without what was answered', async () => {
    const requestId = await query();
    const gone = new AbortController();
    const changes = await suite.node.verbs.querying.followQuery.run(prosecutor, requestId, gone.signal);
    const first = await changes.next();
    expect(first.value).toEqual(OTHERS.map((country) => ({ country, state: 'ROUTED', isFinal: false })));
    const seen = changes.next();
    await deliver(await answer(requestId, 'CL', { result: 'HIT' }));
    expect((await seen).value).toEqual([{ country: 'CL', state: 'ANSWERED', isFinal: true }]);
    await deliver(
      await answer(requestId, 'BR', { result: 'NO_HIT' }),
      await answer(requestId, 'JM', { result: 'NO_HIT' }),
    );
    const rest = [];
    for await (const news of changes) rest.push(...news);
    expect(rest.map(({ country }) => country).sort()).toEqual(['BR', 'JM']);
    const another = { ...prosecutor, id: 'AR-78' };
    const refused = suite.node.verbs.querying.followQuery.run(another, requestId, gone.signal);
    await expect(refused).rejects.toMatchObject({ code: 'ask.not-found' });
  });

  it('does not go to a member that is suspended, which is said at once and delays nobody', async () => {
    await suite.alliance.suspend('JM');
    await suite.node.base.directory.refresh();
    expect((await view(await query())).map(({ country }) => country)).toEqual(['BR', 'CL']);
    const requestId = await query({ to: ['BR', 'JM'] });
    expect(await view(requestId)).toMatchObject([
      { country: 'BR', state: 'ROUTED', result: null },
      { country: 'JM', state: 'UNDELIVERABLE', result: 'UNDELIVERABLE' },
    ]);
  });
});
