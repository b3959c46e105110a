import { advance, ASKED_STATES, askedQuestion, isIllegal } from '#libs/lifecycle';
import type { CountryCode, Kind } from '#libs/protocol';
import { hostileMessage, type HostileMessage, type Plan } from '../../../../test/hostile/hostile-message.js';
import { oneNode } from '../../../../test/hostile/one-node.jest.js';
import { sampleBodies } from '../../../../test/vectors/sample-bodies.js';
import { requestResponse } from './request-response.js';

const prosecutor = { kind: 'official', id: 'AR-77', role: 'prosecutor', authority: 'Juzgado Federal' } as const;
const { salt: _, official: __, authority: ___, ...input } = sampleBodies.REQ;
const { salt: ____, ...provided } = sampleBodies.RAR;
const DAY = 24 * 3600;

describe('a question on its way', () => {
  const suite = oneNode('AR', { members: ['AR', 'BR'], ownAlliance: true });
  const { clock } = suite;
  const now = () => clock.nowMs() / 1000;
  let asked = 0;
  let replies = 0;

  interface Asked {
    readonly id: string;
    readonly requestId: string;
    readonly messageId: string;
    readonly digest: string;
  }
  const put = () => suite.node.verbs.ask.run(prosecutor, `key ${(asked += 1)}`, { ...input, to: ['BR'] });
  const rowOf = async (requestId: string) =>
    (
      await suite.node.query<Asked & Record<string, unknown>>(
        `SELECT question_id AS id, request_id AS "requestId", message_id AS "messageId", content_digest AS digest, question.*
         FROM question JOIN outbox ON event_id = question_id WHERE request_id = $1`,
        [requestId],
      )
    )[0]!;
  async function ask(): Promise<Asked> {
    const { requestId } = await put();
    await suite.node.verbs.deliver.run();
    return rowOf(requestId);
  }
  const reply = (to: Pick<Asked, 'digest' | 'messageId'>, kind: Kind, more: Partial<Plan> = {}) => {
    const about = { requestDigest: to.digest, inReplyTo: to.messageId };
    const plan = { from: 'BR', to: 'AR', kind, number: (replies += 1), now: now(), ...about, ...more } as const;
    return hostileMessage(suite.alliance, plan);
  };
  async function deliver(...messages: readonly HostileMessage[]): Promise<void> {
    suite.broker.box('AR').envelopes = messages.map(({ line }) => line);
    await suite.node.receive();
    suite.broker.box('AR').envelopes = [];
  }
  const said = async (kind: Kind) =>
    (
      await suite.node.query<
        Record<string, unknown> & { event_id: string; content_digest: string; message_id: string }
      >('SELECT * FROM outbox WHERE kind = $1 ORDER BY created_at DESC LIMIT 1', [kind])
    )[0]!;
  const view = async ({ requestId }: Asked) => {
    const shown = await suite.node.verbs.viewRequest.run(prosecutor, requestId);
    return requestResponse(shown, now()).questions[0] as Record<string, unknown> & { state: string };
  };
  const rai = (to: Asked, change: object = {}) =>
    reply(to, 'RAI', {
      body: { ...sampleBodies.RAI, respondBy: now() + 10 * DAY, ...change },
    });
  const inform = (to: Asked, country: CountryCode = 'BR') =>
    suite.node.verbs.asking.informCountry.run(prosecutor, to.requestId, country, provided);
  const cancel = (to: { requestId: string }) =>
    suite.node.verbs.asking.cancelQuestion.run(prosecutor, to.requestId, 'BR', 'WRONG_PERSON');

  it('stands in the database where the table says that receipts bring it', async () => {
    const asks = await ask();
    const receipts = { STORED: ['STORED'], TAKEN: ['STORED', 'TAKEN'] } as const;
    for (const state of ASKED_STATES.filter((each) => !['DRAFT', 'AWAITING_APPROVAL', 'DISCARDED'].includes(each))) {
      for (const [receipt, events] of Object.entries(receipts)) {
        await suite.node.query('UPDATE question SET state = $2 WHERE question_id = $1', [asks.id, state]);
        await suite.node.query('UPDATE outbox SET state = $2 WHERE event_id = $1', [asks.id, receipt]);
        let expected = state;
        for (const event of events) {
          const step = advance(askedQuestion, expected, event);
          if (!isIllegal(step)) expected = step.to;
        }
        expect([state, receipt, (await view(asks)).state]).toEqual([state, receipt, expected]);
      }
    }
  });

  it('refuses what cannot happen to it, with a code, and keeps nothing of it', async () => {
    const asks = await ask();
    await suite.node.query(`UPDATE question SET state = 'DISCARDED' WHERE question_id = $1`, [asks.id]);
    const received = (await suite.node.entries('RECEIVED')).length;
    const answer = await reply(asks, 'RRS', { body: { ...sampleBodies.RRS } });
    await deliver(answer);
    expect(await suite.node.query('SELECT state, code, content FROM inbox WHERE message_id = $1', [answer.id])).toEqual(
      [{ state: 'REFUSED', code: 'requester.illegal-transition', content: null }],
    );
    expect((await suite.node.entries('REFUSAL')).at(-1)).toMatchObject({ code: 'requester.illegal-transition' });
    expect(await suite.node.entries('RECEIVED')).toHaveLength(received);
    expect(await rowOf(asks.requestId)).toMatchObject({ state: 'DISCARDED', outcome: null });
  });

  describe('is asked back (RAI)', () => {
    it('and shown with what is missing and until when; the clock stands still', async () => {
      const asks = await ask();
      await deliver(
        await reply(asks, 'RCPT', { body: { ...sampleBodies.RCPT, receivedAt: now(), dueAt: now() + DAY } }),
      );
      expect(await view(asks)).toMatchObject({ state: 'IN_PROGRESS', clock: 'RUNNING' });
      const back = await rai(asks);
      await deliver(back);
      const { missing } = sampleBodies.RAI;
      expect(await view(asks)).toMatchObject({
        state: 'AWAITING_INFO',
        clock: 'STOPPED',
        information: { round: 1, missing },
      });
      // the answerer is held to its word that this stands in its log
      expect(await suite.node.query('SELECT 1 FROM promise WHERE message_id = $1', [back.id])).toHaveLength(1);
    });

    it('and answered with the whole subject, logged as who asked about whom; then it is open again', async () => {
      const asks = await ask();
      const question = await rai(asks);
      await deliver(question);
      await inform(asks);
      expect(await said('RAR')).toMatchObject({
        ...{ in_reply_to: question.id, request_digest: question.contentDigest, body: provided, recipient: 'BR' },
      });
      const { eventId, ...entry } = (await suite.node.entries('ASK')).at(-1)!;
      expect(entry).toMatchObject({ purpose: input.purpose, requestDigest: asks.digest });
      const { log } = suite.node.base;
      const part = await log.readPart(suite.node.database.sql, String(eventId), 'ASK', 'subject');
      expect(part).toMatchObject({ value: { subject: provided.subject } });
      expect(await view(asks)).toMatchObject({ state: 'IN_PROGRESS' });
      await expect(inform(asks)).rejects.toMatchObject({ code: 'ask.not-awaited' });
    });

    it('and nobody but who asked can answer, nor when nothing is awaited', async () => {
      const asks = await ask();
      await expect(inform(asks)).rejects.toMatchObject({ code: 'ask.not-awaited' });
      await deliver(await rai(asks));
      const { informCountry } = suite.node.verbs.asking;
      const other = { ...prosecutor, id: 'AR-78' };
      await expect(informCountry.run(other, asks.requestId, 'BR', provided)).rejects.toMatchObject({
        code: 'ask.not-found',
      });
      await expect(inform(asks, 'JM')).rejects.toMatchObject({ code: 'ask.not-found' });
    });

    it('and asked again when the answer does not arrive', async () => {
      const asks = await ask();
      await deliver(await rai(asks));
      await inform(asks);
      const { event_id: eventId } = await said('RAR');
      await suite.node.query(`UPDATE outbox SET not_after = 0 WHERE event_id = $1`, [eventId]);
      await suite.node.verbs.deliver.endOverdue();
      expect(await view(asks)).toMatchObject({ state: 'AWAITING_INFO' });
      await inform(asks);
      expect(await view(asks)).toMatchObject({ state: 'IN_PROGRESS' });
    });

    it('and lapses without an answer, however long the other country has', async () => {
      const asks = await ask();
      await deliver(await rai(asks, { respondBy: now() + 100 }));
      await suite.node.query('UPDATE question SET not_after = 0 WHERE question_id = $1', [asks.id]);
      await suite.node.verbs.closeOverdue.run();
      expect(await rowOf(asks.requestId)).toMatchObject({ outcome: null });
      clock.advance(101_000);
      await expect(inform(asks)).rejects.toMatchObject({ code: 'ask.not-awaited' });
      await suite.node.verbs.closeOverdue.run();
      expect(await rowOf(asks.requestId)).toMatchObject({ outcome: 'LAPSED', state: 'LAPSED' });
      expect((await suite.node.entries('OUTCOME')).at(-1)).toMatchObject({ eventId: asks.id, outcome: 'LAPSED' });
    });

    it('not when it is a query', async () => {
      const asks = await ask();
      await suite.node.query(`UPDATE outbox SET kind = 'QUERY' WHERE event_id = $1`, [asks.id]);
      const back = await rai(asks);
      await deliver(back);
      const [{ code } = { code: '' }] = await suite.node.query<{ code: string }>('SELECT code FROM inbox WHERE message_id = $1', [back.id]); // prettier-ignore
      expect(code).toBe('requester.reply-to-nothing');
    });
  });

  it('is late by announcement (RDL): shown with the reason, and waited for longer', async () => {
    const asks = await ask();
    const announcedAt = now() + 20 * DAY;
    await deliver(await reply(asks, 'RDL', { body: { ...sampleBodies.RDL, announcedAt } }));
    const delay = { announcedAt: new Date(announcedAt * 1000).toISOString(), reason: 'MANUAL_ARCHIVE' };
    expect(await view(asks)).toMatchObject({ state: 'DELAYED', delay });
    expect(await rowOf(asks.requestId)).toMatchObject({ not_after: announcedAt + 5 * DAY });
  });

  it('is at risk and overdue by the deadline that was signed', async () => {
    const asks = await ask();
    await deliver(
      await reply(asks, 'RCPT', { body: { ...sampleBodies.RCPT, receivedAt: now(), dueAt: now() + 1000 } }),
    );
    clock.advance(701_000);
    expect(await view(asks)).toMatchObject({ clock: 'AT_RISK' });
    clock.advance(300_000);
    expect(await view(asks)).toMatchObject({ clock: 'OVERDUE' });
  });

  describe('is taken back', () => {
    it('at once, while it has not left; nothing leaves', async () => {
      const { requestId } = await put();
      await cancel({ requestId });
      expect(await rowOf(requestId)).toMatchObject({
        outcome: 'CANCELLED',
        code: 'requester.cancelled',
        messageId: null,
      });
      expect((await suite.node.entries('CANCELLATION')).at(-1)).toMatchObject({ to: 'BR', reason: 'WRONG_PERSON' });
      await expect(cancel({ requestId })).rejects.toMatchObject({ code: 'ask.not-open' });
    });

    it('when the other country says that it has stopped', async () => {
      const asks = await ask();
      await cancel(asks);
      expect(await view(asks)).toMatchObject({ state: 'CANCEL_PENDING', outcome: null });
      await suite.node.verbs.deliver.run();
      const { content_digest: digest, message_id: messageId } = await said('CAN');
      await deliver(await reply({ digest, messageId }, 'CANR'));
      expect(await view(asks)).toMatchObject({ state: 'CANCELLED', outcome: 'CANCELLED' });
    });

    it.each([
      ['ALREADY_ANSWERED', 'IN_PROGRESS'],
      ['UNKNOWN', 'ROUTED'],
    ])('not when it says %s: it goes on', async (result, state) => {
      const asks = await ask();
      await cancel(asks);
      await suite.node.verbs.deliver.run();
      const { content_digest: digest, message_id: messageId } = await said('CAN');
      await deliver(await reply({ digest, messageId }, 'CANR', { body: { ...sampleBodies.CANR, result } }));
      expect(await rowOf(asks.requestId)).toMatchObject({ state, outcome: null });
    });

    it('not by a CANR to another message', async () => {
      const asks = await ask();
      await cancel(asks);
      await suite.node.verbs.deliver.run();
      const { content_digest: digest } = await said('CAN');
      const codes = [];
      for (const wrong of [asks, { digest, messageId: asks.messageId }]) {
        const stray = await reply(wrong, 'CANR');
        await deliver(stray);
        codes.push(
          ...(await suite.node.query<{ code: string }>('SELECT code FROM inbox WHERE message_id = $1', [stray.id])),
        );
      }
      expect(codes).toEqual([{ code: 'requester.reply-to-nothing' }, { code: 'requester.swapped-reply' }]);
      expect(await rowOf(asks.requestId)).toMatchObject({ state: 'CANCEL_PENDING' });
    });

    it.each([
      [false, 'IN_PROGRESS'],
      [true, 'AWAITING_INFO'],
    ])('not when the CAN is refused or lost; asked back before: %s', async (isAskedBack, state) => {
      const asks = await ask();
      if (isAskedBack) await deliver(await rai(asks));
      await cancel(asks);
      await suite.node.verbs.deliver.run();
      const { content_digest: digest, message_id: messageId } = await said('CAN');
      await deliver(await reply({ digest, messageId }, 'FEM'));
      expect(await rowOf(asks.requestId)).toMatchObject({ state, outcome: null });
      await cancel(asks);
      await suite.node.query(`UPDATE outbox SET not_after = 0 WHERE event_id = $1`, [(await said('CAN')).event_id]);
      await suite.node.verbs.deliver.endOverdue();
      expect(await rowOf(asks.requestId)).toMatchObject({ state, outcome: null });
    });
  });

  it('is closed when its official has seen the answer', async () => {
    const asks = await ask();
    await deliver(await reply(asks, 'RRS'));
    expect(await rowOf(asks.requestId)).toMatchObject({ state: 'ANSWERED', read_at: null });
    expect(await view(asks)).toMatchObject({ state: 'ANSWERED', readAt: null });
    expect(await view(asks)).toMatchObject({ state: 'CLOSED', readAt: new Date(clock.nowMs()).toISOString() });
  });
});
