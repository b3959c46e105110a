import type { Official } from './official.js';
import { refusalOf } from './official.js';
import type { Story, Told } from './stories.js';

interface ShownQuestion {
  readonly request: object;
  readonly candidates: readonly { readonly candidate: { readonly personId: string }; readonly mayGo: number }[];
}

/** A clerk takes a question and reads it. @returns the person of whom something may go */
async function take(clerk: Official, questionId: string): Promise<string> {
  await clerk.post(`clerk/questions/${questionId}/assignment`, {});
  const { candidates } = await clerk.get<ShownQuestion>(`clerk/questions/${questionId}`);
  return candidates.find(({ mayGo }) => mayGo > 0)?.candidate.personId ?? '';
}

const archives = [{ language: 'en', value: 'Court records of Saint Ann, 1970 to 1985' }];

/** What a clerk of Jamaica decides about a person who is not certain, and what Brazil is told. */
const decisions: readonly [decision: string, says: string, more: object, answer: object, tells: readonly Told[]][] = [
  ['PERSON', 'it is this one', {}, { outcome: 'RECORDS' }, []],
  ['DECEASED', 'it is this one, who has died', {}, { outcome: 'DECEASED' }, ['RRS DECEASED']],
  [
    ...(['BIOMETRIC_MISMATCH', 'the fingerprints are not this one’s', {}] as const),
    ...([{ outcome: 'BIOMETRIC_MISMATCH' }, ['RRS BIOMETRIC_MISMATCH']] as const),
  ],
  ['CANNOT_TELL', 'it may be several', {}, { outcome: 'MULTIPLE_CANDIDATES', candidates: 2 }, ['RRS MULTIPLE_CANDIDATES']], // prettier-ignore
  ['NOBODY', 'it is none of them', {}, { outcome: 'NO_RECORD' }, []],
  ['NOT_COMPETENT', 'it is another country’s affair', {}, { outcome: 'NOT_COMPETENT' }, ['RRS NOT_COMPETENT']],
  [
    ...(['REFUSED', 'the offence is a political one', { reason: 'POLITICAL_OFFENCE' }] as const),
    ...([{ outcome: 'REFUSED', reason: 'POLITICAL_OFFENCE' }, []] as const),
  ],
  [
    ...(['PARTIAL', 'it is this one, and the archive of a parish is under water', { archives }] as const),
    ...([{ outcome: 'PARTIAL', archives }, ['RRS PARTIAL']] as const),
  ],
];

/** What machines must not decide, decided by the clerks of Jamaica. */
export const clerks: readonly Story[] = [
  ...decisions.map(([kind, says, more, answer, tells], round): Story => ({
    title: `a clerk of Jamaica says that ${says}: Brazil reads ${Object.values(answer)
      .filter((each) => typeof each !== 'object')
      .join(', ')}`,
    tells,
    tell: async (scenario) => {
      const asked = await scenario.ask({ from: 'BR', to: 'JM', subject: scenario.subject('JM', 'ambiguous', round) });
      const clerk = scenario.official('JM', 'clerk');
      const waiting = await scenario.waiting(clerk, 'AMBIGUOUS', 'BR');
      const personId = await take(clerk, waiting);
      const isOfOne = ['PERSON', 'PARTIAL', 'DECEASED', 'BIOMETRIC_MISMATCH'].includes(kind);
      const decision = { kind, ...more, ...(isOfOne ? { personId } : {}) };
      expect(await clerk.post(`clerk/questions/${waiting}/decision`, decision)).toEqual({ result: 'SENT' });
      expect((await asked.ends()).answer).toMatchObject(answer);
      const { answerer } = await asked.logged();
      expect(answerer.parts.actor?.value).toMatchObject({ decidedBy: [{ id: clerk.id, role: 'clerk' }] });
    },
  })),
  {
    title: 'a clerk of Jamaica asks Argentina back in English, and announces that an archive has to be looked through',
    tells: ['RDL'],
    tell: async (scenario) => {
      const asked = await scenario.ask({ from: 'AR', to: 'JM', subject: scenario.subject('JM', 'ambiguous', 7) });
      const clerk = scenario.official('JM', 'clerk');
      const waiting = await scenario.waiting(clerk, 'AMBIGUOUS', 'AR');
      await take(clerk, waiting);
      const note = { language: 'en', value: 'Which parish was the person born in?' };
      await clerk.post(`clerk/questions/${waiting}/decision`, { kind: 'ASK', missing: ['BirthPlace'], note });
      const { information } = await asked.reaches('AWAITING_INFO');
      expect(information).toMatchObject({ missing: ['BirthPlace'], note });
      await asked.inform({ response: 'NOT_AVAILABLE', note: { language: 'es', value: 'No se sabe' } });
      expect(await scenario.waiting(clerk, 'AMBIGUOUS', 'AR')).toBe(waiting);
      await clerk.post(`clerk/questions/${waiting}/assignment`, {});
      await clerk.post(`clerk/questions/${waiting}/comments`, { comment: 'Asked the parish of Saint Ann' });
      const announcedAt = Math.floor(scenario.nowMs / 1000) + 20 * 24 * 3600;
      await clerk.post(`clerk/questions/${waiting}/delay`, { announcedAt, reason: 'MANUAL_ARCHIVE' });
      const { delay, dueAt } = await asked.reaches('DELAYED');
      expect(delay).toEqual({ announcedAt: new Date(announcedAt * 1000).toISOString(), reason: 'MANUAL_ARCHIVE' });
      expect(Date.parse(dueAt ?? '')).toBeLessThan(announcedAt * 1000); // the legal deadline stays
      await clerk.post(`clerk/questions/${waiting}/decision`, { kind: 'NOBODY' });
      expect(await asked.ends()).toMatchObject({ outcome: 'NO_RECORD' });
      await asked.logged();
    },
  },
  {
    title:
      'by a rule that no lawyer has confirmed Jamaica refuses nobody: a clerk confirms the refusal, and Brazil reads why',
    tells: ['RRS REFUSED'],
    tell: async (scenario) => {
      const subject = scenario.subject('JM', 'records', 2);
      const asked = await scenario.ask({ from: 'BR', to: 'JM', legalBasis: 'MERCOSUR-SAN-LUIS-1996', subject });
      const clerk = scenario.official('JM', 'clerk');
      const waiting = await scenario.waiting(clerk, 'CONFIRM_REFUSAL', 'BR');
      await clerk.post(`clerk/questions/${waiting}/assignment`, {});
      // what the policy refuses no clerk grants, nor looks for
      expect(await clerk.get(`clerk/questions/${waiting}`)).toMatchObject({ candidates: [] });
      const decide = (decision: object) => clerk.post(`clerk/questions/${waiting}/decision`, decision);
      expect(await refusalOf(decide({ kind: 'NOBODY' }))).toBe('answer.policy-refuses');
      expect((await asked.view()).outcome).toBeNull();
      expect(await decide({ kind: 'REFUSED', reason: 'LEGAL_BASIS' })).toEqual({ result: 'SENT' });
      expect((await asked.ends()).answer).toMatchObject({ outcome: 'REFUSED', reason: 'LEGAL_BASIS' });
      const { answerer } = await asked.logged();
      expect(answerer.leaf).toMatchObject({ outcome: 'REFUSED', reason: 'LEGAL_BASIS' });
      expect(answerer.parts.actor?.value).toMatchObject({ decidedBy: [{ id: clerk.id, role: 'clerk' }] });
    },
  },
  {
    title: 'an answer to Suriname about an immediate threat leaves Jamaica when a second clerk has released it',
    tells: [],
    tell: async (scenario) => {
      const asked = await scenario.ask({
        ...{ from: 'SR', to: 'JM', role: 'investigator', purpose: 'C5', urgency: 'FLASH' },
        subject: scenario.subject('JM', 'ambiguous', 8),
      });
      const [first, second] = [scenario.official('JM', 'clerk'), scenario.official('JM', 'clerk', 2)];
      const waiting = await scenario.waiting(first, 'AMBIGUOUS', 'SR');
      const personId = await take(first, waiting);
      const decided = await first.post(`clerk/questions/${waiting}/decision`, { kind: 'PERSON', personId });
      expect(decided).toEqual({ result: 'WAITS_FOR_RELEASE' });
      expect((await asked.view()).outcome).toBeNull();
      const release = (clerk: Official) => clerk.post(`clerk/questions/${waiting}/release`, { verdict: 'RELEASE' });
      expect(await refusalOf(release(first))).toBe('clerk.same-official');
      await release(second);
      expect(await asked.ends()).toMatchObject({ outcome: 'RECORDS' });
      const { answerer } = await asked.logged();
      expect(answerer.parts.actor?.value?.['decidedBy']).toMatchObject([{ id: first.id }, { id: second.id }]);
    },
  },
];
