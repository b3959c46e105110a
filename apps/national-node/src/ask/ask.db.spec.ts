import { inTransaction } from '#libs/platform';
import type { CountryCode, Kind } from '#libs/protocol';
import {
  hostileMessage,
  type HostileMessage,
  type Plan,
  type Twist,
} from '../../../../test/hostile/hostile-message.js';
import { oneNode } from '../../../../test/hostile/one-node.jest.js';
import { sampleBodies, samplePromise } from '../../../../test/vectors/sample-bodies.js';
import { KeptContent } from '../courier/kept-content.js';
import { AnswerBells } from './answer-bells.js';
import type { AskInput } from './ask-input.js';
import { QuestionStore } from './question.store.js';
import { SettleQuestion } from './settle-question.js';

const prosecutor = { kind: 'official', id: 'AR-77', role: 'prosecutor', authority: 'Juzgado Federal' } as const;
const { salt: _, official: __, authority: ___, ...input } = sampleBodies.REQ;
const DAY = 24 * 3600;

describe('our question', () => {
  const suite = oneNode('AR', { members: ['AR', 'BR', 'JM'], ownAlliance: true });
  const { clock } = suite;
  let asked = 0;
  let replies = 0;

  interface Asked {
    readonly id: string;
    readonly requestId: string;
    readonly messageId: string;
    readonly digest: string;
  }
  async function ask(to: CountryCode = 'BR'): Promise<Asked> {
    const { requestId } = await suite.node.verbs.ask.run(prosecutor, `key ${(asked += 1)}`, { ...input, to: [to] });
    await suite.node.verbs.deliver.run();
    const [question] = await suite.node.query<Asked>(
      `SELECT question_id AS id, request_id AS "requestId", message_id AS "messageId", content_digest AS digest
       FROM question JOIN outbox ON event_id = question_id WHERE request_id = $1`,
      [requestId],
    );
    return question as Asked;
  }
  const reply = (to: Asked, kind: Kind, more: Partial<Plan> = {}, twist: Twist = {}) => {
    const about = { requestDigest: to.digest, inReplyTo: to.messageId };
    const plan = {
      from: 'BR',
      to: 'AR',
      kind,
      number: (replies += 1),
      now: clock.nowMs() / 1000,
      ...about,
      ...more,
    } as const;
    return hostileMessage(suite.alliance, plan, twist);
  };
  async function deliver(...messages: readonly HostileMessage[]): Promise<void> {
    suite.broker.box('AR').envelopes = messages.map(({ line }) => line);
    await suite.node.receive();
    suite.broker.box('AR').envelopes = [];
  }
  const question = async ({ id }: Asked) =>
    (await suite.node.query<Record<string, unknown>>('SELECT * FROM question WHERE question_id = $1', [id]))[0];
  const refusalOf = async ({ id }: HostileMessage) =>
    (await suite.node.query<{ code: string | null }>('SELECT code FROM inbox WHERE message_id = $1', [id]))[0]?.code;

  describe('is asked', () => {
    const run = (key: string, change: Partial<AskInput> = {}, as: object = {}) =>
      suite.node.verbs.ask.run({ ...prosecutor, ...as }, key, { ...input, to: ['BR'], ...change });

    it('once for the same official, key and input', async () => {
      const first = await run('same');
      const before = await suite.node.rows();
      expect(await run('same')).toEqual({ requestId: first.requestId, repeated: true });
      expect(await suite.node.rows()).toEqual(before);
    });

    it.each([
      ['another input under the same key', 'ask.key-reused', { caseReference: 'another case' }, {}],
      ['the own country', 'ask.own-country', { to: ['AR'] }, {}],
      ['one of several that is the own country', 'ask.own-country', { to: ['BR', 'AR'] }, {}],
    ] as const)('not with %s, and nothing is stored', async (_name, code, change, as) => {
      await run('used');
      const before = await suite.node.rows();
      await expect(run('used', change as Partial<AskInput>, as)).rejects.toMatchObject({ code });
      expect(await suite.node.rows()).toEqual(before);
    });

    it.each([
      ['for a purpose that is not for this role', { purpose: 'P1' }, {}],
      ['by an auditor', {}, { role: 'auditor' }],
    ] as const)('not %s: the attempt is an entry, and nothing else is stored', async (_name, change, as) => {
      const before = await suite.node.rows();
      const made = run('refused', change, as);
      await expect(made).rejects.toMatchObject({ code: 'ask.not-allowed' });
      expect(await suite.node.rows()).toEqual({ ...before, audit_entry: before.audit_entry + 1 });
      const [refusal] = (await suite.node.entries('REFUSAL')).slice(-1);
      expect(refusal).toMatchObject({ from: 'AR', code: 'ask.not-allowed' });
      const { log } = suite.node.base;
      const part = (group: 'actor' | 'subject' | 'detail') =>
        log.readPart(suite.node.database.sql, String(refusal?.['eventId']), 'REFUSAL', group);
      expect(await part('actor')).toMatchObject({ value: { id: prosecutor.id } });
      expect(await part('subject')).toMatchObject({ value: { subject: input.subject } });
      expect(await part('detail')).toMatchObject({ value: { caseReference: input.caseReference } });
    });
  });

  it('is shown to the official who asked, and to nobody else', async () => {
    const { requestId } = await suite.node.verbs.ask.run(prosecutor, 'mine', { ...input, to: ['BR'] });
    await expect(suite.node.verbs.viewRequest.run(prosecutor, requestId)).resolves.toMatchObject({ requestId });
    const another = { ...prosecutor, id: 'AR-78' };
    await expect(suite.node.verbs.viewRequest.run(another, requestId)).rejects.toMatchObject({ code: 'ask.not-found' });
  });

  it('has its answer, with the entries RECEIVED and OUTCOME that name its digest', async () => {
    const asks = await ask();
    const answer = await reply(asks, 'RRS');
    await deliver(answer);
    expect(await question(asks)).toMatchObject({ outcome: 'RECORDS', answer_message_id: answer.id });
    expect((await suite.node.entries('RECEIVED')).at(-1)).toMatchObject({
      messageId: answer.id,
      requestDigest: asks.digest,
    });
    const outcome = { eventId: asks.id, outcome: 'RECORDS', contentDigest: answer.contentDigest };
    expect((await suite.node.entries('OUTCOME')).at(-1)).toMatchObject(outcome);
  });

  it.each([
    [
      'answers nothing that was asked',
      'reply-to-nothing',
      () => Promise.resolve({ requestDigest: sampleBodies.REQ.salt }),
    ],
    [
      'comes from another country than was asked',
      'swapped-reply',
      (own: Asked) => Promise.resolve({ from: 'JM' as const, inReplyTo: own.messageId.replace('AR-BR', 'AR-JM') }),
    ],
    ['names another question in its slip', 'swapped-reply', async () => ({ inReplyTo: (await ask()).messageId })],
    [
      'names a question that was never asked in its slip',
      'swapped-reply',
      () => Promise.resolve({ inReplyTo: 'AR-BR-1-000000009999' }),
    ],
  ] as readonly (readonly [string, string, (own: Asked) => Promise<Partial<Plan>>])[])(
    'is not answered by a reply that %s',
    async (_name, code, change) => {
      const asks = await ask();
      const before = await suite.node.rows();
      const swapped = await reply(asks, 'RRS', await change(asks));
      await deliver(swapped);
      expect(await refusalOf(swapped)).toBe(`requester.${code}`);
      expect(await question(asks)).toMatchObject({ outcome: null, answer_message_id: null });
      expect((await suite.node.rows()).late_answer).toBe(before.late_answer);
      expect((await suite.node.entries('REFUSAL')).at(-1)).toMatchObject({
        code: `requester.${code}`,
        messageId: swapped.id,
      });
      expect(await suite.node.query('SELECT 1 FROM outbox WHERE in_reply_to = $1', [swapped.id])).toEqual([]);
    },
  );

  it('rings for who waits when the outcome can be seen, and never when it was not committed', async () => {
    const asks = await ask();
    const seen: Promise<unknown>[] = [];
    const bells = Object.assign(new AnswerBells(), { ring: () => void seen.push(question(asks)) });
    const verb = new SettleQuestion(
      new QuestionStore(new KeptContent(suite.node.base.log)),
      suite.node.base.log,
      bells,
      suite.node.base.home,
    );
    const settle = (fails: boolean) =>
      inTransaction(suite.node.base.database, async (tx) => {
        expect(await verb.run(tx, { questionId: asks.id, country: 'BR', outcome: 'NO_RECORD' })).toBe(true);
        if (fails) throw new Error('the disk is full');
      });
    await expect(settle(true)).rejects.toThrow('the disk is full');
    expect(seen).toEqual([]);
    await settle(false);
    expect(await Promise.all(seen)).toMatchObject([{ outcome: 'NO_RECORD' }]);
  });

  it('keeps its outcome when the same answer comes twice under two numbers; the second is LATE', async () => {
    const asks = await ask();
    const [first, second] = [await reply(asks, 'RRS'), await reply(asks, 'RRS')];
    await deliver(first, second);
    expect(await question(asks)).toMatchObject({ outcome: 'RECORDS' });
    const late = await suite.node.query<{ message_id: string; promise: unknown }>(
      'SELECT message_id, promise FROM late_answer WHERE question_id = $1',
      [asks.id],
    );
    expect(late).toMatchObject([{ promise: samplePromise }]);
    const { requestId } = asks;
    const { questions } = await suite.node.verbs.viewRequest.run(prosecutor, requestId);
    expect(questions).toMatchObject([{ promise: samplePromise, late: [{ promise: samplePromise }] }]);
    const outcomes = (await suite.node.entries('OUTCOME')).filter(({ eventId }) => eventId === asks.id);
    expect(outcomes).toHaveLength(1);
    expect(
      (await suite.node.entries('LATE')).filter(({ requestDigest }) => requestDigest === asks.digest),
    ).toHaveLength(1);
    const stored = (await question(asks))?.['answer_message_id'];
    expect([stored, late[0]?.message_id].sort()).toEqual([first.id, second.id].sort());
  });

  it('ends as REJECTED when the other country cannot work with it', async () => {
    const asks = await ask();
    await deliver(await reply(asks, 'FEM'));
    expect(await question(asks)).toMatchObject({ outcome: 'REJECTED', code: sampleBodies.FEM.code });
  });

  it('waits for the deadline that the other country has named, but not for ever', async () => {
    const [soon, never] = [await ask(), await ask()];
    const now = clock.nowMs() / 1000;
    await deliver(
      await reply(soon, 'RCPT', { body: { ...sampleBodies.RCPT, dueAt: now + 10 * DAY } }),
      await reply(never, 'RCPT', { body: { ...sampleBodies.RCPT, dueAt: 253_402_300_799 } }),
    );
    expect(await question(soon)).toMatchObject({ outcome: null, due_at: now + 10 * DAY, not_after: now + 15 * DAY });
    expect(await question(never)).toMatchObject({ outcome: null, not_after: now + 95 * DAY });
  });

  it('ends as TIMED_OUT when nobody answers, says so in a signed message, and keeps what comes after as LATE', async () => {
    const asks = await ask('JM');
    clock.advance((DAY + 299) * 1000);
    await suite.node.verbs.closeOverdue.run();
    expect(await question(asks)).toMatchObject({ outcome: null });
    clock.advance(1000);
    await suite.node.verbs.closeOverdue.run();
    expect(await question(asks)).toMatchObject({ outcome: 'TIMED_OUT' });
    const said = await suite.node.query(
      `SELECT body, recipient FROM outbox WHERE kind = 'TIMEOUT' AND recipient = 'JM'`,
    );
    expect(said).toMatchObject([{ body: { messageId: asks.messageId, contentDigest: asks.digest } }]);
    expect((await suite.node.entries('TIMEOUT')).filter(({ to }) => to === 'JM')).toHaveLength(1);
    expect(await suite.node.verbs.closeOverdue.run()).toBe(0);

    await suite.alliance.renew(clock.nowMs());
    await suite.node.base.directory.refresh();
    await deliver(await reply(asks, 'RRS', { from: 'JM' }));
    expect(await question(asks)).toMatchObject({ outcome: 'TIMED_OUT', answer_message_id: null });
    expect((await suite.node.entries('LATE')).at(-1)).toMatchObject({
      from: 'JM',
      outcome: 'RECORDS',
      requestDigest: asks.digest,
    });
  });
});
