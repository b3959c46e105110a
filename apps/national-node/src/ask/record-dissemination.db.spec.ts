import { hostileMessage } from '../../../../test/hostile/hostile-message.js';
import { oneNode } from '../../../../test/hostile/one-node.jest.js';
import { sampleBodies } from '../../../../test/vectors/sample-bodies.js';
import { codeOfAsync } from '../../../../test/code-of.js';
import { caseReferences, officialReference, subjectReferences } from '../log/references.js';
import { readDissemination, type Dissemination } from './record-dissemination.js';

const prosecutor = { kind: 'official', id: 'AR-77', role: 'prosecutor', authority: 'Juzgado Federal' } as const;
const { salt: _, official: __, authority: ___, ...input } = sampleBodies.REQ;
const told: Dissemination = {
  ...{ country: 'BR', recipient: 'Dirección Nacional de Migraciones', purpose: 'P5' },
  ...{ legalBasis: 'LEY-25871', caseReference: 'DNM 77/2026' },
};

describe('an answer that is passed on to another authority', () => {
  const suite = oneNode('AR', { members: ['AR', 'BR', 'JM'], ownAlliance: true });
  let requestId: string;
  let contentDigest: string;

  beforeAll(async () => {
    const made = await suite.node.verbs.ask.run(prosecutor, 'key', { ...input, to: ['BR', 'JM'] });
    requestId = made.requestId;
    await suite.node.verbs.deliver.run();
    const [question] = await suite.node.query<{ id: string; digest: string }>(
      `SELECT o.message_id AS id, o.content_digest AS digest FROM question q JOIN outbox o ON o.event_id = q.question_id WHERE q.country = 'BR'`,
    );
    const about = { requestDigest: question?.digest ?? '', inReplyTo: question?.id ?? '' };
    const plan = { from: 'BR', to: 'AR', kind: 'RRS', number: 1, now: suite.clock.nowMs() / 1000, ...about } as const;
    const answer = await hostileMessage(suite.alliance, plan);
    contentDigest = answer.contentDigest;
    suite.broker.box('AR').envelopes = [answer.line];
    await suite.node.receive();
  });

  const record = (change: Partial<Dissemination> = {}, official = prosecutor as typeof prosecutor & { id: string }) =>
    suite.node.verbs.asking.recordDissemination.run(official, requestId, { ...told, ...change });

  it('is an entry, found by the person, the official and both cases', async () => {
    const { eventId } = await record();
    const [entry, ...others] = await suite.node.entries('SECONDARY_DISSEMINATION');
    expect(others).toEqual([]);
    expect(entry).toMatchObject({ eventId, contentDigest, purpose: 'P5', legalBasis: 'LEY-25871' });
    const { log, database } = { log: suite.node.base.log, database: suite.node.database };
    const detail = await log.readPart(database.sql, eventId, 'SECONDARY_DISSEMINATION', 'detail');
    expect(detail).toMatchObject({ value: { recipient: told.recipient, caseReference: 'DNM 77/2026', requestId } });
    const references = [
      ['subject', subjectReferences(input.subject)[0]],
      ['actor', officialReference(prosecutor.id)],
      ['case', caseReferences('DNM 77/2026')[0]],
      ['case', caseReferences(input.caseReference)[0]],
    ] as const;
    for (const [kind, reference] of references) {
      const found = await log.entriesFoundBy(database.sql, kind, reference ?? '');
      expect(found.map(({ leaf }) => leaf.eventId)).toContain(eventId);
    }
  });

  it('is not recorded without an answer, by somebody else, or once the answer is erased', async () => {
    const before = await suite.node.rows();
    expect(await codeOfAsync(record({ country: 'JM' }))).toBe('ask.no-answer');
    expect(await codeOfAsync(record({}, { ...prosecutor, id: 'AR-78' } as never))).toBe('ask.no-answer');
    await suite.node.query(`UPDATE inbox SET content = NULL, content_key = NULL WHERE sender = 'BR'`);
    expect(await codeOfAsync(record())).toBe('ask.no-answer');
    expect(await suite.node.rows()).toEqual(before);
  });

  it.each([
    ['an unknown country', { country: 'XX' }],
    ['no recipient', { recipient: '' }],
    ['another purpose than there is', { purpose: 'Z9' }],
    ['a legal basis in words', { legalBasis: 'because' }],
    ['more than is asked for', { note: 'x' }],
  ])('is refused with %s', async (_name, change) => {
    const run = () => Promise.resolve().then(() => readDissemination({ ...told, ...change }));
    expect(await codeOfAsync(run())).toBe('ask.invalid-input');
    expect(readDissemination(told)).toEqual(told);
  });
});
