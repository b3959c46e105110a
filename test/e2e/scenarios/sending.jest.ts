import { sampleEvidence } from '#libs/synthetic';
import type { Official } from './official.js';
import { refusalOf } from './official.js';
import { Asked, legalBasisOf } from './scenario.js';
import type { Story } from './stories.js';

/** What two officials do before a question leaves, and what auditors say of it afterwards. */
export const sending: readonly Story[] = [
  {
    title: 'Brazil drafts a question about an immediate threat; it leaves when a second official approves it, and auditors on both sides judge its use', // prettier-ignore
    tells: [],
    tell: async (scenario) => {
      const [first, second] = [scenario.official('BR', 'investigator'), scenario.official('BR', 'investigator', 2)];
      const caseReference = scenario.newCase('BR');
      const request = {
        ...{ to: ['JM'], purpose: 'C5', legalBasis: legalBasisOf('BR', 'JM'), caseReference, urgency: 'FLASH' },
        ...{ evidence: sampleEvidence('C5'), subject: scenario.subject('JM', 'records', 5) },
      };
      const { id } = await first.post<{ id: string }>('drafts', { request });
      expect(await first.get(`drafts/${id}`)).toMatchObject({ request: { caseReference } });
      await first.post(`drafts/${id}/submission`, {});

      const approve = (official: Official) => official.post(`requests/${id}/approval`, { decision: 'APPROVE' });
      expect(await second.get('approvals')).toMatchObject({ requests: [{ id }] });
      expect(await refusalOf(approve(first))).toBe('ask.same-official');
      expect(await approve(second)).toEqual({ id, state: 'SUBMITTED' });

      // what Jamaica answers leaves by a second hand, too
      const clerk = scenario.official('JM', 'clerk');
      const waiting = await scenario.waiting(clerk, 'RELEASE', 'BR');
      await clerk.post(`clerk/questions/${waiting}/release`, { verdict: 'RELEASE' });
      const asked = new Asked(scenario, first, id, 'JM', caseReference);
      const question = await asked.ends();
      expect(question).toMatchObject({ outcome: 'RECORDS' });
      const { asker, answerer } = await asked.logged();
      expect(asker.leaf).toMatchObject({ outcome: 'RECORDS' });
      const ask = await scenario.entry('BR', question.id, 'ASK');
      expect(ask.parts.actor?.value).toMatchObject({ id: first.id, approvedBy: { id: second.id } });

      for (const [country, eventId] of [
        ['BR', question.id],
        ['JM', answerer.eventId],
      ] as const) {
        // prettier-ignore
        const auditor = scenario.official(country, 'auditor');
        const due = async () => {
          const { reviews } = await auditor.get<{ reviews: { eventId: string }[] }>('log/reviews');
          return reviews.some((each) => each.eventId === eventId);
        };
        expect(await due()).toBe(true);
        await auditor.post(`log/reviews/${eventId}`, { verdict: 'JUSTIFIED', comment: 'The threat was real' });
        expect(await due()).toBe(false);
        expect((await scenario.entries(country, { types: ['REVIEW'] }))[0]?.leaf).toMatchObject({ target: eventId });
      }
    },
  },
];
