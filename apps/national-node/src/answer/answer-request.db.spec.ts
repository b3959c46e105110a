import type { AnswerBody, DisclosedRecord, Person, RequestBody, Subject } from '#libs/protocol';
import { personAt, sampleQuestions } from '#libs/synthetic';
import { hostileMessage, type HostileMessage } from '../../../../test/hostile/hostile-message.js';
import { oneNode } from '../../../../test/hostile/one-node.jest.js';
import { TestNode } from '../../../../test/hostile/test-node.js';
import { sampleBodies } from '../../../../test/vectors/sample-bodies.js';
import { subjectReferences } from '../log/references.js';

const PEOPLE = 60;
const persons: Person[] = Array.from({ length: PEOPLE }, (_, index) => personAt({ country: 'BR', seed: '5' }, index));
const samples = [...sampleQuestions({ country: 'BR', seed: '5', people: PEOPLE, count: 4 })];
const subjectOf = (kind: string): Subject => {
  const sample = samples.find((each) => each.kind === kind);
  if (sample === undefined) throw new Error(`no sample of ${kind}`);
  return sample.subject;
};

/** Brazil refuses migration, lets no conviction go for public employment, and its rule for sentencing does not work. */
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
  rule(
    'broken',
    'forbid (principal, action == Action::"answer", resource) when { context.purpose == Purpose::"C3" && 9223372036854775807 + 1 > 0 };',
  ),
].join('\n');

interface Queued {
  readonly kind: string;
  readonly entry_type: string;
  readonly body: AnswerBody;
  readonly promise: { readonly leafHash: string } | null;
  readonly request_digest: string;
  readonly event_id: string;
}

describe('a question of another country', () => {
  const policies = [{ name: 'br.cedar', text: policy, narrows: true }];
  const suite = oneNode('BR', { members: ['AR', 'BR', 'JM'], policies, persons });
  const { clock } = suite;
  let number = 0;

  async function ask(more: Partial<RequestBody>, at = suite.node): Promise<HostileMessage> {
    const plan = { from: 'AR', to: 'BR', kind: 'REQ', number: (number += 1), now: clock.nowMs() / 1000 } as const;
    const made = await hostileMessage(suite.alliance, { ...plan, body: { ...sampleBodies.REQ, ...more } });
    suite.broker.box('BR').envelopes = [made.line];
    await at.receive();
    return made;
  }
  const queued = ({ id }: HostileMessage, at = suite.node) =>
    at.query<Queued>('SELECT * FROM outbox WHERE in_reply_to = $1 ORDER BY created_at', [id]);
  const only = async (made: HostileMessage, at = suite.node): Promise<Queued> => {
    const found = await queued(made, at);
    expect(found).toHaveLength(1);
    return found[0] as Queued;
  };
  const stateOf = async ({ id }: HostileMessage, at = suite.node) =>
    (await at.query<{ state: string }>('SELECT state FROM inbox WHERE message_id = $1', [id]))[0]?.state;

  it('is answered with the record of the one certain person, with its log entry and the promise of it', async () => {
    const made = await ask({ subject: subjectOf('records') });
    const reply = await only(made);
    expect(reply).toMatchObject({ kind: 'RRS', entry_type: 'DISCLOSURE', request_digest: made.contentDigest });
    expect(reply.body).toMatchObject({ outcome: 'RECORDS' });
    expect(reply.body.record?.convictions.length).toBeGreaterThan(0);
    const disclosed = { outcome: 'RECORDS', requestDigest: made.contentDigest, to: 'AR' };
    expect((await suite.node.entries('DISCLOSURE')).at(-1)).toMatchObject(disclosed);
    expect(reply.promise?.leafHash).toMatch(/^[\w-]{43}$/);
    expect(await stateOf(made)).toBe('DONE');
  });

  it('is found in the log by the spelling of the register, too, whether anything was told or not', async () => {
    const { names, ...rest } = subjectOf('records');
    const subject = {
      ...rest,
      names: names.map(({ full, kind }) => ({ full: full.split(' ').reverse().join(' '), kind })),
    };
    const { identity } = (await only(await ask({ subject: subjectOf('records') }))).body.record as DisclosedRecord;
    const [reference = ''] = subjectReferences({
      names: identity.names.slice(0, 1),
      birthDate: subject.birthDate ?? '',
    });
    expect(subjectReferences(subject)).not.toContain(reference);
    for (const purpose of ['C1', 'P3'] as const) {
      const { event_id: eventId } = await only(await ask({ subject, purpose }));
      const found = await suite.node.base.log.entriesFoundBy(suite.node.database.sql, 'subject', reference);
      expect(found.map(({ leaf }) => leaf.eventId)).toContain(eventId);
    }
  });

  it('says the same of nobody and of somebody of whom nothing may go', async () => {
    const nobody = await only(await ask({ subject: subjectOf('none') }));
    const kept = await only(await ask({ subject: subjectOf('records'), purpose: 'P3' }));
    for (const { body, entry_type } of [nobody, kept]) {
      expect(entry_type).toBe('NO_RECORD');
      expect(Object.keys(body).sort()).toEqual(['dueAt', 'outcome', 'receivedAt', 'salt']);
      expect(body.outcome).toBe('NO_RECORD');
    }
    const fieldsOf = (entry: object | undefined) => Object.keys(entry ?? {}).sort();
    const [first, second] = (await suite.node.entries('NO_RECORD')).slice(-2);
    expect(fieldsOf(first)).toEqual(fieldsOf(second));
  });

  it('weighs the same on the wire, whatever is answered', async () => {
    await ask({ subject: subjectOf('records') });
    suite.broker.answerPut = (lines) => suite.broker.hold('BR', lines);
    await suite.node.verbs.deliver.run();
    const sizes = new Set(
      suite.broker.posted
        .flat()
        .map((line) => (JSON.parse(Buffer.from(line).toString()) as { sealed: string }).sealed.length),
    );
    expect([...sizes]).toHaveLength(1);
    expect(suite.broker.posted.flat().length).toBeGreaterThanOrEqual(4);
  });

  it('takes the same steps for nobody as for somebody of whom nothing may go (pitfall 15)', async () => {
    const steps = async (more: Partial<RequestBody>) => {
      const plan = { from: 'AR', to: 'BR', kind: 'REQ', number: (number += 1), now: clock.nowMs() / 1000 } as const;
      const made = await hostileMessage(suite.alliance, { ...plan, body: { ...sampleBodies.REQ, ...more } });
      suite.broker.box('BR').envelopes = [made.line];
      await suite.node.verbs.collect.run(new AbortController().signal);
      const statements = await statementsDuring(suite.node, () => suite.node.work());
      expect((await only(made)).body.outcome).toBe('NO_RECORD');
      return statements;
    };
    const kept = { subject: subjectOf('records'), purpose: 'P3' } as const;
    await steps(kept); // what is read once is read
    const nobody = await steps({ subject: subjectOf('none') });
    expect(nobody.filter((text) => text.includes('person_search'))).toHaveLength(2);
    expect(nobody.filter((text) => text.includes('FROM conviction'))).toHaveLength(1);
    expect(nobody).toEqual(await steps(kept));
  });

  it.each(['ambiguous', 'incomplete'])(
    'that is %s is asked back at once: what is missing, and nothing else',
    async (kind) => {
      const reply = await only(await ask({ subject: subjectOf(kind) }));
      expect(reply).toMatchObject({ kind: 'RAI', entry_type: 'WITHHELD' });
      const { body } = reply;
      expect(body).toEqual({
        ...{ round: 1, missing: expect.arrayContaining(['MotherName']) as string[], salt: body.salt },
        respondBy: expect.any(Number) as number,
      });
      expect(reply.promise?.leafHash).toMatch(/^[\w-]{43}$/);
      expect((await suite.node.entries('WITHHELD')).at(-1)).toMatchObject({ outcome: 'MORE_INFORMATION', to: 'AR' });
    },
  );

  it('is refused by policy with a reason, before anybody looks into the register', async () => {
    const reply = await only(await ask({ subject: subjectOf('records'), purpose: 'P5' }));
    expect(reply).toMatchObject({ entry_type: 'WITHHELD', body: { outcome: 'REFUSED', reason: 'PURPOSE' } });
    expect(Object.keys(reply.body).sort()).toEqual(['dueAt', 'outcome', 'reason', 'receivedAt', 'salt']);
  });

  it('waits when the policy itself fails: nobody is answered by a broken rule', async () => {
    const made = await ask({ subject: subjectOf('records'), purpose: 'C3' });
    expect(await only(made)).toMatchObject({ kind: 'RCPT' });
    expect(await stateOf(made)).toBe('HELD');
  });

  it('is answered once, when two workers have it at the same time', async () => {
    const plan = { from: 'AR', to: 'BR', kind: 'REQ', number: (number += 1), now: clock.nowMs() / 1000 } as const;
    const made = await hostileMessage(suite.alliance, {
      ...plan,
      body: { ...sampleBodies.REQ, subject: subjectOf('records') },
    });
    suite.broker.box('BR').envelopes = [made.line];
    await suite.node.verbs.collect.run(new AbortController().signal);
    const before = (await suite.node.entries('DISCLOSURE')).length;
    const first = suite.node.verbs.workInbox.run();
    await suite.node.query('UPDATE inbox SET next_attempt_at = now() WHERE message_id = $1', [made.id]);
    await Promise.all([first, suite.node.verbs.workInbox.run()]);
    await suite.node.hurry();
    await suite.node.work();
    expect(await queued(made)).toHaveLength(1);
    expect(await suite.node.entries('DISCLOSURE')).toHaveLength(before + 1);
  });

  it('waits for the register with one signed receipt, and is answered after the import', async () => {
    await using empty = await TestNode.start({ ...suite, country: 'BR' });
    const made = await ask({ subject: subjectOf('records') }, empty);
    for (let again = 0; again < 3; again += 1) {
      await empty.hurry();
      await empty.verbs.workInbox.run();
    }
    const receipt = await only(made, empty);
    expect(receipt).toMatchObject({ kind: 'RCPT', entry_type: 'RECEIVED' });
    expect(receipt.body.dueAt).toBeGreaterThan(receipt.body.receivedAt);

    await empty.importRegister(persons);
    await empty.hurry();
    await empty.work();
    const replies = await queued(made, empty);
    expect(replies.map(({ kind }) => kind).sort()).toEqual(['RCPT', 'RRS']);
    const answer = replies.find(({ kind }) => kind === 'RRS')?.body;
    expect(answer).toMatchObject({ outcome: 'RECORDS', dueAt: receipt.body.dueAt });
  });

  it('is not answered while the log cannot be written, and nothing is stored; then it is', async () => {
    await using broken = await TestNode.start({ ...suite, country: 'BR', withoutPeriodKeys: true });
    const made = await ask({ purpose: 'P1', legalBasis: 'NASSAU-1992', urgency: 'FLASH' }, broken);
    expect(await broken.rows()).toMatchObject({ inbox: 1, outbox: 0, audit_entry: 0 });
    expect(await stateOf(made, broken)).toBe('NEW');
    await broken.base.log.preparePeriodKeys(broken.database.sql);
    await broken.hurry();
    await broken.work();
    expect(await only(made, broken)).toMatchObject({ body: { outcome: 'REFUSED' } });
    expect(await broken.rows()).toMatchObject({ outbox: 1, audit_entry: 1 });
  });
});

interface Statements {
  readonly query: (...given: unknown[]) => unknown;
}

/** The text of each statement that a node sends while it works, in order. */
async function statementsDuring(node: TestNode, work: () => Promise<void>): Promise<string[]> {
  const pool = (node.base.database.driver as unknown as { master: NodeJS.EventEmitter }).master;
  const seen: string[] = [];
  const wrapped = new Map<Statements, Statements['query']>();
  const wrap = (client: Statements) => {
    if (wrapped.has(client)) return;
    const query = client.query;
    wrapped.set(client, query);
    Object.assign(client, {
      query: (...given: unknown[]) => {
        const [what] = given as [string | { text: string }];
        seen.push(typeof what === 'string' ? what : what.text);
        return query.apply(client, given);
      },
    });
  };
  pool.on('acquire', wrap);
  try {
    await work();
  } finally {
    pool.off('acquire', wrap);
    for (const [client, query] of wrapped) Object.assign(client, { query });
  }
  return seen;
}
