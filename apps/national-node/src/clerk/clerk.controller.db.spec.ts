import { randomUUID } from 'node:crypto';
import type { Person } from '#libs/protocol';
import { personAt } from '#libs/synthetic';
import { oneNode } from '../../../../test/hostile/one-node.jest.js';
import { Asker, REGISTER, subjectOf } from '../answer/answerer-suite.jest.js';
import { NodeApi, type Caller } from '../staff/node-api.jest.js';

const persons: Person[] = Array.from({ length: REGISTER.people }, (_, index) => personAt(REGISTER, index));
const clerk = (id: string): Caller => ({ id, role: 'clerk', authority: 'Polícia Federal' });
const [ana, rui] = [clerk('BR-ANA'), clerk('BR-RUI')];

/** Brazil's policy: what is asked for C3 leaves with a second clerk alone. */
const policies = [
  {
    ...{ name: 'br.cedar', narrows: true },
    text: `@id("eyes")\n@title("eyes")\n@source("Invented for the test")\n@status("illustrative")\n@reason("PURPOSE")
forbid (principal, action == Action::"releaseAlone", resource) when { context.purpose == Purpose::"C3" };`,
  },
];

describe('the clerks’ endpoints, over HTTP', () => {
  const suite = oneNode('BR', { members: ['AR', 'BR'], policies, persons, settings: { ambiguous: 'clerk' } });
  const asker = new Asker(suite);
  let api: NodeApi;
  beforeAll(async () => {
    api = await NodeApi.start(suite.node);
  });
  afterAll(() => api[Symbol.asyncDispose]());

  const waiting = async (more: object = {}) =>
    (await asker.question(await asker.ask({ subject: subjectOf('ambiguous'), ...more }))).question_id;
  const taken = async (more: object = {}, by = ana) => {
    const id = await waiting(more);
    expect((await api.call(by, `clerk/questions/${id}/assignment`, {})).status).toBe(204);
    return id;
  };
  const decide = (by: Caller, id: string, body: unknown) => api.call(by, `clerk/questions/${id}/decision`, body);
  const release = (by: Caller, id: string, body: unknown = { verdict: 'RELEASE' }) =>
    api.call(by, `clerk/questions/${id}/release`, body);
  /** Everything that a clerk's call could leave. */
  const stored = () =>
    suite.node.query(
      `SELECT (SELECT count(*) FROM audit_entry) AS entries, (SELECT count(*) FROM outbox) AS messages,
         (SELECT jsonb_agg(to_jsonb(d) ORDER BY decision_id) FROM clerk_decision d) AS decisions,
         (SELECT count(*) FROM question_comment) AS comments, (SELECT count(*) FROM saved_search) AS searches,
         (SELECT jsonb_agg(jsonb_build_array(queue, assignee, state, announced_at) ORDER BY question_id)
          FROM received_question) AS questions`,
    );
  /** Each of the calls is refused so, and leaves nothing. */
  const refuses = async (status: number, code: string, ...calls: (() => ReturnType<NodeApi['call']>)[]) => {
    const before = await stored();
    for (const call of calls) {
      const { status: got, headers, body } = await call();
      expect([got, body['code'], headers.get('content-type')]).toEqual([status, code, 'application/problem+json']);
    }
    expect(await stored()).toEqual(before);
  };
  const everyCall = (by: Caller, id: string) => [
    () => api.call(by, `clerk/questions/${id}`),
    () => api.call(by, `clerk/questions/${id}/assignment`, {}),
    () => api.call(by, `clerk/questions/${id}/comments`, { comment: 'x' }),
    () => api.call(by, `clerk/questions/${id}/delay`, { announcedAt: 1_800_000_000, reason: 'WORKLOAD' }),
    () => decide(by, id, { kind: 'NOBODY' }),
    () => release(by, id),
  ];

  it('are for clerks alone', async () => {
    const id = await taken();
    for (const role of ['investigator', 'prosecutor', 'registrar', 'auditor', 'operator'] as const) {
      const other = { ...rui, role };
      await refuses(
        ...([403, 'staff.no-role'] as const),
        ...everyCall(other, id),
        () => api.call(other, 'clerk/queue'),
        () => api.call(other, 'clerk/searches'),
        () => api.call(other, 'clerk/searches', { name: 'x', query: {} }),
        () => api.call(other, 'clerk/searches/x', undefined, { method: 'DELETE' }),
      );
    }
  });

  it('know no question that does not wait: an unknown one, an answered one, and what is no id, told apart by nobody', async () => {
    const answered = await asker.question(await asker.ask({ subject: subjectOf('records') }));
    for (const id of [randomUUID(), 'none', answered.question_id]) {
      await refuses(404, 'clerk.not-found', ...everyCall(ana, id));
    }
    await refuses(404, 'clerk.not-found', () => api.call(ana, 'clerk/searches/none', undefined, { method: 'DELETE' }));
  });

  it('take no decision and no delay from whom the question is not assigned to', async () => {
    const id = await taken();
    const { due_at: due } = (await suite.node.query<{ due_at: number }>('SELECT due_at FROM received_question WHERE question_id = $1', [id]))[0]!; // prettier-ignore
    await refuses(
      ...([409, 'clerk.not-assigned'] as const),
      () => decide(rui, id, { kind: 'NOBODY' }),
      () => api.call(rui, `clerk/questions/${id}/delay`, { announcedAt: due + 86_400, reason: 'WORKLOAD' }),
    );
  });

  it('release nothing by whoever has decided it, and nothing that nobody has decided', async () => {
    const id = await taken({ purpose: 'C3' });
    await refuses(409, 'clerk.nothing-to-release', () => release(rui, id));
    const { body } = await decide(ana, id, { kind: 'NOBODY' });
    expect(body).toEqual({ result: 'WAITS_FOR_RELEASE' });
    await refuses(403, 'clerk.same-official', () => release(ana, id));
    await suite.node.query('UPDATE received_question SET assignee = $2 WHERE question_id = $1', [id, ana.id]);
    await refuses(
      ...([409, 'clerk.waits-for-release'] as const),
      () => decide(ana, id, { kind: 'CANNOT_TELL' }),
      () => decide(ana, id, { kind: 'ASK', missing: ['Sex'] }),
    );
    expect((await release(rui, id)).status).toBe(204);
    await refuses(404, 'clerk.not-found', () => release(rui, id));
  });

  it('choose nobody whom the search has not found', async () => {
    const id = await taken();
    const seen = (await api.call(ana, `clerk/questions/${id}`)).body['candidates'] as { candidate: { personId: string } }[]; // prettier-ignore
    const known = seen.map(({ candidate }) => candidate.personId);
    const other = persons.find(({ personId }) => !known.includes(personId))?.personId;
    await refuses(409, 'answer.no-candidate', () => decide(ana, id, { kind: 'PERSON', personId: other }));
  });

  it('say what is wrong with a body or a query, and where', async () => {
    const id = await taken();
    const path = `clerk/questions/${id}`;
    await refuses(
      ...([422, 'clerk.invalid-input'] as const),
      () => decide(ana, id, { kind: 'PERSON' }),
      () => decide(ana, id, { kind: 'NOBODY', personId: 'x' }),
      () => decide(ana, id, { kind: 'ASK', missing: [] }),
      () => decide(ana, id, []),
      () => release(rui, id, { verdict: 'SEND' }),
      () => api.call(ana, `${path}/assignment`, { to: 7 }),
      () => api.call(ana, `${path}/comments`, { comment: '' }),
      () => api.call(ana, `${path}/delay`, { announcedAt: 1, reason: 'LAZY' }),
      () => api.call(ana, `${path}/delay`, { announcedAt: 1, reason: 'WORKLOAD' }),
      () => api.call(ana, 'clerk/searches', { name: 'x', query: { queue: 'MINE' } }),
      () => api.call(ana, 'clerk/queue?queue=MINE'),
    );
    const { body } = await decide(ana, id, { kind: 'REFUSED', reason: 'Zzmarker' });
    expect(JSON.stringify(body)).not.toContain('Zzmarker');
    await refuses(400, 'platform.invalid-json', () => decide(ana, id, '{"kind":'));
    await refuses(415, 'platform.unsupported-media-type', () =>
      api.call(ana, `${path}/decision`, { kind: 'NOBODY' }, { 'content-type': 'text/plain' }),
    );
    await refuses(413, 'platform.too-large', () => decide(ana, id, { kind: 'x'.repeat(131_072) }));
  });

  it('take somebody of another authority who is a clerk of this country for a clerk like any other', async () => {
    const other: Caller = { id: 'BR-EVA', role: 'clerk', authority: 'Ministério da Justiça' };
    const id = await taken({}, other);
    expect((await decide(other, id, { kind: 'NOBODY' })).body).toEqual({ result: 'SENT' });
  });
});
