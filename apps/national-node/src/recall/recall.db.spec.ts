import type { Person } from '#libs/protocol';
import { sampleEvidence } from '#libs/synthetic';
import { hostileMessage, type Plan } from '../../../../test/hostile/hostile-message.js';
import { convicted, TwoNodes } from '../../../../test/hostile/two-nodes.js';
import { sampleBodies } from '../../../../test/vectors/sample-bodies.js';
import { requestResponse } from '../ask/request-response.js';
import { subjectReferences } from '../log/references.js';
import { registerVerbs } from '../register/register-verbs.js';

const prosecutor = { kind: 'official', id: 'AR-77', role: 'prosecutor', authority: 'Juzgado Federal' } as const;
const operator = { kind: 'operator', id: 'op-1' } as const;
const about = { purpose: 'C1', legalBasis: 'NASSAU-1992', caseReference: 'FSM 1/2026', urgency: 'ROUTINE' } as const;

describe('a recall', () => {
  let nodes: TwoNodes;
  let asked = 0;
  const people = Array.from({ length: 12 }, (_, index) => convicted(index));
  beforeAll(async () => {
    nodes = await TwoNodes.start({ br: people });
  });
  afterAll(() => nodes[Symbol.asyncDispose]());

  const register = () => registerVerbs(nodes.br.base);
  async function ask({ names, birthDate, birthPlace, documents }: Person): Promise<string> {
    const subject = { names, birthPlace, documents, ...(birthDate !== undefined && { birthDate }) };
    const input = { ...about, evidence: sampleEvidence('C1'), to: ['BR' as const], subject };
    return (await nodes.ar.verbs.ask.run(prosecutor, `key ${(asked += 1)}`, input)).requestId;
  }
  async function disclose(person: Person): Promise<string> {
    const requestId = await ask(person);
    await nodes.exchange();
    return requestId;
  }
  const shown = async (requestId: string) =>
    requestResponse(await nodes.ar.verbs.viewRequest.run(prosecutor, requestId), nodes.ar.base.home.nowSeconds())
      .questions[0]!;
  const answerDigest = async (requestId: string) =>
    (
      await nodes.ar.query<{ digest: string }>(
        'SELECT content_digest AS digest FROM inbox JOIN question ON message_id = answer_message_id WHERE request_id = $1',
        [requestId],
      )
    )[0]!.digest;
  const owed = (answer: string) =>
    nodes.br.query<Record<string, unknown>>(
      'SELECT r.* FROM recall r JOIN outbox o ON o.event_id = r.answer_event WHERE o.content_digest = $1',
      [answer],
    );
  /** A message from BR that says what BR's own node would never say. */
  async function hostile(kind: Plan['kind'], number: number, more: Partial<Plan>) {
    const plan = { from: 'BR', to: 'AR', kind, number, now: nodes.clock.nowMs() / 1000, ...more } as const;
    const made = await hostileMessage(nodes.alliance, plan);
    nodes.broker.box(plan.to).envelopes.push(made.line);
    await (plan.to === 'AR' ? nodes.ar : nodes.br).receive();
    return made;
  }
  const refusal = async (at: 'ar' | 'br', id: string) =>
    (await nodes[at].query<{ code: string | null }>('SELECT code FROM inbox WHERE message_id = $1', [id]))[0]?.code;

  it('follows a correction: the asker sees it, both logs say it, and it is acknowledged', async () => {
    const person = people[0]!;
    const requestId = await disclose(person);
    expect(await shown(requestId)).toMatchObject({ state: 'ANSWERED', recalls: [] });
    const answer = await answerDigest(requestId);
    const [conviction] = person.convictions;
    const corrected = { ...person, convictions: [{ ...conviction!, fileNumber: 'corrected 1' }] };
    const { recallsDue } = await register().correctPerson.run(operator, corrected, 'CLERICAL-ERROR');
    expect(recallsDue).toMatchObject([{ country: 'AR', contentDigest: answer, convictionIds: [conviction!.id] }]);
    const answered = await nodes.br.query('SELECT state, in_time FROM received_question WHERE answer_event = $1', [
      (await owed(answer))[0]!['answer_event'],
    ]);
    expect(answered).toEqual([{ state: 'RECALLED', in_time: true }]);
    // queued with the correction: nothing else has run
    expect(await owed(answer)).toMatchObject([{ state: 'SENT', reason: 'CORRECTED', result: null }]);

    await nodes.exchange();
    expect(await shown(requestId)).toMatchObject({
      state: 'RECALLED',
      outcome: 'RECORDS',
      answer: { outcome: 'RECORDS' },
      recalls: [{ reason: 'CORRECTED', convictionIds: [conviction!.id] }],
    });
    expect(await owed(answer)).toMatchObject([{ state: 'ACKNOWLEDGED', result: 'MARKED', conviction_ids: null }]);
    const said = { type: 'RECALL', from: 'BR', to: 'AR', contentDigest: answer, reason: 'CORRECTED' };
    expect((await nodes.br.entries('RECALL')).at(-1)).toMatchObject(said);
    expect((await nodes.ar.entries('RECALL')).at(-1)).toMatchObject(said);
    const acknowledged = { from: 'AR', to: 'BR', result: 'MARKED' };
    expect((await nodes.ar.entries('ACKNOWLEDGEMENT')).at(-1)).toMatchObject(acknowledged);
    expect((await nodes.br.entries('ACKNOWLEDGEMENT')).at(-1)).toMatchObject(acknowledged);
  });

  it('is found in both logs by the person', async () => {
    const person = people[1]!;
    await disclose(person);
    await register().correctPerson.run(operator, { ...person, sex: 9 }, 'CLERICAL-ERROR');
    await nodes.exchange();
    for (const node of [nodes.ar, nodes.br]) {
      const [reference = ''] = subjectReferences(person);
      const found = await node.base.log.entriesFoundBy(node.database.sql, 'subject', reference);
      expect(found.map(({ leaf }) => leaf.type)).toContain('RECALL');
    }
  });

  it('says why: a conviction has left, the person was removed, or something else was corrected', async () => {
    const [first, second] = [people[2]!, people[3]!];
    const [annulled, removed] = [await disclose(first), await disclose(second)];
    await register().correctPerson.run(operator, { ...first, convictions: [] }, 'COURT-ORDER');
    await register().removePerson.run(operator, second.personId, 'RECORD-REMOVED');
    await nodes.exchange();
    expect((await shown(annulled)).recalls).toMatchObject([
      { reason: 'ANNULLED', convictionIds: [first.convictions[0]!.id] },
    ]);
    expect((await shown(removed)).recalls).toMatchObject([
      { reason: 'REMOVED', convictionIds: [second.convictions[0]!.id] },
    ]);
  });

  it('follows a merge and a split, to whoever was told of one of both', async () => {
    const [kept, absorbed] = [people[4]!, people[5]!];
    const requests = [await disclose(kept), await disclose(absorbed)];
    await register().mergePersons.run(operator, kept.personId, absorbed.personId, 'SAME-PERSON');
    await nodes.exchange();
    for (const request of requests) expect((await shown(request)).recalls).toMatchObject([{ reason: 'CORRECTED' }]);
    await register().splitPerson.run(operator, absorbed.personId, 'DIFFERENT-PERSONS');
    await nodes.exchange();
    for (const request of requests) expect((await shown(request)).recalls).toHaveLength(2);
  });

  it('does not follow a change that concerns nothing that was told', async () => {
    const person = people[6]!;
    const requestId = await disclose(person);
    const [conviction] = person.convictions;
    const convictions = [...person.convictions, { ...conviction!, id: `${conviction!.id}:2` }];
    const { recallsDue } = await register().correctPerson.run(operator, { ...person, convictions }, 'NEW-RECORD');
    expect(recallsDue).toEqual([]);
    await nodes.exchange();
    expect(await shown(requestId)).toMatchObject({ state: 'ANSWERED', recalls: [] });
  });

  it('leaves no trace when the change is not committed', async () => {
    const person = people[7]!;
    await disclose(person);
    const before = await nodes.br.rows();
    const owing = await nodes.br.query('SELECT 1 FROM recall');
    await nodes.br.database.owner.query(`ALTER TABLE recall ADD CONSTRAINT none CHECK (recall_id IS NULL) NOT VALID`);
    await expect(register().correctPerson.run(operator, { ...person, sex: 9 }, 'CLERICAL-ERROR')).rejects.toThrow();
    await nodes.br.database.owner.query('ALTER TABLE recall DROP CONSTRAINT none');
    expect(await nodes.br.rows()).toEqual(before);
    expect(await nodes.br.query('SELECT 1 FROM recall')).toEqual(owing);
  });

  it('of an answer that is erased says so', async () => {
    const person = people[8]!;
    const requestId = await disclose(person);
    const answer = await answerDigest(requestId);
    await nodes.ar.query('UPDATE inbox SET content = NULL, content_key = NULL WHERE content_digest = $1', [answer]);
    await register().correctPerson.run(operator, { ...person, sex: 9 }, 'CLERICAL-ERROR');
    await nodes.exchange();
    expect(await owed(answer)).toMatchObject([{ state: 'ACKNOWLEDGED', result: 'ERASED' }]);
    expect(await shown(requestId)).toMatchObject({ state: 'RECALLED', recalls: [{ reason: 'CORRECTED' }] });
  });

  it('of another country’s answer marks nothing', async () => {
    const person = people[9]!;
    const requestId = await disclose(person);
    const body = { ...sampleBodies.RECALL, answerDigest: await answerDigest(requestId) };
    await hostile('RECALL', 900, { from: 'UY', body });
    expect((await nodes.ar.entries('ACKNOWLEDGEMENT')).at(-1)).toMatchObject({ to: 'UY', result: 'UNKNOWN' });
    expect(await shown(requestId)).toMatchObject({ state: 'ANSWERED', recalls: [] });
  });

  it('that overtakes its answer marks it when it comes', async () => {
    const requestId = await ask(people[9]!);
    await nodes.ar.verbs.deliver.run();
    await nodes.br.receive();
    await nodes.br.verbs.deliver.run();
    const [answer] = await nodes.br.query<{ digest: string }>(
      `SELECT content_digest AS digest FROM outbox WHERE kind = 'RRS' ORDER BY created_at DESC LIMIT 1`,
    );
    const held = nodes.broker.box('AR').envelopes.splice(0);
    await hostile('RECALL', 901, { body: { ...sampleBodies.RECALL, answerDigest: answer!.digest } });
    expect((await nodes.ar.entries('ACKNOWLEDGEMENT')).at(-1)).toMatchObject({ to: 'BR', result: 'UNKNOWN' });
    nodes.broker.box('AR').envelopes.push(...held);
    await nodes.exchange();
    expect(await shown(requestId)).toMatchObject({ state: 'RECALLED', recalls: [{ reason: 'ANNULLED' }] });
  });

  it.each<[string, string, Partial<Plan>]>([
    ['nothing of ours', 'reply-to-nothing', { requestDigest: sampleBodies.REQ.salt }],
    ['another message in its slip', 'swapped-reply', { inReplyTo: 'BR-AR-1-000000009999' }],
  ])('is not acknowledged by a reply to %s', async (_name, code, change) => {
    const person = people[10]!;
    await disclose(person);
    const sex = code === 'swapped-reply' ? 9 : 0;
    await register().correctPerson.run(operator, { ...person, sex }, 'CLERICAL-ERROR');
    await nodes.br.verbs.deliver.run();
    const [sent] = await nodes.br.query<{ digest: string; id: string }>(
      `SELECT content_digest AS digest, message_id AS id FROM outbox WHERE kind = 'RECALL' ORDER BY created_at DESC LIMIT 1`,
    );
    const names = { requestDigest: sent!.digest, inReplyTo: sent!.id };
    const made = await hostile('RECALLR', 800 + sex, { from: 'AR', to: 'BR', ...names, ...change });
    expect(await refusal('br', made.id)).toBe(`requester.${code}`);
    const [recall] = await nodes.br.query(`SELECT state FROM recall WHERE events @> ARRAY[(SELECT event_id FROM outbox WHERE message_id = $1)]`, [sent!.id]); // prettier-ignore
    expect(recall).toEqual({ state: 'SENT' });
    await nodes.exchange();
  });

  it('that did not arrive is sent again; silence is an alarm, which ends with the acknowledgement', async () => {
    const person = people[11]!;
    const requestId = await disclose(person);
    const answer = await answerDigest(requestId);
    await register().correctPerson.run(operator, { ...person, sex: 9 }, 'CLERICAL-ERROR');
    await nodes.br.verbs.deliver.run();
    nodes.broker.box('AR').envelopes = []; // lost
    await nodes.advanceDays(4);
    await nodes.br.verbs.deliver.endOverdue();
    expect(await owed(answer)).toMatchObject([{ state: 'DUE', code: 'requester.expired' }]);
    const alarms = () =>
      nodes.br.query(`SELECT key FROM alarm WHERE kind = 'recall-unacknowledged' AND cleared_at IS NULL`);
    expect(await nodes.br.verbs.resendRecalls.run()).toBe(0); // not at once
    await nodes.advanceDays(1);
    expect(await nodes.br.verbs.resendRecalls.run()).toBe(1);
    expect(await alarms()).toEqual([]);
    await nodes.br.verbs.deliver.run();
    nodes.broker.box('AR').envelopes = [];
    await nodes.advanceDays(3); // five working days are over
    await nodes.br.verbs.resendRecalls.run();
    expect(await alarms()).toEqual([{ key: 'AR' }]);
    await nodes.br.verbs.deliver.endOverdue();
    await nodes.advanceDays(1);
    await nodes.br.verbs.resendRecalls.run();
    await nodes.exchange();
    await nodes.br.verbs.resendRecalls.run();
    expect(await alarms()).toEqual([]);
    expect(await owed(answer)).toMatchObject([{ state: 'ACKNOWLEDGED', result: 'MARKED' }]);
    expect(await shown(requestId)).toMatchObject({ state: 'RECALLED', recalls: [{ reason: 'CORRECTED' }] });
    const about = (await nodes.br.entries('RECALL')).filter(({ contentDigest }) => contentDigest === answer);
    expect(about).toHaveLength(3);
  });
});
