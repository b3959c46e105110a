import type { AnswerBody, HitsBody, Person, RequestBody, Subject } from '#libs/protocol';
import { personAt, sampleQuestions } from '#libs/synthetic';
import { hostileMessage, type HostileMessage } from '../../../../test/hostile/hostile-message.js';
import { oneNode } from '../../../../test/hostile/one-node.jest.js';
import { TestNode } from '../../../../test/hostile/test-node.js';
import { sampleBodies } from '../../../../test/vectors/sample-bodies.js';

const PEOPLE = 60;
const persons: Person[] = Array.from({ length: PEOPLE }, (_, index) => personAt({ country: 'BR', seed: '5' }, index));
const samples = [...sampleQuestions({ country: 'BR', seed: '5', people: PEOPLE, count: 4 })];
const subjectOf = (kind: string): Subject => {
  const sample = samples.find((each) => each.kind === kind);
  if (sample === undefined) throw new Error(`no sample of ${kind}`);
  return sample.subject;
};

/** Brazil refuses migration, and lets no conviction go for public employment. */
const rule = (id: string, text: string) =>
  `@id("${id}")\n@title("${id}")\n@source("Invented for the test")\n@status("illustrative")\n@reason("PURPOSE")\n${text}`;
const policy = [
  rule(
    'no-migration',
    'forbid (principal, action == Action::"answer", resource) when { context.purpose == Purpose::"P5" };',
  ),
  rule(
    'keeps',
    'forbid (principal, action == Action::"disclose", resource) when { context.purpose == Purpose::"P3" };',
  ),
].join('\n');

interface Queued {
  readonly kind: string;
  readonly entry_type: string;
  readonly event_id: string;
  readonly body: HitsBody & AnswerBody;
  readonly promise: { readonly leafHash: string } | null;
  readonly request_digest: string;
}

describe('a query of another country', () => {
  const policies = [{ name: 'br.cedar', text: policy, narrows: true }];
  const suite = oneNode('BR', { members: ['AR', 'BR', 'JM'], policies, persons });
  const { clock } = suite;
  let number = 0;

  async function ask(
    more: Partial<RequestBody>,
    kind: 'REQ' | 'QUERY' = 'QUERY',
    at = suite.node,
  ): Promise<HostileMessage> {
    const plan = { from: 'AR', to: 'BR', kind, number: (number += 1), now: clock.nowMs() / 1000 } as const;
    const made = await hostileMessage(suite.alliance, { ...plan, body: { ...sampleBodies.QUERY, ...more } });
    suite.broker.box('BR').envelopes = [made.line];
    await at.receive();
    return made;
  }
  async function answer(more: Partial<RequestBody>, kind: 'REQ' | 'QUERY' = 'QUERY') {
    const made = await ask(more, kind);
    const found = await suite.node.query<Queued>('SELECT * FROM outbox WHERE in_reply_to = $1', [made.id]);
    expect(found).toHaveLength(1);
    const [reply] = found as [Queued];
    expect(reply).toMatchObject({ kind: kind === 'QUERY' ? 'HITS' : 'RRS', request_digest: made.contentDigest });
    expect(reply.promise?.leafHash).toMatch(/^[\w-]{43}$/);
    return reply;
  }
  const said = ({ body }: Queued) => {
    const { salt, receivedAt, ...rest } = body;
    expect([typeof salt, typeof receivedAt]).toEqual(['string', 'number']);
    return rest;
  };

  it('is answered with a hit where a question would be answered with a record, and with nothing else', async () => {
    const reply = await answer({ subject: subjectOf('records') });
    expect(said(reply)).toEqual({ result: 'HIT' });
    expect(reply.entry_type).toBe('DISCLOSURE');
    expect((await suite.node.entries('DISCLOSURE')).at(-1)).toMatchObject({ outcome: 'HIT', to: 'AR' });
  });

  it('for an identity check of somebody in custody is answered with the hit', async () => {
    expect(
      said(await answer({ subject: subjectOf('records'), purpose: 'C4', official: { role: 'investigator', id: '1' } })),
    ).toEqual({ result: 'HIT' });
  });

  it('says the same of nobody and of somebody of whom nothing may be told', async () => {
    const nobody = await answer({ subject: subjectOf('none') });
    const kept = await answer({ subject: subjectOf('records'), purpose: 'P3' });
    for (const reply of [nobody, kept]) {
      expect(said(reply)).toEqual({ result: 'NO_HIT' });
      expect(reply.entry_type).toBe('NO_RECORD');
    }
    const [first, second] = (await suite.node.entries('NO_RECORD')).slice(-2);
    expect(Object.keys(first ?? {}).sort()).toEqual(Object.keys(second ?? {}).sort());
  });

  it('about several persons, or too little of one, is answered with what it does not tell', async () => {
    for (const kind of ['ambiguous', 'incomplete']) {
      const reply = await answer({ subject: subjectOf(kind) });
      expect(said(reply)).toEqual({ result: 'MORE_INFORMATION', missing: expect.any(Array) as unknown });
      expect(reply.entry_type).toBe('WITHHELD');
      expect((await suite.node.entries('WITHHELD')).at(-1)).toMatchObject({ outcome: 'MORE_INFORMATION' });
    }
  });

  it('is refused by policy with a reason', async () => {
    const reply = await answer({ subject: subjectOf('records'), purpose: 'P5' });
    expect(said(reply)).toEqual({ result: 'REFUSED', reason: 'PURPOSE' });
    expect((await suite.node.entries('WITHHELD')).at(-1)).toMatchObject({ outcome: 'REFUSED', reason: 'PURPOSE' });
  });

  it('tells the auditor that it was a query, who was found and why, as a question does', async () => {
    const read = async ({ event_id: eventId }: Queued) => {
      const part = await suite.node.base.log.readPart(suite.node.database.sql, eventId, 'DISCLOSURE', 'detail');
      return (part as { value: Record<string, unknown> }).value;
    };
    const [ofQuery, ofQuestion] = [
      await read(await answer({ subject: subjectOf('records') })),
      await read(await answer({ subject: subjectOf('records') }, 'REQ')),
    ];
    expect(ofQuery).toEqual({ ...ofQuestion, asked: 'QUERY' });
  });

  it('weighs the same on the wire, whatever is answered, and as much as an ordinary answer', async () => {
    await ask({ subject: subjectOf('records') }, 'REQ');
    suite.broker.posted.length = 0;
    suite.broker.answerPut = (lines) => suite.broker.hold('BR', lines);
    await suite.node.verbs.deliver.run();
    const sizes = suite.broker.posted
      .flat()
      .map((line) => (JSON.parse(Buffer.from(line).toString()) as { sealed: string }).sealed.length);
    expect(sizes.length).toBeGreaterThanOrEqual(8);
    expect(new Set(sizes).size).toBe(1);
  });

  it('is answered once, however often it comes', async () => {
    const made = await ask({ subject: subjectOf('records') });
    suite.broker.box('BR').envelopes = [made.line];
    await suite.node.receive();
    expect(await suite.node.query('SELECT 1 FROM outbox WHERE in_reply_to = $1', [made.id])).toHaveLength(1);
  });

  it('waits without a word for the register, and is answered after the import', async () => {
    await using empty = await TestNode.start({ ...suite, country: 'BR' });
    const made = await ask({ subject: subjectOf('records') }, 'QUERY', empty);
    const replies = () => empty.query('SELECT 1 FROM outbox WHERE in_reply_to = $1', [made.id]);
    expect(await replies()).toEqual([]);
    await empty.importRegister(persons);
    await empty.hurry();
    await empty.work();
    expect(await replies()).toHaveLength(1);
  });
});
