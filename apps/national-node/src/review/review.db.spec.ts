import { randomUUID } from 'node:crypto';
import { personAt } from '#libs/synthetic';
import type { Person } from '#libs/protocol';
import { oneNode } from '../../../../test/hostile/one-node.jest.js';
import { Asker, REGISTER, subjectOf } from '../answer/answerer-suite.jest.js';
import { newRequestExample } from '../ask/new-request.js';
import { NodeApi, type Caller } from '../staff/node-api.jest.js';

const HOUR = 3_600_000;
const MANDATE = { 'crex-mandate': 'AUD-2026-017' };
const persons: Person[] = Array.from({ length: REGISTER.people }, (_, index) => personAt(REGISTER, index));
const ana: Caller = { id: 'BR-ANA', role: 'investigator', authority: 'Polícia Federal' };
const auditor: Caller = { id: 'BR-AUD', role: 'auditor', authority: 'Controladoria' };

interface Listed {
  eventId: string;
  type: string;
}

describe('uses of an exceptional purpose', () => {
  const suite = oneNode('BR', { members: ['AR', 'BR', 'JM'], persons });
  const asker = new Asker(suite);
  let api: NodeApi;
  beforeAll(async () => {
    api = await NodeApi.start(suite.node);
  });
  afterAll(() => api[Symbol.asyncDispose]());

  const c5 = { purpose: 'C5', urgency: 'FLASH', evidence: { reason: 'Ameaça ao aeroporto' } } as const;
  const listed = async (): Promise<Listed[]> => {
    const { status, body } = await api.call(auditor, 'log/reviews', undefined, MANDATE);
    expect(status).toBe(200);
    return body['reviews'] as Listed[];
  };
  const ask = async (by = ana) => {
    const made = await api.call(by, 'requests', { ...newRequestExample, ...c5, to: ['JM'] }, { 'idempotency-key': randomUUID() }); // prettier-ignore
    expect(made.status).toBe(202);
    return String((made.body['questions'] as { id: string }[])[0]?.id);
  };
  const review = (eventId: string, body: object, by = auditor, headers: Record<string, string> = MANDATE) =>
    api.call(by, `log/reviews/${eventId}`, body, headers);
  const justified = { verdict: 'JUSTIFIED', comment: 'A ameaça constava do expediente' };
  const refused = (status: number, code: string) =>
    expect.objectContaining({ status, body: expect.objectContaining({ code }) as object }) as object;
  const alarms = (kind: string) =>
    suite.node.query<{ key: string; cleared_by: string | null }>(
      'SELECT key, cleared_by FROM alarm WHERE kind = $1 ORDER BY alarm_id',
      [kind],
    );
  const reviewed = (eventId: string) =>
    suite.node.entries('REVIEW').then((entries) => entries.filter(({ target }) => target === eventId));

  it('are listed for auditors: what ours asked, and what we answered; nothing of another purpose, and nobody’s name', async () => {
    const own = await ask();
    await asker.ask({ subject: subjectOf('records'), ...c5 });
    await asker.ask({ subject: subjectOf('none'), ...c5 });
    await asker.ask({ subject: subjectOf('records') });
    const [disclosed] = (await suite.node.entries('DISCLOSURE')).filter(({ purpose }) => purpose === 'C5');
    const [nothing] = (await suite.node.entries('NO_RECORD')).filter(({ purpose }) => purpose === 'C5');
    const reviews = await listed();
    const times = { purpose: 'C5', usedAt: '2026-11-22T12:00:00Z', dueAt: '2026-11-25T12:00:00Z' };
    expect(reviews).toHaveLength(3);
    expect(reviews).toEqual(
      expect.arrayContaining([
        { eventId: own, type: 'ASK', country: 'JM', ...times },
        { eventId: disclosed?.['eventId'], type: 'DISCLOSURE', country: 'AR', ...times },
        { eventId: nothing?.['eventId'], type: 'NO_RECORD', country: 'AR', ...times },
      ]),
    );
    expect((await suite.node.entries('ACCESS_TO_LOG')).at(-1)).toMatchObject({ scope: 'METADATA', count: 3 });
  });

  it('are judged once: an entry with the comment, found by the mandate', async () => {
    const eventId = await ask();
    expect((await review(eventId, justified)).status).toBe(204);
    expect((await listed()).map((each) => each.eventId)).not.toContain(eventId);
    const [entry, ...more] = await reviewed(eventId);
    expect([entry, more]).toMatchObject([{ of: 'ASK', purpose: 'C5', outcome: 'JUSTIFIED' }, []]);
    const { log } = suite.node.base;
    const detail = await log.readPart(suite.node.database.sql, String(entry?.['eventId']), 'REVIEW', 'detail');
    expect(detail).toMatchObject({ value: { mandate: MANDATE['crex-mandate'], comment: justified.comment } });
    expect(await review(eventId, justified)).toEqual(refused(409, 'log.already-reviewed'));
    expect(await reviewed(eventId)).toHaveLength(1);
    expect(await alarms('use-not-justified')).toEqual([]);
  });

  it('are judged by auditors alone, under a mandate, in the form that it has, and never by who had a part in it', async () => {
    const eventId = await ask();
    expect(await review(eventId, justified, ana)).toEqual(refused(403, 'staff.no-role'));
    expect(await api.call(ana, 'log/reviews', undefined, MANDATE)).toEqual(refused(403, 'staff.no-role'));
    expect(await review(eventId, justified, auditor, {})).toEqual(refused(400, 'log.mandate-missing'));
    expect(await review(eventId, { verdict: 'FINE', comment: 'x' })).toEqual(refused(422, 'log.invalid-input'));
    expect(await review(eventId, { verdict: 'JUSTIFIED' })).toEqual(refused(422, 'log.invalid-input'));
    for (const unknown of [randomUUID(), 'none']) {
      expect(await review(unknown, justified)).toEqual(refused(404, 'log.not-found'));
    }
    expect(await review(eventId, justified, { ...auditor, id: ana.id })).toEqual(refused(403, 'log.own-use'));
    expect(await reviewed(eventId)).toEqual([]);
    expect((await listed()).map((each) => each.eventId)).toContain(eventId);
  });

  it('that were not justified call the operator', async () => {
    const eventId = await ask();
    expect((await review(eventId, { verdict: 'NOT_JUSTIFIED', comment: 'Sem motivo' })).status).toBe(204);
    expect(await reviewed(eventId)).toMatchObject([{ outcome: 'NOT_JUSTIFIED' }]);
    expect(await alarms('use-not-justified')).toEqual([{ key: eventId, cleared_by: null }]);
    const found = await api.call(auditor, 'log/entries', { from: '2026-11-22T00:00:00Z', to: '2026-11-23T00:00:00Z', outcomes: ['NOT_JUSTIFIED'] }, MANDATE); // prettier-ignore
    expect(found.body['entries']).toHaveLength(1);
  });

  it('call the operator when nobody has looked at them in 72 hours, until somebody has', async () => {
    const [first, second] = [await ask(), await ask()];
    const { watchReviews } = suite.node.verbs.review;
    suite.clock.advance(72 * HOUR);
    await watchReviews.run();
    expect(await alarms('review-overdue')).toEqual([]);
    suite.clock.advance(1000);
    await watchReviews.run();
    const open = async () => (await alarms('review-overdue')).filter((each) => each.cleared_by === null);
    expect((await open()).map(({ key }) => key)).toEqual(expect.arrayContaining([first, second]));
    const metrics = await suite.node.base.registry.metrics();
    expect(metrics).toContain(`crex_reviews_open{state="overdue"} ${(await open()).length}`);
    await review(first, justified);
    expect((await open()).map(({ key }) => key)).not.toContain(first);
    for (const { eventId } of await listed()) await review(eventId, justified);
    await watchReviews.run();
    expect(await open()).toEqual([]);
  });
});
