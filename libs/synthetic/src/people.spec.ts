import { Ajv2020 } from 'ajv/dist/2020.js';
import { canonicalDocument, describe as describePerson, documentKeysOf, nameKeys } from '#libs/matching';
import { COUNTRIES, personSchema } from '#libs/protocol';
import type { Conviction, CountryCode, Person } from '#libs/protocol';
import { people, personAt } from '#libs/synthetic';

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

  it('has twins and homonyms, some born on the same day, never with the same number', () => {
    const pairs = persons.slice(1).map((person, at) => [persons[at]!, person] as const);
    const sameName = pairs.filter(([left, right]) => left.names[0]?.full === right.names[0]?.full);
    const sameDay = pairs.filter(([left, right]) => left.birthDate === right.birthDate);
    const twins = sameDay.filter(([left, right]) => left.names[0]?.full !== right.names[0]?.full);
    expect(sameName.length).toBeGreaterThan(20);
    expect(sameName.filter((pair) => sameDay.includes(pair)).length).toBeGreaterThan(2);
    expect(twins.length).toBeGreaterThan(8);
    for (const [left, right] of twins) {
      const surnames = ({ names: [name] }: Person) => [name?.surname1, name?.surname2];
      expect(surnames(left)).toEqual(surnames(right));
      expect(nameKeys(left.names.slice(0, 1))).not.toEqual(nameKeys(right.names.slice(0, 1)));
    }
  });

  it('has convictions whose dates follow each other and whose links resolve', () => {
    const wrong = persons.filter((person) => person.convictions.some((conviction) => !isCoherent(person, conviction)));
    expect(wrong).toEqual([]);
  });
});

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
