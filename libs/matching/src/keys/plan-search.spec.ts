import fc from 'fast-check';
import type { PersonName, Subject } from '#libs/protocol';
import { HOT_OTHER, HOT_PAIR, describe as describeIdentity, describeQuestion, isPairKey, planSearch, recordKeys } from '#libs/matching'; // prettier-ignore
import type { SearchPlan } from '#libs/matching';

const civil = (given: string, surname1: string, surname2?: string): PersonName => ({
  full: '?',
  kind: 'legal',
  given: given.split(' '),
  surname1,
  ...(surname2 !== undefined && { surname2 }),
});
const asked = (name: PersonName, birthDate?: string): Subject => ({ names: [name], ...(birthDate !== undefined && { birthDate }) }); // prettier-ignore
const plan = (subject: Subject, heat: (key: number) => number = () => 0): SearchPlan => planSearch(describeQuestion(subject), heat); // prettier-ignore
const keysOf = (subject: Subject): number[] => recordKeys(describeIdentity(subject));
const reaches = ({ anyOf, allOf }: SearchPlan, keys: readonly number[]): boolean =>
  anyOf.some((key) => keys.includes(key)) || allOf.some((both) => both.every((key) => keys.includes(key)));

const jose = civil('José', 'García');
const joseLuis = civil('José Luis', 'García', 'López');

describe('the search plan', () => {
  it('searches every key of a question that has no hot ones, and is complete', () => {
    const { keys, anyOf, allOf, isComplete, persons, birthDay } = plan(asked(joseLuis, '1975-03-20'));
    expect(new Set(anyOf)).toEqual(new Set(keys));
    expect({ allOf, isComplete, persons, birthDay }).toEqual({ allOf: [], isComplete: true, persons: 0, birthDay: '1975-03-20' }); // prettier-ignore
  });

  it('begins with the rarest', () => {
    const heat = (key: number): number => Math.abs(key % 30);
    const heats = plan(asked(joseLuis, '1975-03-20'), heat).anyOf.map(heat);
    expect(heats).toEqual([...heats].sort((left, right) => left - right));
  });

  it('leaves two common names alone out when the date of birth is told, and is complete (pitfall 14)', () => {
    const heat = (key: number): number => (isPairKey(key) ? HOT_PAIR + 1 : 0);
    const { anyOf, isComplete } = plan(asked(jose, '1975-03-20'), heat);
    expect(anyOf.some(isPairKey)).toBe(false);
    expect(isComplete).toBe(true);
    expect(reaches(plan(asked(jose, '1975-03-20'), heat), keysOf(asked(jose, '1975-03-20')))).toBe(true);
  });

  it('is not complete for two common names alone, and says how many share them (pitfall 14)', () => {
    const { keys, anyOf, isComplete, persons } = plan(asked(jose), (key) => (isPairKey(key) ? 76_762 : 0));
    expect({ isComplete, persons }).toEqual({ isComplete: false, persons: 76_762 });
    expect(keys.length).toBeGreaterThan(0);
    expect(anyOf).toEqual([]);
  });

  it('intersects hot keys that share a name, and is complete by that', () => {
    const hot = (key: number): number => (isPairKey(key) ? 5000 : 0);
    const intersecting = plan(asked(joseLuis), hot);
    expect(intersecting.isComplete).toBe(true);
    expect(intersecting.anyOf).toEqual([]);
    expect(intersecting.allOf.length).toBeLessThanOrEqual(6);
    expect(intersecting.allOf.every((both) => both.length === 2)).toBe(true);
    for (const held of [
      joseLuis,
      civil('José', 'García', 'López'),
      civil('José Luis', 'García'),
      civil('Luis', 'García', 'López'),
    ])
      // prettier-ignore
      expect(reaches(intersecting, keysOf(asked(held)))).toBe(true);
    expect(reaches(intersecting, keysOf(asked(civil('José María', 'García', 'Soto'))))).toBe(false);
  });

  it('is not complete when one of the hot keys has no partner', () => {
    const [lonely] = keysOf(asked(jose)).filter(isPairKey);
    const { isComplete, persons } = plan(asked(joseLuis), (key) => (key === lonely ? 900 : 0));
    expect({ isComplete, persons }).toEqual({ isComplete: false, persons: 900 });
  });

  it('searches names and year up to 1500 persons, and the years beside it when they are not hot', () => {
    const keysOfYear = (year: string): number[] =>
      keysOf(asked(jose, `${year}-05-20`)).filter((key) => !isPairKey(key));
    const hotYear = (limit: number) => (key: number) => (isPairKey(key) ? 0 : limit);
    expect(reaches(plan(asked(jose, '1975'), hotYear(1500)), keysOfYear('1975'))).toBe(true);
    expect(reaches(plan(asked(jose, '1975'), hotYear(1500)), keysOfYear('1976'))).toBe(false);
    expect(reaches(plan(asked(jose, '1975'), hotYear(HOT_OTHER)), keysOfYear('1976'))).toBe(true);
    expect(plan(asked(jose, '1975'), hotYear(1501))).toMatchObject({ isComplete: false, persons: 1501 });
  });

  it('is complete for a full date unless the day itself is hot', () => {
    const ofTheDay = keysOf(asked(jose, '1975-03-20')).filter((key) => (key >>> 30) % 3 !== 0);
    const tooHot = plan(asked(jose, '1975-03-20'), (key) => (ofTheDay.includes(key) ? HOT_OTHER + 1 : 0));
    expect(tooHot.isComplete).toBe(false);
    expect(plan(asked(jose, '1975-03-20'), (key) => (ofTheDay.includes(key) ? HOT_OTHER : 0)).isComplete).toBe(true);
  });

  it.each([[undefined], ['1950'], ['1950-07']])(
    'of one name or two with %s is not complete: a slip in one of two would lose the person (pitfalls 7, 12)',
    (birthDate) => {
      expect(plan(asked({ full: 'Soekardjo', kind: 'legal' }, birthDate)).isComplete).toBe(false);
      expect(plan(asked(jose, birthDate)).isComplete).toBe(false);
      expect(plan(asked(joseLuis, birthDate)).isComplete).toBe(true);
    },
  );

  it('finds a person of three names by a year although one of them is misspelt (pitfall 7)', () => {
    const held = keysOf(asked(civil('José', 'Rego', 'López'), '1975-05-20'));
    expect(reaches(plan(asked(civil('José', 'Reio', 'López'), '1975')), held)).toBe(true);
    expect(reaches(plan(asked(civil('José', 'Reio'), '1975')), held)).toBe(false);
  });

  it('of one name with a full date is complete', () => {
    expect(plan(asked({ full: 'Soekardjo', kind: 'legal' }, '1950-07-31')).isComplete).toBe(true);
  });

  it.each([
    [joseLuis, '1975-03-20', civil('José Luis', 'García', 'Soto'), '1975-03-20'],
    [joseLuis, '1975-03-20', joseLuis, '1975-09-01'],
    [joseLuis, '1975-03-20', joseLuis, '1957-03-20'],
    [civil('José', 'García', 'López'), '1975-03-20', civil('José', 'García'), '1975-03-20'],
    [jose, '1975-03-20', civil('José', 'Soto'), '1975-03-20'],
    [joseLuis, '1975', civil('José Luis', 'García', 'Soto'), '1975-09-01'],
    [joseLuis, '1975', joseLuis, '1952'],
    [joseLuis, undefined, civil('José Luis', 'García', 'Soto'), '1975-09-01'],
  ] as const)('%# knows how many keys somebody shares who differs in one thing', (name, date, otherName, otherDate) => {
    const { keys, fewestShared } = plan(asked(name, date));
    const shared = keysOf(asked(otherName, otherDate)).filter((key) => keys.includes(key));
    expect(fewestShared).toBeGreaterThan(0);
    expect(shared.length).toBeGreaterThanOrEqual(fewestShared);
  });

  it('asks for more shared keys the more is told', () => {
    const fewest = (name: PersonName, date?: string): number => plan(asked(name, date)).fewestShared;
    expect([fewest(jose, '1975-03-20'), fewest(joseLuis), fewest(joseLuis, '1975'), fewest(joseLuis, '1975-03-20')]).toEqual([1, 3, 6, 12]); // prettier-ignore
    expect(fewest(joseLuis, '1975-01-01')).toBe(6);
  });

  it('without any name or date is empty and not complete; numbers are searched all the same', () => {
    const documents = [{ country: 'AR', type: 'AR_DNI', number: '12345678' }];
    expect(plan({ names: [{ full: 'NN', kind: 'legal' }], documents })).toEqual({
      keys: [],
      anyOf: [],
      allOf: [],
      documents: ['AR|AR_DNI|12345678', '#|12345678'],
      isComplete: false,
      persons: 0,
      fewestShared: 1,
    });
  });

  it('names the day only when it is known: for a fallback over everybody born then', () => {
    expect(plan(asked(jose, '1975-03')).birthDay).toBeUndefined();
    expect(plan(asked(jose, '1900-01-01')).birthDay).toBeUndefined();
  });

  it('stays bounded and never throws, whatever is asked and however hot', () => {
    const text = fc.string({ unit: 'binary', maxLength: 200 });
    fc.assert(
      fc.property(
        fc.array(text, { maxLength: 8 }),
        fc.constantFrom('1975-03-20', '1975', undefined),
        fc.nat(),
        (names, birthDate, seed) => {
          const subject = {
            names: names.map((full): PersonName => ({ full, kind: 'legal' })),
            ...(birthDate !== undefined && { birthDate }),
          };
          const { anyOf, allOf } = plan(subject, (key) => Math.abs((key ^ seed) % 2000));
          expect(anyOf.length).toBeLessThanOrEqual(400);
          expect(allOf.length).toBeLessThanOrEqual(6);
        },
      ),
    );
    const letters = Array.from('BDFKLMNPRT');
    const words = letters.flatMap((first) => letters.map((last) => `${first}a${last}a`));
    const many = words.map((word, index): PersonName => ({ full: [word, ...words.slice(index, index + 11)].join(' '), kind: 'alias' })); // prettier-ignore
    expect(plan({ names: many, birthDate: '1975-03-20' }).anyOf.length).toBeLessThanOrEqual(400);
    expect(plan({ names: many, birthDate: '1975-03-20' }).isComplete).toBe(false);
  });
});
