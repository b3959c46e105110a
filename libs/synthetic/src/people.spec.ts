import { Ajv2020 } from 'ajv/dist/2020.js';
import { canonicalDocument, describe as describePerson, documentKeysOf } from '#libs/matching';
import { COUNTRIES, personSchema } from '#libs/protocol';
import type { Conviction, CountryCode, Person } from '#libs/protocol';
import { people, personAt, recordAt, records, truthAt, USUAL_FLAWS } from '#libs/synthetic';
import type { RegisterFlaws } from '#libs/synthetic';
import { FEW_GAPS, swapDayAndMonth } from './flaws.js';

const isPerson = new Ajv2020().compile(personSchema);
const register = (country: CountryCode, count: number, seed = 'spec') => [...people({ country, seed, count })];

describe('a made-up register', () => {
  it('is the same for the same seed, and another for another seed or country', () => {
    expect(register('AR', 50)).toEqual(register('AR', 50));
    expect(register('AR', 50)).not.toEqual(register('AR', 50, 'other'));
    expect(register('UY', 1)[0]?.names).not.toEqual(register('AR', 1)[0]?.names);
  });

  it('of a larger size begins with the smaller one, and each person can be made alone', () => {
    expect(register('SR', 80).slice(0, 40)).toEqual(register('SR', 40));
    expect(personAt({ country: 'SR', seed: 'spec' }, 39)).toEqual(register('SR', 40)[39]);
  });

  it('is a stream: the first person comes before the last of ten thousand million is made', () => {
    expect(people({ country: 'BR', seed: 'spec', count: 1e10 }).next().value).toMatchObject({
      personId: 'BR-000000000',
    });
    expect(isPerson(personAt({ country: 'BR', seed: 'spec' }, 5e9))).toBe(true);
  });

  it('makes as many persons as it is asked for', () => {
    expect(register('AR', 5000)).toHaveLength(5000);
  });
});

describe.each([...COUNTRIES])('the register of %s', (country) => {
  const persons = register(country, 3000);

  it('holds persons of the register’s shape', () => {
    expect(persons.filter((person) => !isPerson(person))).toEqual([]);
  });

  it('has numbers of the right form with right check digits, each held by one person', () => {
    const documents = persons.flatMap((person) => person.documents);
    const canonical = documents.map((document) => canonicalDocument(document));
    expect(canonical.filter((document) => document?.format !== 'ok' || document.checkDigit === 'failed')).toEqual([]);
    const keys = persons.flatMap((person) =>
      documentKeysOf(describePerson(person)).filter((key) => !key.startsWith('#')),
    );
    expect(new Set(keys).size).toBe(keys.length);
  });

  it('has about a third convicted, a few foreigners, and names of which some are much more frequent', () => {
    const share = (test: (person: Person) => boolean): number => persons.filter(test).length / persons.length;
    const convicted = share((person) => person.convictions.length > 0);
    expect(convicted).toBeGreaterThan(0.31);
    expect(convicted).toBeLessThan(0.39);
    const foreign = share((person) => person.birthPlace.country !== country);
    expect(foreign).toBeGreaterThan(0.03);
    expect(foreign).toBeLessThan(0.1);
    expect(Math.max(...persons.map((person) => person.convictions.length))).toBe(4);
    expect(new Set(persons.map((person) => person.names[0]?.full)).size).toBeGreaterThan(1500);
  });

  it('has nobody born on a day that was none, and somebody on each day of the month', () => {
    const days = persons.map(({ birthDate }) => birthDate).filter((date) => date.length === 10);
    const isDay = (date: string): boolean => new Date(`${date}T00:00:00Z`).toISOString().startsWith(date);
    expect(days.filter((date) => !isDay(date))).toEqual([]);
    expect(new Set(days.map((date) => date.slice(8))).size).toBe(31);
  });

  it('has convictions whose dates follow each other and whose links resolve', () => {
    const wrong = persons.filter((person) => person.convictions.some((conviction) => !isCoherent(person, conviction)));
    expect(wrong).toEqual([]);
  });
});

describe('kin and homonyms', () => {
  const persons = [...records({ country: 'CL', seed: 'spec', count: 20_000, convicted: 0, flaws: FEW_GAPS })];
  const pairs = persons.slice(1).map((person, at) => [persons[at]!, person] as const);
  const parents = ({ mother, father }: Person) => [mother?.full, father?.full];
  const surnames = ({ names: [name] }: Person) => [name?.surname1, name?.surname2];
  const kin = pairs.filter(
    ([left, right]) =>
      left.mother && right.mother && left.father && right.father && String(parents(left)) === String(parents(right)),
  );

  it('are three in a hundred, a fifth of them twins, with their own given names and numbers', () => {
    // Both have both parents in 46 % of the pairs.
    expect(kin.length / persons.length / 0.456).toBeGreaterThan(0.022);
    expect(kin.length / persons.length / 0.456).toBeLessThan(0.034);
    const twins = kin.filter(([left, right]) => left.birthDate === right.birthDate);
    expect(twins.length / kin.length).toBeGreaterThan(0.12);
    expect(twins.length / kin.length).toBeLessThan(0.3);
    for (const [left, right] of kin) {
      expect(surnames(left)).toEqual(surnames(right));
      expect(describePerson(left).names[0]).not.toEqual(describePerson(right).names[0]);
      expect(
        left.documents.filter((document) => right.documents.some(({ number }) => number === document.number)),
      ).toEqual([]);
    }
  });

  it('bear one name in one of a hundred neighbours, a tenth of them born the same day, with other parents', () => {
    const homonyms = pairs.filter(([left, right]) => left.names[0]?.full === right.names[0]?.full);
    expect(homonyms.length / persons.length).toBeGreaterThan(0.007);
    expect(homonyms.length / persons.length).toBeLessThan(0.013);
    const sameDay = homonyms.filter(([left, right]) => left.birthDate === right.birthDate);
    expect(sameDay.length).toBeGreaterThan(5);
    expect(sameDay.length).toBeLessThan(40);
    expect(homonyms.filter((pair) => kin.includes(pair))).toEqual([]);
  });
});

describe.each(['AR', 'BR', 'JM', 'SR', 'GT'] as const)('names of %s', (country) => {
  const persons = [...records({ country, seed: 'spec', count: 10_000, convicted: 0 })];
  const counts = new Map<string, number>();
  for (const { names } of persons)
    counts.set(names[0]?.surname1 ?? '', (counts.get(names[0]?.surname1 ?? '') ?? 0) + 1);
  counts.delete('');
  const shares = [...counts.values()].sort((left, right) => right - left).map((count) => count / persons.length);

  it('have many surnames, the first borne by up to nine in a hundred, the hundredth by a tenth of that', () => {
    expect(shares.length).toBeGreaterThan(1500);
    expect(shares[0]).toBeGreaterThan(0.005);
    expect(shares[0]).toBeLessThan(0.09);
    expect(shares[0]! / shares[99]!).toBeGreaterThan(4);
    expect(shares[0]! / shares[99]!).toBeLessThan(60);
  });

  it('are shared with others by one to thirty in a hundred persons', () => {
    const full = new Map<string, number>();
    for (const { names } of persons) full.set(names[0]!.full, (full.get(names[0]!.full) ?? 0) + 1);
    const sharing = persons.filter(({ names }) => (full.get(names[0]!.full) ?? 0) > 1).length / persons.length;
    expect(sharing).toBeGreaterThan(0.01);
    expect(sharing).toBeLessThan(0.3);
  });
});

describe('a register in use', () => {
  const size = 10_000;
  const held = [...records({ country: 'PE', seed: 'spec', count: size, convicted: 0 })];
  const truth = held.map((_, index) => truthAt({ country: 'PE', seed: 'spec' }, index, 0));
  const share = (test: (person: Person, truly: Person) => boolean): number =>
    held.filter((person, index) => test(person, truth[index]!)).length / size;

  it('holds persons of the register’s shape, each of whom can be made alone', () => {
    expect(held.filter((person) => !isPerson(person))).toEqual([]);
    expect(recordAt({ country: 'PE', seed: 'spec', convicted: 0 }, 1234)).toEqual(held[1234]);
  });

  it.each<[keyof typeof USUAL_FLAWS, (person: Person, truly: Person) => boolean]>([
    ['noBirthDate', ({ birthDate }) => birthDate === undefined],
    ['yearOnly', ({ birthDate }) => birthDate?.length === 4],
    ['monthOnly', ({ birthDate }) => birthDate?.length === 7],
    [
      'firstOfJanuary',
      ({ birthDate }, truly) => birthDate?.endsWith('-01-01') === true && birthDate !== truly.birthDate,
    ],
    [
      'wrongBirthDigit',
      ({ birthDate }, truly) =>
        birthDate?.length === 10 &&
        differences(birthDate, truly.birthDate!) <= 2 &&
        !birthDate.endsWith('-01-01') &&
        swapDayAndMonth(truly.birthDate!) !== birthDate &&
        birthDate !== truly.birthDate,
    ],
    ['noDocument', ({ documents }) => documents.length === 0],
    [
      'wrongCheckDigit',
      ({ documents }, truly) => documents.length > 0 && documents[0]!.number !== truly.documents[0]!.number,
    ],
    [
      'noSecondSurname',
      ({ names }, truly) => names[0]!.surname2 === undefined && truly.names[0]!.surname2 !== undefined,
    ],
    ['noMother', ({ mother }) => mother === undefined],
    ['noFather', ({ father }) => father === undefined],
    ['sexUnknown', ({ sex }) => sex === 0],
    ['wrongSex', ({ sex }, truly) => sex !== 0 && sex !== truly.sex],
    ['noTown', ({ birthPlace }) => birthPlace.town === undefined],
  ])('has as many flaws of kind %s as said', (flaw, test) => {
    const expected = USUAL_FLAWS[flaw];
    const deviation = Math.sqrt((expected * (1 - expected)) / size);
    expect(Math.abs(share(test) - expected)).toBeLessThan(5 * deviation + 0.08 * expected);
  });

  it('has no flaw that it is not told to have', () => {
    const flaws = Object.fromEntries(Object.keys(USUAL_FLAWS).map((flaw) => [flaw, 0])) as unknown as RegisterFlaws;
    const clean = [...records({ country: 'PE', seed: 'spec', count: 200, convicted: 0, flaws })];
    expect(clean).toEqual(truth.slice(0, 200));
  });
});

const differences = (left: string, right: string): number =>
  Array.from(left).filter((letter, at) => letter !== right[at]).length;

function isCoherent(person: ReturnType<typeof personAt>, conviction: Conviction): boolean {
  const { offences, sanctions, decisions, decisionDate, finalDate, retentionEndDate, relationships } = conviction;
  const ids = [...offences, ...sanctions, ...decisions].map(({ id }) => id);
  const linked = relationships?.flatMap(({ from, to }) => [from, ...to]) ?? [];
  const dates = [person.birthDate, offences[0]!.startDate, decisionDate, finalDate, '2026', retentionEndDate!];
  const age = Number(offences[0]!.startDate.slice(0, 4)) - Number(person.birthDate.slice(0, 4));
  return (
    linked.every((id) => ids.includes(id)) &&
    dates.every((date, at) => at === 0 || date > dates[at - 1]!) &&
    decisions.every(({ date }) => date > decisionDate && date < '2026') &&
    (conviction.minorAtOffence === 'Y') === age < 18
  );
}
