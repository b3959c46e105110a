import fc from 'fast-check';
import {
  DEFAULT_CONFIGURATION,
  describe as featuresOf,
  Identification,
  identifySubject,
  RegisterStatistics,
} from '#libs/matching';
import type { Features, Identity } from '#libs/matching';
import { assessCandidate } from '../score/assess-candidate.js';
import { namesTogether } from '../score/names-together.js';
import { Scoring } from '../score/scoring.js';
import { decide, dni, flagsOf, juan, legal, lineOf, statistics, without } from './small-register.jest.js';

describe('a subject', () => {
  it('is the person whose number, name and date agree', () => {
    expect(decide(juan, [juan])).toMatchObject({ decision: 'MATCH', personId: 'p0', warnings: [] });
  });

  it('is nobody when nobody was found, or nobody resembles', () => {
    const ana = { names: [legal('Ana', 'Sosa')], birthDate: '1951-11-03' };
    expect(decide(juan, [])).toMatchObject({ decision: 'NONE', candidates: [] });
    expect(decide(juan, [ana])).toMatchObject({ decision: 'NONE', candidates: [] });
  });

  it('of whom neither a name nor a number is known is not looked for', () => {
    const dateAlone = { names: [{ kind: 'legal', full: 'NN' } as const], birthDate: '1980-02-29' };
    expect(decide(dateAlone, [juan])).toMatchObject({ decision: 'INSUFFICIENT_DATA', candidates: [] });
    expect(decide(dateAlone, [juan]).missing).toEqual(
      expect.arrayContaining(['Surname', 'Forename', 'IdentityNumber']),
    );
  });

  it.each<[string, Identity]>([
    ['without a number, by full name, date, parents and place', without(juan, 'documents')],
    ['with a number one digit off', { ...juan, documents: [dni('20123457')] }],
    ['with two digits exchanged', { ...juan, documents: [dni('20123465')] }],
    ['with a day one off', { ...juan, birthDate: '1980-02-28' }],
    ['with the year one off', { ...juan, birthDate: '1981-02-28' }],
    ['without a date', without(juan, 'birthDate')],
    ['with one given name left out', { ...juan, names: [legal('Juan', 'Pérez', 'García')] }],
    ['with a typing error in the surname', { ...juan, names: [legal('Juan Ramón', 'Peres', 'Garcia')] }],
    ['by number, date and given name, the surname another', { ...juan, names: [legal('Juan Ramón', 'Zubeldía')] }],
    [
      'by number, date and surname, the given name left out',
      { ...juan, names: [{ kind: 'legal', full: 'Pérez García', surname1: 'Pérez', surname2: 'García' }] },
    ],
    ['by number, full name and place, the date another', { ...juan, birthDate: '1964-07-11' }],
  ])('is recognised %s', (_what, asked) => {
    expect(decide(asked, [juan])).toMatchObject({ decision: 'MATCH', personId: 'p0' });
  });

  it('with another number is recognised only where everything else agrees more than usual', () => {
    const rare = { ...juan, names: [legal('Nepomuceno', 'Zubeldía', 'Etchegaray')] };
    const other = { ...rare, documents: [dni('31999888')] };
    expect(decide(other, [rare])).toMatchObject({ decision: 'MATCH' });
    expect(flagsOf(decide({ ...other, birthDate: '1980-02-19' }, [rare]))).toContain('document-contradicts');
    expect(flagsOf(decide(without(other, 'mother', 'father', 'birthPlace'), [rare]))).toContain('document-contradicts');
    const proven = (number: string) => [{ country: 'UY', type: 'UY_CI', number }];
    expect(flagsOf(decide({ ...rare, documents: proven('12345672') }, [{ ...rare, documents: proven('40985731') }]))).toContain('document-contradicts'); // prettier-ignore
  });

  it('is decided alike whatever the order of the candidates, and a person given twice counts once', () => {
    const others = [
      { ...juan, documents: [] },
      { ...juan, names: [legal('Luis', 'Pérez', 'García')], documents: [] },
    ];
    const asked = without(juan, 'documents');
    const [first, second] = [decide(asked, others), decide(asked, [...others].reverse())];
    expect(second.decision).toBe(first.decision);
    expect(second.candidates.map(({ probability }) => probability)).toEqual(
      first.candidates.map(({ probability }) => probability),
    );
    const twice = [juan, juan].map((person) => ({ personId: 'p0', features: featuresOf(person) }));
    expect(identifySubject({ ...input, question: featuresOf(juan), candidates: twice })).toMatchObject({
      decision: 'MATCH',
    });
  });

  it('of whom many resemble is answered with the most probable, as many as the configuration lists', () => {
    const crowd = Array.from({ length: 80 }, () => without(juan, 'documents'));
    const { decision, candidates } = decide(without(juan, 'documents'), crowd, {
      configuration: { ...DEFAULT_CONFIGURATION, maxListed: 7 },
    });
    expect([decision, candidates.length]).toEqual(['SEVERAL', 7]);
  });

  it('is decided by the thresholds of the configuration', () => {
    const asked = without(juan, 'documents', 'mother', 'father');
    const strict = {
      ...DEFAULT_CONFIGURATION,
      shares: { ...DEFAULT_CONFIGURATION.shares, match: 999_999, present: 1 },
    };
    expect(decide(asked, [juan])).toMatchObject({ decision: 'MATCH' });
    expect(decide(asked, [juan], { configuration: strict })).toMatchObject({ decision: 'SEVERAL' });
  });

  it('is warned of: a doubtful number, 1 January, a search cut short', () => {
    const asked = { ...juan, documents: [dni('1234567890')], birthDate: '1980-01-01' };
    expect(decide(asked, [juan], { isComplete: false }).warnings).toEqual([
      'document-doubtful',
      'birth-date-first-of-january',
      'search-incomplete',
    ]);
  });

  it('whose number fails its check digit is not refused: the number weighs half and carries no match alone', () => {
    const failed = { ...juan, documents: [{ country: 'UY', type: 'UY_CI', number: '12345670' }] };
    expect(lineOf(decide(failed, [failed]), 'IdentityNumber')).toMatchObject({
      level: 'agrees',
      weight: 12,
      reason: 'same-doubtful',
    });
    expect(decide(failed, [failed])).toMatchObject({ decision: 'MATCH' });
    expect(decide(without(failed, 'birthDate'), [failed])).toMatchObject({ decision: 'SEVERAL' });
  });
});

describe('an explanation', () => {
  it('has one line a field, which add up to the weight', () => {
    const [candidate] = decide({ ...juan, names: [legal('Juan', 'Perez')], mother: legal('Ana', 'García') }, [
      juan,
    ]).candidates;
    const fields = candidate?.lines.map(({ field }) => field) ?? [];
    expect(new Set(fields).size).toBe(fields.length);
    expect(fields).toEqual(expect.arrayContaining(['IdentityNumber', 'GivenName', 'Surname', 'BirthDate', 'Sex', 'Nationality', 'BirthPlace', 'MotherName', 'FatherName'])); // prettier-ignore
    expect(candidate?.lines.reduce((sum, { weight }) => sum + weight, 0)).toBeCloseTo(candidate?.weight ?? 0, 9);
  });

  it('says what was asked, what is held and how they agree', () => {
    const asked = { ...juan, birthDate: '1980-02-28', names: [legal('Juan', 'Perez', 'Garzia')] };
    const decision = decide(asked, [juan]);
    expect(lineOf(decision, 'BirthDate')).toEqual({ field: 'BirthDate', asked: '1980-02-28', held: '1980-02-29', level: 'close', weight: 5, reason: 'one-digit' }); // prettier-ignore
    expect(lineOf(decision, 'Surname')).toMatchObject({ asked: 'PEREZ GARZIA', held: 'PEREZ GARCIA', level: 'close' });
    expect(lineOf(decision, 'IdentityNumber')).toMatchObject({
      asked: 'AR_DNI 20123456',
      held: 'AR_DNI 20123456',
      reason: 'same',
    });
  });

  it('tells what was not asked from what is not held', () => {
    expect(lineOf(decide(without(juan, 'mother'), [juan]), 'MotherName')).toMatchObject({
      level: 'missing',
      reason: 'not-asked',
    });
    expect(lineOf(decide(juan, [without(juan, 'mother')]), 'MotherName')).toMatchObject({
      level: 'missing',
      reason: 'not-held',
    });
  });
});

describe('the field that would separate the candidates best', () => {
  const asked = { names: [legal('Juan', 'Pérez')], birthDate: '1980' };

  it('is one in which they differ and of which the subject says nothing', () => {
    const people = [
      { names: [legal('Juan', 'Pérez')], birthDate: '1980-05-05', sex: 1, mother: legal('Ana', 'Sosa') },
      { names: [legal('Juan', 'Pérez')], birthDate: '1980-05-05', sex: 1, mother: legal('Rita', 'Luna') },
    ] as const;
    expect(decide(asked, people, few)).toMatchObject({ decision: 'SEVERAL', wouldSeparate: 'MotherName' });
  });

  it('is the number before the date where they differ in both', () => {
    const people = [
      { names: [legal('Juan', 'Pérez')], birthDate: '1980-05-05', documents: [dni('20123456')] },
      { names: [legal('Juan', 'Pérez')], birthDate: '1980-08-09', documents: [dni('31999888')] },
    ];
    expect(decide(asked, people, few).wouldSeparate).toBe('IdentityNumber');
  });

  it('is nothing where the register holds nothing more of them', () => {
    const person = { names: [legal('Juan', 'Pérez')], birthDate: '1980' };
    expect(decide(asked, [person, person], few).wouldSeparate).toBeUndefined();
  });

  /** Lists whoever has any probability. */
  const few = { configuration: { ...DEFAULT_CONFIGURATION, shares: { ...DEFAULT_CONFIGURATION.shares, listed: 1 } } };
});

const input = { isComplete: true, statistics, heat: () => 0, configuration: DEFAULT_CONFIGURATION };

describe('whatever is asked and held', () => {
  const word = fc.constantFrom('JUAN', 'JOSE', 'MARIA', 'PEREZ', 'GARCIA', 'X', 'PERES', 'DE', 'ANA');
  const words = fc.array(word, { maxLength: 3 });
  const name = fc.record(
    {
      kind: fc.constantFrom('legal' as const, 'alias' as const, 'birth' as const),
      given: words,
      surname: words,
      loose: words,
      married: words,
      suffix: fc.constantFrom('JUNIOR', 'NETO'),
    },
    { requiredKeys: ['kind', 'given', 'surname'] },
  );
  const date = fc.record(
    {
      year: fc.integer({ min: 1979, max: 1981 }),
      month: fc.integer({ min: 1, max: 3 }),
      day: fc.integer({ min: 1, max: 3 }),
    },
    { requiredKeys: ['year'] },
  );
  const document = fc.record({
    country: fc.constantFrom('AR', 'UY'),
    type: fc.constantFrom('AR_DNI', 'UY_CI', 'PASSPORT'),
    number: fc.constantFrom('20123456', '20123457', '12345672', ''),
  });
  const features = fc.record(
    {
      names: fc.array(name, { maxLength: 3 }),
      birthDates: fc.array(date, { maxLength: 2 }),
      sex: fc.constantFrom(1 as const, 2 as const),
      nationalities: fc.array(fc.constantFrom('AR', 'UY', 'XXX')),
      birthCountry: fc.constantFrom('AR', 'UY'),
      birthTown: fc.constantFrom('ROSARIO', 'ROSARIA', 'SALTA'),
      mother: name,
      father: name,
      documents: fc.array(document, { maxLength: 2 }),
    },
    { requiredKeys: ['names', 'birthDates', 'nationalities', 'documents'] },
  ) as fc.Arbitrary<Features>;
  const identify = (question: Features, people: readonly Features[]) =>
    identifySubject({
      ...input,
      question,
      candidates: people.map((person, index) => ({ personId: `p${index}`, features: person })),
    });

  it('it never throws, probabilities are probabilities, and only one without a flag is matched', () => {
    fc.assert(
      fc.property(features, fc.array(features, { maxLength: 5 }), (question, people) => {
        const { decision, personId, candidates } = identify(question, people);
        expect(candidates.every(({ probability }) => probability >= 0 && probability <= 1)).toBe(true);
        expect(candidates.every(({ weight }) => Number.isFinite(weight))).toBe(true);
        expect(decision === 'MATCH').toBe(personId !== undefined);
        if (decision === 'MATCH') expect(candidates[0]).toMatchObject({ personId, flags: [] });
      }),
      { numRuns: 500 },
    );
  });

  it('an unrelated candidate never raises another’s probability, and the order does not matter', () => {
    fc.assert(
      fc.property(
        features,
        fc.array(features, { minLength: 1, maxLength: 4 }),
        features,
        (question, people, further) => {
          const probabilities = (all: readonly Features[]) =>
            new Map(identify(question, all).candidates.map(({ personId, probability }) => [personId, probability]));
          const before = probabilities(people);
          for (const [personId, probability] of probabilities([...people, further])) {
            const alone = before.get(personId);
            if (alone !== undefined) expect(probability).toBeLessThanOrEqual(alone + 1e-12);
          }
          expect(identify(question, [...people].reverse()).decision).toBe(identify(question, people).decision);
        },
      ),
      { numRuns: 300 },
    );
  });

  it('weighs each person once, and decides the same in steps as at once', () => {
    fc.assert(
      fc.property(features, fc.array(features, { maxLength: 5 }), fc.nat(5), (question, people, half) => {
        const identification = new Identification({ ...input, question });
        const steps = [people.slice(0, half), people];
        let described = 0;
        const decided = steps.map((step) => {
          for (const [index, person] of step.entries()) {
            identification.weigh(`p${index}`, () => {
              described += 1;
              return person;
            });
          }
          return identification.decide(true);
        });
        expect(decided).toEqual(steps.map((step) => identify(question, step)));
        expect(described).toBe(identification.weighed);
      }),
    );
  });

  it('leaves out who has nothing in common but a birthday, and nothing changes for the others', () => {
    const question = featuresOf(juan);
    const stranger = featuresOf({ ...without(juan, 'documents', 'mother', 'father', 'birthPlace'), names: [legal('Tomás', 'Quispe', 'Mamani')] }); // prettier-ignore
    const large = { ...input, question, statistics: new RegisterStatistics(10_000_000, []) };
    const among = (strangers: number) =>
      identifySubject({
        ...large,
        candidates: [question, ...Array.from({ length: strangers }, () => stranger)].map((person, index) => ({ personId: `p${index}`, features: person })), // prettier-ignore
      });
    const scoring = new Scoring(large.configuration, large.statistics);
    const together = namesTogether(scoring, large.heat);
    const weigh = (least: number) =>
      assessCandidate(question, { personId: 'p1', features: stranger }, scoring, together, least);
    expect(weigh(17)).toBeUndefined();
    expect(weigh(0)?.weight).toBeLessThan(17);
    expect(among(400)).toEqual(among(0));
    expect(among(0)).toMatchObject({ decision: 'MATCH', personId: 'p0' });
  });
});
