import type { AnswerBody, InformationRequestBody, Person } from '#libs/protocol';
import { personAt } from '#libs/synthetic';
import { oneNode } from '../../../../test/hostile/one-node.jest.js';
import { TestNode } from '../../../../test/hostile/test-node.js';
import { Asker, REGISTER, subjectOf } from './answerer-suite.jest.js';

const persons: Person[] = Array.from({ length: REGISTER.people }, (_, index) => personAt(REGISTER, index));
const DAY = 86_400;
const complete = subjectOf('records');
const ambiguous = subjectOf('ambiguous');
const incomplete = subjectOf('incomplete');

/** Brazil lets no conviction go for public employment. */
const keeps = {
  ...{ name: 'br.cedar', narrows: true },
  text: `@id("keeps")\n@title("keeps")\n@source("Invented for the test")\n@status("illustrative")\n@reason("PURPOSE")
    forbid (principal, action == Action::"disclose", resource) when { context.purpose == Purpose::"P3" };`,
};

describe('a question that was sent back for more', () => {
  const suite = oneNode('BR', { members: ['AR', 'BR', 'JM'], policies: [keeps], persons });
  const { clock } = suite;
  const asker = new Asker(suite);
  const at = () => clock.nowMs() / 1000;

  it('is answered when more is told; the deadline has stood still, and starts in full', async () => {
    const made = await asker.ask({ subject: ambiguous });
    const asked = await asker.question(made);
    expect(asked).toMatchObject({ state: 'AWAITING_INFO', rounds: 1, clock_stopped_at: at(), queue: null });
    const { respondBy } = (await asker.last(made))?.body as InformationRequestBody;
    expect(respondBy).toBeGreaterThan(at() + 10 * DAY); // ten working days

    await asker.backdate(made, 3 * DAY);
    await asker.inform(made, complete);
    const question = await asker.question(made);
    expect(question).toMatchObject({
      state: 'ANSWERED',
      clock_started_at: at(),
      in_time: true,
      answered_by: 'MACHINE',
    });
    expect(question).toMatchObject({
      received_at: asked.received_at - 3 * DAY,
    });
    const reply = await asker.last(made);
    expect(reply).toMatchObject({ kind: 'RRS', request_digest: made.contentDigest, body: { outcome: 'RECORDS' } });
    expect((reply?.body as AnswerBody).dueAt).toBeGreaterThan(asked.due_at - 3 * DAY);
    expect((await suite.node.entries('RECEIVED')).at(-1)).toMatchObject({ class: 'reply', from: 'AR' });
  });

  it('is asked back three times at most; then a clerk looks, and the asker knows that it was received', async () => {
    const made = await asker.ask({ subject: ambiguous });
    for (let round = 1; round <= 3; round += 1) {
      expect(await asker.question(made)).toMatchObject({ state: 'AWAITING_INFO', rounds: round });
      await asker.inform(made, ambiguous);
    }
    expect(await asker.question(made)).toMatchObject({ state: 'IN_PROGRESS', queue: 'AMBIGUOUS', rounds: 3 });
    expect((await asker.sent(made)).map(({ kind }) => kind)).toEqual(['RAI', 'RAI', 'RAI', 'RCPT']);
  });

  it('of which there is no more to tell goes to a clerk, or ends where there is nobody to choose from', async () => {
    const made = await asker.ask({ subject: ambiguous });
    await asker.inform(made, undefined);
    expect(await asker.question(made)).toMatchObject({ state: 'IN_PROGRESS', queue: 'AMBIGUOUS', may_ask: false });

    const nobody = await asker.ask({ subject: incomplete });
    await asker.inform(nobody, undefined);
    const reply = await asker.last(nobody);
    expect(reply).toMatchObject({ kind: 'RRS', entry_type: 'WITHHELD', body: { outcome: 'NOT_IDENTIFIED' } });
    expect(Object.keys(reply?.body ?? {}).sort()).toEqual(['dueAt', 'missing', 'outcome', 'receivedAt', 'salt']);
  });

  it('takes one word on each question back: a second one changes nothing', async () => {
    const made = await asker.ask({ subject: ambiguous });
    await asker.inform(made, undefined);
    const before = await asker.sent(made);
    await asker.inform(made, complete);
    expect(await asker.question(made)).toMatchObject({ queue: 'AMBIGUOUS' });
    expect(await asker.sent(made)).toHaveLength(before.length);
  });

  it('takes no word on a message that was no question back, and none that names two messages', async () => {
    const made = await asker.ask({ subject: ambiguous });
    const refused = async (replyTo: object) => {
      const told = await asker.send('RAR', { response: 'NOT_AVAILABLE' }, replyTo);
      const [row] = await suite.node.query<{ code: string }>('SELECT code FROM inbox WHERE message_id = $1', [told.id]);
      return row?.code;
    };
    await asker.seal();
    const [rai] = await suite.node.query<{ content_digest: string; message_id: string }>(
      `SELECT content_digest, message_id FROM outbox WHERE in_reply_to = $1`,
      [made.id],
    );
    expect(await refused({ requestDigest: made.contentDigest, inReplyTo: rai?.message_id })).toBe(
      'requester.reply-to-nothing',
    );
    expect(await refused({ requestDigest: rai?.content_digest, inReplyTo: 'BR-AR-1-000000000099' })).toBe(
      'requester.swapped-reply',
    );
    expect(await asker.question(made)).toMatchObject({ state: 'AWAITING_INFO' });
  });

  it('lapses when nothing was told in time and nothing can be under way any more, with its one outcome', async () => {
    const made = await asker.ask({ subject: ambiguous });
    const { respondBy } = (await asker.last(made))?.body as InformationRequestBody;
    await asker.backdate(made, respondBy + 72 * 3600 - at());
    await suite.node.verbs.watchQuestions.run();
    expect(await asker.question(made)).toMatchObject({ state: 'AWAITING_INFO' });
    await asker.backdate(made, 600);
    await suite.node.verbs.watchQuestions.run();
    expect(await asker.question(made)).toMatchObject({ state: 'LAPSED', in_time: null });
    const outcome = { from: 'AR', to: 'BR', outcome: 'LAPSED', requestDigest: made.contentDigest };
    expect((await suite.node.entries('OUTCOME')).at(-1)).toMatchObject(outcome);
    await asker.inform(made, complete);
    expect((await asker.last(made))?.kind).toBe('RAI');
  });

  it('is not sent back where nothing of any candidate may go: that is NO_RECORD, by the steps of nobody', async () => {
    const made = await asker.ask({ subject: ambiguous, purpose: 'P3' });
    const reply = await asker.last(made);
    expect(reply).toMatchObject({ kind: 'RRS', entry_type: 'NO_RECORD', body: { outcome: 'NO_RECORD' } });
    expect(Object.keys(reply?.body ?? {}).sort()).toEqual(['dueAt', 'outcome', 'receivedAt', 'salt']);
  });
});

describe('a question that is taken back', () => {
  const suite = oneNode('BR', { members: ['AR', 'BR', 'JM'], persons });
  const asker = new Asker(suite);
  const cancel = async (cancels: string) => {
    const made = await asker.send('CAN', { cancels, reason: 'NO_LONGER_NEEDED' });
    return (await asker.last(made))?.body;
  };

  it('is stopped, and nothing comes of what is told later', async () => {
    const made = await asker.ask({ subject: ambiguous });
    expect(await cancel(made.contentDigest)).toMatchObject({ result: 'STOPPED' });
    expect(await asker.question(made)).toMatchObject({ state: 'CANCELLED', clock_stopped_at: null });
    expect((await suite.node.entries('OUTCOME')).at(-1)).toMatchObject({ outcome: 'CANCELLED', from: 'AR', to: 'BR' });
    await asker.inform(made, complete);
    expect((await asker.sent(made)).map(({ kind }) => kind)).toEqual(['RAI']);
    expect(await cancel(made.contentDigest)).toMatchObject({ result: 'STOPPED' });
    expect(await suite.node.entries('OUTCOME')).toHaveLength(1);
  });

  it('too late has been answered; one that nobody knows is unknown', async () => {
    const made = await asker.ask({ subject: complete });
    expect(await cancel(made.contentDigest)).toMatchObject({ result: 'ALREADY_ANSWERED' });
    expect(await asker.question(made)).toMatchObject({ state: 'ANSWERED' });
    expect(await cancel(made.slipDigest)).toMatchObject({ result: 'UNKNOWN' });
  });

  it('while the register is not there is never answered', async () => {
    await using empty = await TestNode.start({ ...suite, country: 'BR' });
    const made = await asker.ask({ subject: complete }, empty);
    const taken = await asker.send('CAN', { cancels: made.contentDigest, reason: 'WRONG_PERSON' }, {}, empty);
    expect((await asker.last(taken, empty))?.body).toMatchObject({ result: 'STOPPED' });
    await empty.importRegister(persons);
    await empty.hurry();
    await empty.work();
    expect((await asker.sent(made, empty)).map(({ kind }) => kind)).toEqual(['RCPT']);
    expect(await empty.query(`SELECT 1 FROM inbox WHERE state = 'HELD'`)).toEqual([]);
  });
});

describe('a question that waits for a clerk', () => {
  const suite = oneNode('BR', { members: ['AR', 'BR', 'JM'], persons, settings: { ambiguous: 'clerk' } });
  const { clock } = suite;
  const asker = new Asker(suite);
  const watch = () => suite.node.verbs.watchQuestions.run();

  it('lies in the queue of its kind before anybody is asked back, where this country wants it so', async () => {
    const several = await asker.ask({ subject: ambiguous });
    expect(await asker.question(several)).toMatchObject({ queue: 'AMBIGUOUS', rounds: 0 });
    const little = await asker.ask({ subject: incomplete });
    expect(await asker.question(little)).toMatchObject({ queue: 'INFORMATION', rounds: 0 });
    expect((await asker.sent(little)).map(({ kind }) => kind)).toEqual(['RCPT']);
  });

  it('is announced for later, once, when 70 % of its time has gone; then it is overdue, and counted', async () => {
    const made = await asker.ask({ subject: ambiguous });
    const { due_at: due, clock_started_at: start } = await asker.question(made);
    const sent = async () => (await asker.sent(made)).map(({ kind }) => kind);
    const now = clock.nowMs() / 1000;
    await asker.backdate(made, start + Math.floor((due - start) * 0.7) - 1 - now);
    await watch();
    expect(await sent()).toEqual(['RCPT']);
    await asker.backdate(made, 1);
    const before = await asker.question(made);
    await watch();
    await watch();
    expect(await sent()).toEqual(['RCPT', 'RDL']);
    const { announced_at: announcedAt, due_at: still } = await asker.question(made);
    expect([Number(announcedAt) > still, still]).toEqual([true, before.due_at]);
    expect((await asker.last(made))?.body).toMatchObject({ dueAt: still, announcedAt, reason: 'WORKLOAD' });
    expect(await asker.question(made)).toMatchObject({ state: 'DELAYED' });

    await asker.backdate(made, still - now + 1);
    const metrics = await suite.node.base.registry.metrics();
    expect(metrics).toMatch(/crex_received_questions_open\{queue="AMBIGUOUS",deadline="OVERDUE"\} [1-9]/);
  });
});
