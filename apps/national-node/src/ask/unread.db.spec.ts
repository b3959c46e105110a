import { randomUUID } from 'node:crypto';
import { faultsOf } from '#libs/protocol';
import { inTransaction } from '#libs/platform';
import { oneNode } from '../../../../test/hostile/one-node.jest.js';
import { KeptContent } from '../courier/kept-content.js';
import { NodeApi, type Caller } from '../staff/node-api.jest.js';
import { AnswerBells } from './answer-bells.js';
import { newQueryExample } from '../query/new-query.js';
import { newRequestExample } from './new-request.js';
import { QuestionStore } from './question.store.js';
import { requestListSchema } from './request-response.js';
import { SettleQuestion } from './settle-question.js';

const HOUR = 3_600_000;
const ana: Caller = { id: 'AR-ANA', role: 'investigator', authority: 'Policía Federal' };

interface Question {
  id: string;
  country: 'BR' | 'JM';
}

describe('an answer that nobody looks at', () => {
  const suite = oneNode('AR', { members: ['AR', 'BR', 'JM'] });
  let api: NodeApi;
  beforeAll(async () => {
    api = await NodeApi.start(suite.node);
  });
  afterAll(() => api[Symbol.asyncDispose]());

  const ask = async (by = ana) => {
    const made = await api.call(by, 'requests', newRequestExample, { 'idempotency-key': randomUUID() });
    return { id: String(made.body['id']), questions: made.body['questions'] as Question[] };
  };
  const settle = async ({ id: questionId, country }: Question, outcome: 'NO_RECORD' | 'TIMED_OUT') => {
    const { log, home, database } = suite.node.base;
    const verb = new SettleQuestion(new QuestionStore(new KeptContent(log)), log, new AnswerBells(), home);
    await inTransaction(database, (tx) => verb.run(tx, { questionId, country, outcome }));
  };
  const listed = async (query = '', by = ana) => {
    const { status, body } = await api.call(by, `requests${query}`);
    expect([status, faultsOf(requestListSchema, body)]).toEqual([200, []]);
    return body['requests'] as { id: string; questions: Record<string, unknown>[] }[];
  };
  const metric = async (state: string) =>
    (await suite.node.base.registry.metrics()).match(`crex_answers_unread\\{state="${state}"\\} (\\d+)`)?.[1];

  it('is listed from the moment it is there; what has no answer is not unread', async () => {
    const { id, questions } = await ask();
    expect(await listed('?unread=true')).toEqual([]);
    await settle(questions[0]!, 'NO_RECORD');
    await settle(questions[1]!, 'TIMED_OUT');
    const [request, ...others] = await listed('?unread=true');
    expect(others).toEqual([]);
    const answeredAt = '2026-11-22T12:00:00.000Z';
    expect(request).toEqual({
      ...{ id, kind: 'REQ', createdAt: answeredAt },
      questions: [
        { country: 'BR', state: 'ANSWERED', answeredAt, unreadSince: answeredAt, isReminded: false },
        { country: 'JM', state: 'TIMED_OUT', answeredAt },
      ],
    });
    expect(await listed('?unread=true', { ...ana, id: 'AR-RUI' })).toEqual([]);
    expect(await metric('unread')).toBe('1');
  });

  it('is known by case and purpose, once its question is signed and until that is erased; never by the person', async () => {
    const eva = { ...ana, id: 'AR-EVA' };
    await ask(eva);
    const said = async () => {
      const [found] = await listed('', eva);
      for (const { full = '' } of newRequestExample.subject.names) expect(JSON.stringify(found)).not.toContain(full);
      return found;
    };
    expect(Object.keys((await said()) ?? {})).toEqual(['id', 'kind', 'createdAt', 'questions']);
    await suite.node.verbs.deliver.run();
    const { purpose, caseReference } = newRequestExample;
    expect(await said()).toMatchObject({ purpose, caseReference });
    await suite.node.query('UPDATE outbox SET content = NULL, content_key = NULL');
    expect(Object.keys((await said()) ?? {})).toEqual(['id', 'kind', 'createdAt', 'questions']);
  });

  it('is reminded of after five working days of this country, and no longer when it is looked at', async () => {
    const reminded = async () => (await listed('?unread=true'))[0]?.questions[0]?.['isReminded'];
    // Monday 23 November is a holiday in Argentina: the fifth working day is Monday 30 November, to its end in the zone
    suite.clock.advance(Date.UTC(2026, 11, 1, 2, 59, 59) - suite.clock.nowMs());
    expect([await reminded(), await metric('reminded')]).toEqual([false, '0']);
    suite.clock.advance(1000);
    expect([await reminded(), await metric('reminded')]).toEqual([true, '1']);
    const { id } = (await listed('?unread=true'))[0]!;
    await api.call(ana, `requests/${id}`);
    expect(await listed('?unread=true')).toEqual([]);
    expect(await metric('reminded')).toBe('0');
    expect((await listed())[0]?.questions[0]).toMatchObject({ state: 'CLOSED' });
  });

  it('is one of a list that names nobody, the newest first', async () => {
    suite.clock.advance(HOUR);
    await suite.node.base.log.preparePeriodKeys(suite.node.database.sql);
    const { id } = await ask();
    const all = await listed('?unread=false');
    expect([all.length, all[0]?.id]).toEqual([2, id]);
    expect(JSON.stringify(all)).not.toContain('Ejemplo');
    const wrong = await api.call(ana, 'requests?unread=maybe');
    expect([wrong.status, wrong.body['code']]).toEqual([422, 'ask.invalid-input']);
  });

  it('is listed with queries where they are wanted, and never for a query unread', async () => {
    const query = { ...newQueryExample, to: ['BR'] };
    const made = await api.call(ana, 'queries', query, { 'idempotency-key': randomUUID() });
    expect(made.body).toHaveProperty('id');
    const id = String(made.body['id']);
    const ids = async (query: string) => (await listed(query)).map((each) => each.id);
    expect(await ids('?kind=QUERY')).toEqual([id]);
    expect(await ids('?kind=ALL')).toEqual(expect.arrayContaining([id, ...(await ids('?kind=REQ'))]));
    expect(await ids('?kind=REQ')).not.toContain(id);
    expect(await ids('')).not.toContain(id);
    expect(await ids('?kind=QUERY&unread=true')).toEqual([]);
    const wrong = await api.call(ana, 'requests?kind=SOME');
    expect([wrong.status, wrong.body['code']]).toEqual([422, 'ask.invalid-input']);
  });
});
