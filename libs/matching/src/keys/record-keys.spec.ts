import fc from 'fast-check';
import type { PersonName, Subject } from '#libs/protocol';
import { describe as describeIdentity, describeQuestion, documentKeysOf, isPairKey, planSearch, recordKeys } from '#libs/matching'; // prettier-ignore

const named = (full: string, parts: Partial<PersonName> = {}): PersonName => ({ full, kind: 'legal', ...parts });
const civil = (given: string, surname1: string, surname2?: string): PersonName =>
  named('?', { given: given.split(' '), surname1, ...(surname2 !== undefined && { surname2 }) });
const person = (name: PersonName | PersonName[], birthDate?: string): Subject => ({
  names: [name].flat(),
  ...(birthDate !== undefined && { birthDate }),
});
const keysOf = (subject: Subject): number[] => recordKeys(describeIdentity(subject));
/** Whether a register that has no hot keys gives the person as a candidate for the question. */
const finds = (question: Subject, held: Subject): boolean => {
  const keys = keysOf(held);
  return planSearch(describeQuestion(question), () => 0).anyOf.some((key) => keys.includes(key));
};

const juan = person(civil('Juan', 'Pérez', 'García'), '1975-03-20');

describe('the keys of a person in a register', () => {
  it('are about 18 distinct 32-bit signed integers', () => {
    const keys = keysOf(person(civil('José Luis', 'García', 'López'), '1975-03-20'));
    expect(keys).toHaveLength(22);
    expect(keysOf(juan)).toHaveLength(12);
    expect(new Set(keys).size).toBe(22);
    expect(keys.every((key) => Number.isInteger(key) && key === (key | 0))).toBe(true);
    expect(keys.filter(isPairKey)).toHaveLength(6);
  });

  it('are pinned: another value means that FEATURES_VERSION must grow (pitfall 16)', () => {
    expect(keysOf(person(named('Ana'), '1980-05-17'))).toEqual(PINNED);
  });

  it.each([
    ['swapped surnames (pitfall 4)', person(civil('Juan', 'García', 'Pérez'))],
    ['a missing second surname (pitfall 4)', person(civil('Juan', 'Pérez'))],
    ['the full name alone (pitfall 5)', person(named('Pérez García Juan'))],
    ['a first surname told as a middle name (pitfall 5)', person(civil('Juan Perez', 'Garcia'))],
    ['given names and surname swapped (pitfall 5)', person(civil('Perez Garcia', 'Juan'))],
    ['the machine-readable zone (pitfall 5)', person(named('PEREZ<GARCIA<<JUAN<<<<'))],
    ['a surname that changes its sound (pitfall 7)', person(civil('Juan', 'Perea', 'García'))],
    ['other letters of the same sound', person(civil('Juan', 'Peres', 'Garsia'))],
  ])('find him by %s, with the date of birth and without', (_what, question) => {
    expect(finds(question, juan)).toBe(true);
    expect(finds({ ...question, birthDate: '1975-03-20' }, juan)).toBe(true);
  });

  it.each([
    ['the year alone', '1975'],
    ['year and month', '1975-03'],
    ['another year', '1957-03-20'],
    ['another day', '1975-03-21'],
    ['another day and month', '1975-11-02'],
    ['the neighbouring year', '1976-03-20'],
  ])('find him by two names and %s', (_what, birthDate) => {
    expect(finds(person(civil('Juan', 'Pérez'), birthDate), juan)).toBe(true);
  });

  it('find by the full date and one name when every other name is wrong (pitfall 7)', () => {
    expect(finds(person(civil('Juan', 'Wilkinson'), '1975-03-20'), juan)).toBe(true);
    expect(finds(person(civil('Juan', 'Wilkinson')), juan)).toBe(false);
  });

  it('find by day and month that stand in each other’s place', () => {
    const held = person(civil('Juan', 'Pérez'), '1975-03-04');
    expect(finds(person(civil('Juan', 'Wilkinson'), '1975-04-03'), held)).toBe(true);
  });

  it('find glued and separate writings of one surname (pitfall 6)', () => {
    for (const [left, right] of [
      ['de la Cruz', 'Delacruz'],
      ['da Silva', 'Dasilva'],
      ['San Martín', 'Sanmartin'],
      ['Mac Donald', 'McDonald'],
    ] as const)
      // prettier-ignore
      expect(finds(person(civil('Ana', left)), person(civil('Ana', right)))).toBe(true);
    expect(finds(person(civil('Ana María', 'Soto')), person(civil('Anamaría', 'Soto')))).toBe(true);
  });

  it('are every name’s with the date of birth: an alias finds (pitfall 9)', () => {
    const held = person([civil('Juan', 'Pérez'), named('Carlos Ibarra', { kind: 'alias' })], '1975-03-20');
    expect(finds(person(civil('Carlos', 'Ybarra'), '1975'), held)).toBe(true);
    expect(finds(person(civil('Juan', 'Peres'), '1975'), held)).toBe(true);
    expect(finds(person(civil('Juan', 'Ibarra')), held)).toBe(false);
    const dates = { ...describeIdentity(juan), birthDates: [{ year: 1975, month: 3, day: 20 }, { year: 1969 }] };
    expect(recordKeys(dates)).toEqual(expect.arrayContaining(keysOf(juan)));
    expect(recordKeys(dates)).toEqual(expect.arrayContaining(recordKeys({ ...dates, birthDates: [{ year: 1969 }] })));
  });

  it.each([
    ['NN', '1975-03-20'],
    ['SIN NOMBRE', '1975-03-20'],
    ['XXX', undefined],
    ['Recién nacido', '1975'],
  ])('are none for %s (pitfall 10)', (full, birthDate) => {
    expect(keysOf(person(named(full), birthDate))).toEqual([]);
  });

  it('take no placeholder for a name or a date (pitfall 10)', () => {
    expect(keysOf(person(civil('NN', 'Pérez'), '1975-03-20'))).toEqual(keysOf(person(named('Pérez'), '1975-03-20')));
    expect(keysOf(person(civil('Juan', 'Pérez'), '1900-01-01'))).toEqual(keysOf(person(civil('Juan', 'Pérez'))));
    expect(documentKeysOf(describeIdentity({ names: [], documents: [{ country: 'AR', type: 'AR_DNI', number: 'S/N' }] }))).toEqual([]); // prettier-ignore
  });

  it('hold an initial only when the name has nothing else', () => {
    expect(keysOf(person(named('J. Pérez'), '1975'))).toEqual(keysOf(person(named('Pérez'), '1975')));
    expect(keysOf(person(named('J. P.'), '1975')).length).toBeGreaterThan(0);
  });

  it.each(['1950-07-31', '1950-07', '1950', undefined])(
    'find a person of one name, with %s, by that name and the same date (pitfall 12)',
    (birthDate) => {
      const held = person(named('Soekardjo'), birthDate);
      expect(finds(person(named('Sukarjo'), birthDate), held)).toBe(true);
      expect(finds(person(civil('Sukarjo', 'Wagiman'), birthDate), held)).toBe(true);
    },
  );

  it('find a person of one name by the year alone (pitfall 12)', () => {
    expect(finds(person(named('Soekardjo'), '1950'), person(named('Soekardjo'), '1950-07-31'))).toBe(true);
  });

  it.each(['1975', '1975-03', '1975-01-01'])('find %s by the neighbouring years too (pitfall 13)', (birthDate) => {
    const held = person(civil('Juan', 'Pérez'), birthDate);
    for (const asked of ['1974-08-13', '1975-08-13', '1976-08-13', '1975'])
      expect(finds(person(civil('Juan', 'Pérez'), asked), held)).toBe(true);
  });

  it('hold no day that is not known: 1 January is a year (pitfall 13)', () => {
    const pairs = (birthDate: string): number => keysOf(person(civil('Juan', 'Pérez'), birthDate)).length;
    // Two codes alone; with the year, and the years beside it; each code with the date.
    expect(pairs('1975')).toBe(4);
    expect(pairs('1975-01-01')).toBe(6);
    expect(pairs('1975-03-20')).toBe(5);
  });

  it('find a person without any date of birth, even when the two names alone are hot', () => {
    const held = person(civil('Juan', 'Pérez'));
    const plan = planSearch(describeQuestion(juan), (key) => (isPairKey(key) ? 70_000 : 0));
    expect(plan.anyOf.some((key) => keysOf(held).includes(key))).toBe(true);
  });

  it('depend neither on the order nor on the parts of the name', () => {
    const words = fc.uniqueArray(fc.constantFrom('Juan', 'José', 'Núñez', "D'Oliveira", 'San Martín', 'Soekardjo'), { minLength: 2 }); // prettier-ignore
    fc.assert(
      fc.property(words, fc.func(fc.integer()), (names, rank) => {
        const shuffled = [...names].sort((left, right) => rank(left) - rank(right));
        const [first = '', ...others] = shuffled;
        const sorted = (name: PersonName): number[] => keysOf(person(name, '1975-03-20')).sort();
        expect(sorted(named(shuffled.join(' ')))).toEqual(sorted(named(names.join(' '))));
        expect(sorted(civil(first, others.join(' ')))).toEqual(sorted(named(names.join(' '))));
      }),
    );
  });

  it('stay few for a hostile name, and never throw', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), fc.string(), (full, birthDate) => {
        expect(keysOf(person(named(full), birthDate)).length).toBeLessThan(250);
      }),
    );
    const longest = Array.from({ length: 100 }, (_, index) => `B${index}`).join(' ');
    expect(keysOf(person(named(longest), '1975-03-20')).length).toBeLessThan(250);
  });

  it('of numbers name country and type, or nothing but the number', () => {
    const documents = [{ country: 'AR', type: 'AR_DNI', number: '12.345.678' }, { country: 'AR', type: 'AR_DNI', number: '12345678' }]; // prettier-ignore
    expect(documentKeysOf(describeIdentity({ names: [], documents }))).toEqual(['AR|AR_DNI|12345678', '#|12345678']);
  });
});

const PINNED = [-588248301, 319787463, 1151821695, -1588516988];
