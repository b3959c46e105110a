import { until } from './official.js';
import type { Story } from './stories.js';

interface Extract {
  readonly number: string;
  readonly status: string;
  readonly supersedes: string | null;
  readonly recalledFor: string | null;
}

/** Certified extracts: issued, replaced, taken back. */
export const extracts: readonly Story[] = [
  {
    title:
      'Argentina gets a certified extract of Brazil; another takes its place, and that is taken back: its holder sees it',
    tells: [],
    tell: async (scenario) => {
      const asked = await scenario.ask({
        ...{ from: 'AR', to: 'BR', role: 'prosecutor', purpose: 'E1', subject: scenario.subject('BR', 'records', 1) },
      });
      const { proof, outcome } = await asked.ends();
      expect(outcome).toBe('RECORDS');
      const list = async () =>
        (await asked.official.get<{ extracts: Extract[] }>(`requests/${asked.requestId}/extracts`)).extracts;
      const [first] = await list();
      expect(first).toMatchObject({ status: 'VALID', supersedes: null });
      const number = first!.number;
      expect((await scenario.entry('BR', proof.promise!.eventId, 'EXTRACT')).leaf).toMatchObject({ to: 'AR', number });

      await scenario.operate('BR', ['extract', 'reissue', '--number', number, '--reason', 'CLERICAL-ERROR']);
      const [next, former] = await until(list, (all) => all.length === 2 && all[1]?.status === 'SUPERSEDED');
      expect([next, former]).toMatchObject([{ status: 'VALID', supersedes: number }, { number }]);

      await scenario.operate('BR', ['extract', 'revoke', '--number', next!.number, '--reason', 'COURT-ORDER']);
      await until(list, ([newest]) => newest?.status === 'REVOKED');
      expect((await list())[0]).toMatchObject({ recalledFor: 'EXTRACT_REVOKED' });
      const issued = (await scenario.operate('BR', ['extract', 'list'])) as { number: string; status: string }[];
      expect(issued).toEqual(
        expect.arrayContaining([
          expect.objectContaining({ number, status: 'SUPERSEDED' }),
          expect.objectContaining({ number: next!.number, status: 'REVOKED' }),
        ]),
      );
    },
  },
];
