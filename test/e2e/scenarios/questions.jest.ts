import { sampleQuestions } from '#libs/synthetic';
import type { Story } from './stories.js';

const PROHIBITIONS = ['3001', '3002', '3004', '3005', '3013'];

/** Questions that end by themselves, and what is said until then. */
export const questions: readonly Story[] = [
  {
    title: 'Argentina asks Brazil about somebody who was convicted there, and reads the record as Brazil writes it',
    tells: ['REQ', 'RRS', 'RRS RECORDS'],
    tell: async (scenario) => {
      const asked = await scenario.ask({
        ...{ from: 'AR', to: 'BR', role: 'investigator', purpose: 'C2', subject: scenario.subject('BR', 'records') },
      });
      const { answer, messageId } = await asked.ends();
      const [conviction] = answer?.record?.convictions ?? [];
      expect(conviction).toMatchObject({ convictingCountry: 'BR', recordKind: 'FINAL_CONVICTION' });
      expect(conviction?.offences[0]?.nationalTitle.map(({ language }) => language)).toContain('pt');
      const { answerer } = await asked.logged();
      expect(answerer.leaf).toMatchObject({ to: 'AR', purpose: 'C2', outcome: 'RECORDS' });
      expect(answerer.parts.actor?.value).toMatchObject({ official: { id: asked.official.id, role: 'investigator' } });
      // who saw the answer stands in the log of the asker
      expect(await scenario.entries('AR', { types: ['VIEW'], official: { id: asked.official.id } })).not.toEqual([]);
      expect(messageId).toMatch(/^AR-BR-/);
    },
  },
  {
    title: 'Jamaica asks Suriname about somebody whom no register there knows',
    tells: ['RRS NO_RECORD'],
    tell: async (scenario) => {
      const asked = await scenario.ask({ from: 'JM', to: 'SR', subject: scenario.subject('SR', 'none') });
      expect((await asked.ends()).answer).toMatchObject({ outcome: 'NO_RECORD' });
      expect((await asked.view()).state).toBe('CLOSED'); // its official has seen it
      await asked.logged();
    },
  },
  {
    title:
      'Brazil holds a record that is not for this purpose: Argentina sees what it sees of nobody, the auditor of Brazil the difference',
    tells: [],
    tell: async (scenario) => {
      const known = [...sampleQuestions({ country: 'BR', seed: '7', people: 100, count: 12 })];
      const round = known
        .filter(({ kind }) => kind === 'records')
        .findIndex((each) => 'personId' in each && !scenario.person('BR', each.personId).convictions.some(({ sanctions }) => sanctions.some(({ commonCategory }) => PROHIBITIONS.some((code) => commonCategory.startsWith(code))))); // prettier-ignore
      const asking = { from: 'AR', to: 'BR', role: 'registrar', purpose: 'P7' } as const;
      const [held, nobody] = await Promise.all([
        scenario.ask({ ...asking, subject: scenario.subject('BR', 'records', round) }),
        scenario.ask({ ...asking, subject: scenario.subject('BR', 'none') }),
      ]);
      const shown = await Promise.all(
        [held, nobody].map(async (asked) => {
          const { answer, outcome, code, late, recalls } = await asked.ends();
          return { answer: { ...answer, receivedAt: '', dueAt: '' }, outcome, code, late, recalls };
        }),
      );
      expect(shown[0]).toEqual(shown[1]);
      expect(shown[0]).toMatchObject({ outcome: 'NO_RECORD', code: null });
      const [ofHeld, ofNobody] = [await held.logged(), await nobody.logged()];
      expect(Object.keys(ofHeld.answerer.leaf).sort()).toEqual(Object.keys(ofNobody.answerer.leaf).sort());
      const told = (parts: typeof ofHeld.answerer.parts) => parts.detail?.value ?? {};
      expect(told(ofHeld.answerer.parts)).toHaveProperty('personId');
      expect(told(ofNobody.answerer.parts)).not.toHaveProperty('personId');
    },
  },
  {
    title: 'Suriname refuses a question for public contracts, and says why',
    tells: ['RRS REFUSED'],
    tell: async (scenario) => {
      const asked = await scenario.ask({
        ...{ from: 'BR', to: 'SR', role: 'registrar', purpose: 'P7', subject: scenario.subject('SR', 'records') },
      });
      expect((await asked.ends()).answer).toMatchObject({ outcome: 'REFUSED', reason: 'PURPOSE' });
      expect((await asked.logged()).answerer.leaf).toMatchObject({ outcome: 'REFUSED', reason: 'PURPOSE' });
    },
  },
  {
    title: 'Suriname asks back for what Argentina has not told; Argentina tells it, and is answered',
    tells: ['RAI', 'RAR'],
    tell: async (scenario) => {
      const asked = await scenario.ask({ from: 'AR', to: 'SR', subject: scenario.subject('SR', 'ambiguous') });
      const { information, clock } = await asked.reaches('AWAITING_INFO');
      expect(information).toMatchObject({ round: 1 });
      expect(information?.missing.length).toBeGreaterThan(0);
      expect(clock ?? 'STOPPED').toBe('STOPPED');
      const note = { language: 'es', value: 'Se agrega el documento de identidad' };
      await asked.inform({ response: 'PROVIDED', subject: scenario.subject('SR', 'records'), note });
      expect((await asked.ends()).answer).toMatchObject({ outcome: 'RECORDS' });
      const { answerer } = await asked.logged();
      // the question back is an entry of its own, under the same case
      const found = await scenario.entries('SR', { caseReference: asked.caseReference });
      expect(found.map(({ type, leaf }) => `${type} ${leaf['outcome'] ?? ''}`)).toEqual([
        ...['DISCLOSURE RECORDS', 'WITHHELD MORE_INFORMATION'],
      ]);
      expect(found[0]?.eventId).toBe(answerer.eventId);
      const own = await scenario.entries('AR', { caseReference: asked.caseReference, types: ['ASK'] });
      expect(own).toHaveLength(2);
    },
  },
  {
    title: 'of somebody without name and number nobody can say anything: Brazil says what a question would need',
    tells: ['RRS NOT_IDENTIFIED'],
    tell: async (scenario) => {
      const asked = await scenario.ask({ from: 'SR', to: 'BR', subject: scenario.subject('BR', 'incomplete') });
      await asked.reaches('AWAITING_INFO');
      await asked.inform({ response: 'NOT_AVAILABLE' });
      const { answer } = await asked.ends();
      expect(answer).toMatchObject({ outcome: 'NOT_IDENTIFIED' });
      expect(answer?.missing).toContain('IdentityNumber');
      await asked.logged();
    },
  },
  {
    title: 'a question to a suspended country leaves nobody’s house',
    tells: ['end UNDELIVERABLE'],
    tell: async (scenario) => {
      const asked = await scenario.ask({ from: 'SR', to: 'GY', subject: scenario.subject('BR', 'none', 1) });
      const question = await asked.ends();
      expect(question).toMatchObject({ outcome: 'UNDELIVERABLE', messageId: null });
      expect((await scenario.entry('SR', question.id, 'OUTCOME')).leaf).toMatchObject({ outcome: 'UNDELIVERABLE' });
    },
  },
  {
    title: 'Argentina takes a question back, and no clerk of Jamaica sees it any more',
    tells: ['CAN', 'CANR', 'CANR STOPPED', 'RCPT', 'end CANCELLED'],
    tell: async (scenario) => {
      const asked = await scenario.ask({ from: 'AR', to: 'JM', subject: scenario.subject('JM', 'ambiguous') });
      const { dueAt } = await asked.reaches('IN_PROGRESS');
      expect(Date.parse(dueAt ?? '')).toBeGreaterThan(scenario.nowMs);
      const clerk = scenario.official('JM', 'clerk');
      await scenario.waiting(clerk, 'AMBIGUOUS', 'AR');
      await asked.cancel('WRONG_PERSON');
      const { id } = await asked.reaches('CANCELLED');
      expect(await clerk.get('clerk/queue?country=AR')).toEqual({ questions: [] });
      expect(await scenario.entries('AR', { types: ['CANCELLATION'] })).toMatchObject([
        { leaf: { to: 'JM', target: id, reason: 'WRONG_PERSON' } },
      ]);
      expect((await scenario.entry('AR', id, 'OUTCOME')).leaf).toMatchObject({ outcome: 'CANCELLED' });
    },
  },
  {
    title: 'an answer and its recantation cross while the broker is away: what was answered stands',
    tells: ['CANR ALREADY_ANSWERED'],
    tell: async (scenario) => {
      const asked = await scenario.ask({ from: 'SR', to: 'JM', subject: scenario.subject('JM', 'ambiguous', 1) });
      const clerk = scenario.official('JM', 'clerk');
      const waiting = await scenario.waiting(clerk, 'AMBIGUOUS', 'SR');
      await scenario.local.process('BROKER').stop();
      await clerk.post(`clerk/questions/${waiting}/assignment`, {});
      const decided = await clerk.post(`clerk/questions/${waiting}/decision`, { kind: 'NOBODY' });
      expect(decided).toEqual({ result: 'SENT' });
      await asked.cancel('NO_LONGER_NEEDED');
      expect(await asked.view()).toMatchObject({ state: 'CANCEL_PENDING', outcome: null });
      await scenario.local.startOne('BROKER');
      expect(await asked.ends()).toMatchObject({ outcome: 'NO_RECORD' });
      await asked.logged();
      await scenario.hasReceived('SR', 'CANR', 'JM');
    },
  },
];
