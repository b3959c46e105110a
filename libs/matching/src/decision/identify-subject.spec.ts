import { DEFAULT_CONFIGURATION, identifySubject, RegisterStatistics } from '#libs/matching';
import type { Features } from '../features.js';

const juan: Features = {
  names: [{ kind: 'legal', given: ['JUAN'], surname: ['PEREZ', 'GARCIA'] }],
  birthDates: [{ year: 1980, month: 2, day: 29 }],
  sex: 1,
  nationalities: ['AR'],
  birthCountry: 'AR',
  birthTown: 'ROSARIO',
  documents: [{ country: 'AR', type: 'AR_DNI', number: '20123456' }],
};
const statistics = new RegisterStatistics(1_000_000, [
  { kind: 'given', value: 'JUAN', persons: 40_000 },
  { kind: 'surname', value: 'PEREZ', persons: 20_000 },
  { kind: 'surname', value: 'GARCIA', persons: 30_000 },
  { kind: 'sex', value: '1', persons: 600_000 },
  { kind: 'nationality', value: 'AR', persons: 950_000 },
  { kind: 'town', value: 'ROSARIO', persons: 30_000 },
]);
const identify = (question: Features, ...people: Features[]) =>
  identifySubject({
    question,
    candidates: people.map((features, index) => ({ personId: `p${index}`, features })),
    isComplete: true,
    statistics,
    heat: () => 0,
    configuration: DEFAULT_CONFIGURATION,
  });

describe('a subject', () => {
  it('is the person whose number, name and date agree', () => {
    expect(identify(juan, juan)).toMatchObject({ decision: 'MATCH', personId: 'p0' });
  });

  it('is nobody when nobody was found', () => {
    expect(identify(juan)).toMatchObject({ decision: 'NONE', candidates: [] });
  });
});
