import type { AnswerBody, InformationRequestBody, Person } from '#libs/protocol';
import { personAt } from '#libs/synthetic';
import { oneNode } from '../../../../test/hostile/one-node.jest.js';
import { Asker, REGISTER, subjectOf } from '../answer/answerer-suite.jest.js';
import type { Official } from '../context.js';

const persons: Person[] = Array.from({ length: REGISTER.people }, (_, index) => personAt(REGISTER, index));
const ambiguous = subjectOf('ambiguous');
const clerk = (id: string): Official => ({ kind: 'official', id, role: 'clerk', authority: 'Polícia Federal' });
const [ana, rui] = [clerk('BR-ANA'), clerk('BR-RUI')];

/** Brazil's policy: C5 leaves with a second clerk alone, P5 is refused, and a clerk confirms that; nothing goes for P3. */
const rule = (id: string, text: string) =>
  `@id("${id}")\n@title("${id}")\n@source("Invented for the test")\n@status("illustrative")\n@reason("PURPOSE")\n${text}`;
const forbids = (id: string, action: string, purpose: string) =>
  rule(
    id,
    `forbid (principal, action == Action::"${action}", resource) when { context.purpose == Purpose::"${purpose}" };`,
  );
const policies = [
  {
    ...{ name: 'br.cedar', narrows: true },
    text: [
      forbids('eyes', 'releaseAlone', 'C3'),
      forbids('never', 'answer', 'P5'),
      forbids('confirm', 'refuseAlone', 'P5'),
      forbids('keeps', 'disclose', 'P3'),
    ].join('\n'),
  },
];

describe('a clerk', () => {
  const suite = oneNode('BR', { members: ['AR', 'BR', 'JM'], policies, persons, settings: { ambiguous: 'clerk' } });
  const asker = new Asker(suite);
  const desk = () => suite.node.verbs.clerk;
  /** A question in the queue. */
  const waiting = async (more: object = {}) => {
    const made = await asker.ask({ subject: ambiguous, ...more });
    return { made, id: (await asker.question(made)).question_id };
  };
  const taken = async (more: object = {}, by = ana) => {
    const question = await waiting(more);
    await desk().workOnQuestion.assign(question.id, by.id);
    return question;
  };
  /** The first candidate of a question. */
  const tellable = async (id: string) => (await desk().viewQuestion.run(ana, id)).candidates[0]?.personId ?? '';
  const archives = [{ language: 'pt', value: 'Comarca de Óbidos, livros de 1970 a 1985' }] as const;
  const code = (expected: string) => expect.objectContaining({ code: expected }) as Error;

  it('sees what waits, by deadline, without a word about whom', async () => {
    const { id } = await waiting();
    const urgent = await waiting({ urgency: 'URGENT' });
    const queue = await desk().viewQueue.run(ana, { queue: 'AMBIGUOUS' });
    const ids = queue.map(({ questionId }) => questionId);
    expect(ids.indexOf(urgent.id)).toBeLessThan(ids.indexOf(id));
    expect(queue.find(({ questionId }) => questionId === id)).toEqual({
      ...{ questionId: id, asker: 'AR', purpose: 'C1', urgency: 'ROUTINE', state: 'IN_PROGRESS', queue: 'AMBIGUOUS' },
      ...{ assignee: null, rounds: 0, announcedAt: null, deadline: 'RUNNING', priority: 0 },
      ...{ receivedAt: expect.any(Number) as number, dueAt: expect.any(Number) as number },
    });
    await desk().workOnQuestion.assign(id, ana.id);
    const mine = await desk().viewQueue.run(ana, { assigned: 'me' });
    expect(mine.map(({ questionId }) => questionId)).toContain(id);
    expect(await desk().viewQueue.run(rui, { assigned: 'me' })).toEqual([]);
    expect(await desk().viewQueue.run(ana, { country: 'JM' })).toEqual([]);
  });

  it('sees a question with its candidates field by field, and the log says so first, found by each of them', async () => {
    const { id, made } = await waiting();
    const view = await desk().viewQuestion.run(ana, id);
    expect(view.request.subject).toEqual(ambiguous);
    expect(view.found?.decision).toBe('SEVERAL');
    expect(view).toMatchObject({ mayAsk: true, alone: { answer: true } });
    const [candidate] = view.candidates;
    expect(candidate?.lines.length).toBeGreaterThan(0);
    expect(candidate?.person.filtered.disclosed.length).toBeGreaterThan(0);
    const [entry] = (await suite.node.entries('VIEW')).slice(-1);
    const count = 1 + view.candidates.length;
    expect(entry).toMatchObject({ object: 'QUESTION', count, target: id, contentDigest: made.contentDigest });
    const { log } = suite.node.base;
    const found = await log.entriesFoundBy(suite.node.database.sql, 'actor', ana.id);
    expect(found.map(({ leaf }) => leaf.eventId)).toContain(entry?.['eventId']);
    const [document] = candidate?.person.identity.documents ?? [];
    const number = `number:${document?.country ?? ''}:${document?.type ?? ''}:${document?.number ?? ''}`;
    const byCandidate = await log.entriesFoundBy(suite.node.database.sql, 'subject', number);
    expect(byCandidate.map(({ leaf }) => leaf.eventId)).toContain(entry?.['eventId']);
  });

  it('sees nothing when the look cannot be logged, and no question that does not wait', async () => {
    const { id } = await waiting();
    const { owner } = suite.node.database;
    await owner.query('ALTER TABLE audit_entry ADD CONSTRAINT shut CHECK (type <> $$VIEW$$) NOT VALID');
    await expect(desk().viewQuestion.run(ana, id)).rejects.toThrow(code('clerk.unavailable'));
    await owner.query('ALTER TABLE audit_entry DROP CONSTRAINT shut');
    const answered = await asker.question(await asker.ask({ subject: subjectOf('records') }));
    await expect(desk().viewQuestion.run(ana, answered.question_id)).rejects.toThrow(code('clerk.not-found'));
  });

  it('decides who it is; the answer has what may go, and the log who decided', async () => {
    const { id, made } = await taken();
    const [candidate] = (await desk().viewQuestion.run(ana, id)).candidates;
    const personId = candidate?.personId ?? '';
    expect(await desk().decideQuestion.run(ana, id, { kind: 'PERSON', personId })).toBe('SENT');
    const reply = await asker.last(made);
    expect(reply).toMatchObject({ kind: 'RRS', entry_type: 'DISCLOSURE', body: { outcome: 'RECORDS' } });
    expect((reply?.body as AnswerBody).record?.identity).toEqual(candidate?.person.identity);
    expect(await asker.question(made)).toMatchObject({
      state: 'ANSWERED',
      answered_by: 'CLERK',
      in_time: true,
      queue: null,
    });
    const part = await suite.node.base.log.readPart(suite.node.database.sql, reply!.event_id, 'DISCLOSURE', 'actor');
    expect(part).toMatchObject({ value: { country: 'AR', decidedBy: [{ id: ana.id, role: 'clerk' }] } });
    await expect(desk().decideQuestion.run(ana, id, { kind: 'NOBODY' })).rejects.toThrow(code('clerk.not-found'));
  });

  it('decides nothing that is not theirs, and nobody whom the search has not found', async () => {
    const { id } = await taken();
    await expect(desk().decideQuestion.run(rui, id, { kind: 'NOBODY' })).rejects.toThrow(code('clerk.not-assigned'));
    const { candidates } = await desk().viewQuestion.run(ana, id);
    const other = persons.find(({ personId }) => !candidates.some((each) => each.personId === personId))!;
    for (const kind of ['PERSON', 'DECEASED', 'BIOMETRIC_MISMATCH'] as const) {
      const decided = desk().decideQuestion.run(ana, id, { kind, personId: other.personId });
      await expect(decided).rejects.toThrow(code('answer.no-candidate'));
    }
  });

  it('answers in part where an archive was out of reach, and says which', async () => {
    const { id, made } = await taken();
    const personId = await tellable(id);
    expect(await desk().decideQuestion.run(ana, id, { kind: 'PARTIAL', personId, archives })).toBe('SENT');
    const reply = await asker.last(made);
    expect(reply).toMatchObject({ kind: 'RRS', entry_type: 'DISCLOSURE', body: { outcome: 'PARTIAL', archives } });
    expect((reply?.body as AnswerBody).record?.convictions.length).toBeGreaterThan(0);
    const part = await suite.node.base.log.readPart(suite.node.database.sql, reply!.event_id, 'DISCLOSURE', 'detail');
    expect(part).toMatchObject({ value: { personId, archives } });
  });

  it('gives nothing in part of whom nothing is held: that would tell of somebody', async () => {
    const { id, made } = await taken();
    const personId = await tellable(id);
    const { owner } = suite.node.database;
    await owner.query('CREATE TABLE aside AS SELECT * FROM conviction WHERE person_id = $1', [personId]);
    try {
      await owner.query('DELETE FROM conviction WHERE person_id = $1', [personId]);
      const decided = desk().decideQuestion.run(ana, id, { kind: 'PARTIAL', personId, archives });
      await expect(decided).rejects.toThrow(code('answer.not-in-part'));
      expect(await asker.question(made)).toMatchObject({ state: 'IN_PROGRESS' });
    } finally {
      await owner.query('INSERT INTO conviction SELECT * FROM aside');
      await owner.query('DROP TABLE aside');
    }
  });

  it('gives no extract in part', async () => {
    const { id } = await taken({ purpose: 'E1' });
    const order = { kind: 'PARTIAL', personId: await tellable(id), archives } as const;
    await expect(desk().decideQuestion.run(ana, id, order)).rejects.toThrow(code('answer.not-in-part'));
  });

  it.each([
    ['NOBODY', { kind: 'NOBODY' }, { outcome: 'NO_RECORD' }],
    ['CANNOT_TELL', { kind: 'CANNOT_TELL' }, { outcome: 'MULTIPLE_CANDIDATES', candidates: 2 }],
    ['NOT_COMPETENT', { kind: 'NOT_COMPETENT' }, { outcome: 'NOT_COMPETENT' }],
    ['REFUSED', { kind: 'REFUSED', reason: 'POLITICAL_OFFENCE' }, { outcome: 'REFUSED', reason: 'POLITICAL_OFFENCE' }],
  ] as const)('says %s, and nothing about anybody', async (_, order, body) => {
    const { id, made } = await taken();
    expect(await desk().decideQuestion.run(ana, id, order)).toBe('SENT');
    const said = (await asker.last(made))?.body as AnswerBody;
    expect(said).toMatchObject(body);
    expect(said.record).toBeUndefined();
  });

  it('asks for more in words of their own, where there is somebody in doubt', async () => {
    const { id, made } = await taken({ subject: subjectOf('incomplete') });
    const note = { language: 'pt', value: 'Falta o nome da mãe.' } as const;
    await desk().decideQuestion.run(ana, id, { kind: 'ASK', missing: ['MotherName'], note });
    const body = (await asker.last(made))?.body as InformationRequestBody;
    expect(body).toMatchObject({ round: 1, missing: ['MotherName'], note });
    expect(await asker.question(made)).toMatchObject({ state: 'AWAITING_INFO', queue: null });
  });

  it('says of nobody that they are not there for whom nobody could look', async () => {
    const { id, made } = await taken({ subject: subjectOf('incomplete') });
    await desk().decideQuestion.run(ana, id, { kind: 'NOBODY' });
    expect((await asker.last(made))?.body).toMatchObject({ outcome: 'NOT_IDENTIFIED' });
  });

  it('announces a delay for a day after the deadline, and takes up the work again', async () => {
    const { id, made } = await taken();
    const { due_at: due } = await asker.question(made);
    const announce = (at: number) => desk().workOnQuestion.announce(ana, id, at, 'MANUAL_ARCHIVE');
    await expect(announce(due)).rejects.toThrow(code('clerk.invalid-input'));
    const byRui = desk().workOnQuestion.announce(rui, id, due + 86_400, 'WORKLOAD');
    await expect(byRui).rejects.toThrow(code('clerk.not-assigned'));
    await announce(due + 86_400);
    expect((await asker.last(made))?.body).toMatchObject({
      announcedAt: due + 86_400,
      dueAt: due,
      reason: 'MANUAL_ARCHIVE',
    });
    expect(await asker.question(made)).toMatchObject({ state: 'DELAYED' });
    await desk().workOnQuestion.assign(id, rui.id);
    expect(await asker.question(made)).toMatchObject({ state: 'IN_PROGRESS', assignee: rui.id });
  });

  it('tells colleagues something, and keeps searches under names of their own', async () => {
    const { id } = await waiting();
    await desk().workOnQuestion.comment(ana, id, 'Mother’s name in the old file');
    expect((await desk().viewQuestion.run(rui, id)).comments).toMatchObject([
      { officialId: ana.id, comment: 'Mother’s name in the old file' },
    ]);
    const search = { name: 'late', query: { deadline: 'OVERDUE' } } as const;
    await desk().viewQueue.save(ana, search);
    expect(await desk().viewQueue.saved(ana)).toEqual([search]);
    expect(await desk().viewQueue.saved(rui)).toEqual([]);
    await expect(desk().viewQueue.forget(rui, 'late')).rejects.toThrow(code('clerk.not-found'));
    await desk().viewQueue.forget(ana, 'late');
    expect(await desk().viewQueue.saved(ana)).toEqual([]);
  });

  describe('where the policy wants a second pair of eyes', () => {
    const choose = async (more: object = {}) => {
      const question = await taken({ purpose: 'C3', ...more });
      const [candidate] = (await desk().viewQuestion.run(ana, question.id)).candidates;
      const personId = candidate?.personId ?? '';
      expect(await desk().decideQuestion.run(ana, question.id, { kind: 'PERSON', personId })).toBe('WAITS_FOR_RELEASE');
      return question;
    };
    const kinds = async (made: Parameters<typeof asker.sent>[0]) => (await asker.sent(made)).map(({ kind }) => kind);

    it('decides, and nothing leaves before another clerk releases it', async () => {
      const { id, made } = await choose();
      expect((await desk().viewQuestion.run(rui, id)).alone.answer).toBe(false);
      expect(await kinds(made)).toEqual(['RCPT']);
      expect(await asker.question(made)).toMatchObject({ queue: 'RELEASE', assignee: null });
      await desk().workOnQuestion.assign(id, ana.id);
      await expect(desk().releaseDecision.run(ana, id, 'RELEASE')).rejects.toThrow(code('clerk.same-official'));
      await expect(desk().decideQuestion.run(ana, id, { kind: 'NOBODY' })).rejects.toThrow(
        code('clerk.waits-for-release'),
      );
      expect(await kinds(made)).toEqual(['RCPT']);
      await desk().releaseDecision.run(rui, id, 'RELEASE');
      const reply = await asker.last(made);
      expect(reply).toMatchObject({ kind: 'RRS', body: { outcome: 'RECORDS' } });
      const part = await suite.node.base.log.readPart(suite.node.database.sql, reply!.event_id, 'DISCLOSURE', 'actor');
      expect(part).toMatchObject({ value: { decidedBy: [{ id: ana.id }, { id: rui.id }] } });
    });

    it('returns it, and it is decided anew', async () => {
      const { id, made } = await choose();
      await desk().releaseDecision.run(rui, id, 'RETURN');
      expect(await asker.question(made)).toMatchObject({ queue: 'AMBIGUOUS' });
      await expect(desk().releaseDecision.run(rui, id, 'RELEASE')).rejects.toThrow(code('clerk.nothing-to-release'));
      const { decisions } = await desk().viewQuestion.run(rui, id);
      expect(decisions).toMatchObject([{ decidedBy: ana.id, state: 'RETURNED', settledBy: rui.id }]);
    });

    it('and the archives that were out of reach wait with the decision', async () => {
      const { id, made } = await taken({ purpose: 'C3' });
      const order = { kind: 'PARTIAL', personId: await tellable(id), archives } as const;
      expect(await desk().decideQuestion.run(ana, id, order)).toBe('WAITS_FOR_RELEASE');
      expect((await desk().viewQuestion.run(rui, id)).decisions).toMatchObject([{ choice: 'PARTIAL', archives }]);
      await desk().releaseDecision.run(rui, id, 'RELEASE');
      expect((await asker.last(made))?.body).toMatchObject({ outcome: 'PARTIAL', archives });
    });

    it('takes nothing back, and from nobody, where nobody has decided', async () => {
      const { id, made } = await taken();
      for (const verdict of ['RETURN', 'RELEASE'] as const) {
        await expect(desk().releaseDecision.run(rui, id, verdict)).rejects.toThrow(code('clerk.nothing-to-release'));
      }
      expect(await asker.question(made)).toMatchObject({ queue: 'AMBIGUOUS', assignee: ana.id });
    });

    it('releases what the machine has decided, records and none alike', async () => {
      for (const [kind, outcome] of [
        ['records', 'RECORDS'],
        ['none', 'NO_RECORD'],
      ] as const) {
        const { id, made } = await waiting({ subject: subjectOf(kind), purpose: 'C3' });
        expect(await asker.question(made)).toMatchObject({ queue: 'RELEASE' });
        expect(await kinds(made)).toEqual(['RCPT']);
        expect((await desk().viewQuestion.run(rui, id)).mayAsk).toBe(false);
        await desk().releaseDecision.run(rui, id, 'RELEASE');
        expect((await asker.last(made))?.body).toMatchObject({ outcome });
      }
    });

    it('confirms a refusal that nobody has verified; grants nothing that the policy refuses', async () => {
      const { id, made } = await taken({ purpose: 'P5', subject: subjectOf('records') });
      expect(await asker.question(made)).toMatchObject({ queue: 'CONFIRM_REFUSAL' });
      expect(await desk().viewQuestion.run(ana, id)).toMatchObject({
        ...{ candidates: [], mayAsk: false, alone: { refusal: true } },
      });
      for (const order of [{ kind: 'NOBODY' }, { kind: 'CANNOT_TELL' }, { kind: 'NOT_COMPETENT' }] as const) {
        await expect(desk().decideQuestion.run(ana, id, order)).rejects.toThrow(code('answer.policy-refuses'));
      }
      const ask = desk().decideQuestion.run(ana, id, { kind: 'ASK', missing: ['Sex'] });
      await expect(ask).rejects.toThrow(code('clerk.nothing-to-ask'));
      expect(await desk().decideQuestion.run(ana, id, { kind: 'REFUSED', reason: 'PURPOSE' })).toBe('SENT');
      expect((await asker.last(made))?.body).toMatchObject({ outcome: 'REFUSED', reason: 'PURPOSE' });
    });
  });
});
