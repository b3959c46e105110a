import type { CountryCode, Purpose, Role, Subject } from '#libs/protocol';
import { sampleEvidence } from '#libs/synthetic';
import { until } from './official.js';
import type { Scenario } from './scenario.js';
import type { Story } from './stories.js';

interface QueryView {
  readonly countries: readonly {
    readonly id: string;
    readonly country: CountryCode;
    readonly state: string;
    readonly result: string | null;
    readonly reason?: string;
    readonly missing?: readonly string[];
    readonly proof: { readonly promise?: { readonly eventId: string } };
  }[];
}

/** A query, followed by its events until the last country has answered. */
async function query(
  scenario: Scenario,
  { role, ...asking }: { from: CountryCode; to: readonly CountryCode[] | 'ALL'; role: Role; purpose: Purpose; subject: Subject }, // prettier-ignore
) {
  const { from, ...asked } = asking;
  const official = scenario.official(from, role);
  const caseReference = scenario.newCase(from);
  const body = {
    ...{ ...asked, caseReference, legalBasis: 'NASSAU-1992', urgency: 'ROUTINE' },
    evidence: sampleEvidence(asked.purpose),
  };
  const key = { 'idempotency-key': crypto.randomUUID() };
  const { id } = await official.post<{ id: string }>('queries', body, key);
  const events: string[] = [];
  for await (const { event, data } of official.events(`queries/${id}/events`)) {
    events.push(event === 'state' ? `${data['country'] ?? ''} ${data['state'] ?? ''}` : event);
    expect(Object.keys(data)).toEqual(event === 'state' ? ['country', 'state', 'at'] : []); // no word of what was answered
  }
  const { countries } = await until(
    () => official.get<QueryView>(`queries/${id}`),
    (seen) => seen.countries.every(({ result }) => result !== null),
  );
  const results = Object.fromEntries(countries.map(({ country, result }) => [country, result]));
  return { countries, results, events, caseReference };
}

/** Who holds something? Several countries at once, hit or no hit. */
export const queries: readonly Story[] = [
  {
    title: 'Argentina asks all members who holds something, follows each as it answers, and learns that Brazil does',
    tells: ['QUERY', 'HITS', 'HITS HIT', 'HITS NO_HIT'],
    tell: async (scenario) => {
      const subject = scenario.subject('BR', 'records', 2);
      const asked = await query(scenario, { from: 'AR', to: 'ALL', role: 'prosecutor', purpose: 'C1', subject });
      expect(asked.results).toEqual({ BR: 'HIT', JM: 'NO_HIT', SR: 'NO_HIT' });
      for (const country of ['BR', 'JM', 'SR']) {
        const ofIt = asked.events.filter((event) => event.startsWith(country));
        expect(ofIt.at(-1)).toMatch(/ANSWERED|CLOSED/);
      }
      expect(asked.events.at(-1)).toBe('end');
      for (const { id, country, proof, result } of asked.countries) {
        const outcome = result === 'HIT' ? 'HIT' : 'NO_RECORD'; // "nothing" is one word in the logs
        expect((await scenario.entry('AR', id, 'OUTCOME')).leaf).toMatchObject({ outcome, to: country });
        const type = result === 'HIT' ? 'DISCLOSURE' : 'NO_RECORD';
        expect((await scenario.entry(country, proof.promise?.eventId ?? '', type)).leaf).toMatchObject({ to: 'AR' });
      }
    },
  },
  {
    title: 'Jamaica asks around about somebody who is not certain: Brazil would need to know more',
    tells: ['HITS MORE_INFORMATION'],
    tell: async (scenario) => {
      const subject = scenario.subject('BR', 'ambiguous', 3);
      const asked = await query(scenario, { from: 'JM', to: ['BR', 'SR'], role: 'prosecutor', purpose: 'C1', subject });
      expect(asked.results['BR']).toBe('MORE_INFORMATION');
      const ofBrazil = asked.countries.find(({ country }) => country === 'BR');
      expect(ofBrazil?.missing?.length).toBeGreaterThan(0);
      const found = await scenario.entries('BR', { caseReference: asked.caseReference });
      expect(found).toMatchObject([{ type: 'WITHHELD', leaf: { outcome: 'MORE_INFORMATION', to: 'JM' } }]);
    },
  },
  {
    title: 'for public contracts Suriname refuses a query as it refuses a question',
    tells: ['HITS REFUSED'],
    tell: async (scenario) => {
      const subject = scenario.subject('SR', 'records', 1);
      const asked = await query(scenario, { from: 'BR', to: ['AR', 'SR'], role: 'registrar', purpose: 'P7', subject });
      expect(asked.results).toEqual({ AR: 'NO_HIT', SR: 'REFUSED' });
      expect(asked.countries.find(({ country }) => country === 'SR')).toMatchObject({ reason: 'PURPOSE' });
      const found = await scenario.entries('SR', { caseReference: asked.caseReference });
      expect(found).toMatchObject([{ type: 'WITHHELD', leaf: { outcome: 'REFUSED', to: 'BR' } }]);
    },
  },
];
