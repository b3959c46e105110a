import type { CountryCode, Person, Sex } from '#libs/protocol';
import { records } from '#libs/synthetic';
import { FEW_GAPS } from '../flaws.js';
import { CULTURES, generationAt, generationsOf, inFashion, type Culture } from './fashions.js';

const yearOf = ({ birthDate = '' }: Person): number => Number(birthDate.slice(0, 4));

describe.each(CULTURES)('given names of the %s culture', (culture) => {
  it.each<Sex>([1, 2])('stand in one of four generations, each with a head (sex %s)', (sex) => {
    const generations = generationsOf(culture, sex);
    expect(generations.map(({ peak }) => peak)).toEqual([1945, 1968, 1986, 2001]);
    const names = generations.flatMap((generation) => generation.names.names);
    expect(new Set(names).size).toBe(names.length);
    expect(Math.min(...generations.map((generation) => generation.names.names.length))).toBeGreaterThanOrEqual(8);
  });

  it('weigh most in the decade of their generation, and less the further a decade is away', () => {
    for (const { peak, names } of generationsOf(culture, 2)) {
      const name = names.names[0] ?? '';
      const weightAt = (decades: number): number => inFashion(culture, 2, name, peak + 10 * decades);
      expect(weightAt(0)).toBeGreaterThan(0.8);
      expect(weightAt(4)).toBeLessThan(weightAt(2));
      expect(weightAt(9)).toBeGreaterThan(0);
    }
    expect(inFashion(culture, 2, 'a name of all times', 1950)).toBe(1);
  });

  it('are drawn from the generation of the year of birth', () => {
    const drawn = (born: number): number[] =>
      Array.from({ length: 100 }, (_, at) => generationAt(culture, 1, born, at / 100).peak);
    const share = (born: number, peak: number): number => drawn(born).filter((one) => one === peak).length;
    for (const peak of [1945, 1968, 1986, 2001]) expect(share(peak, peak)).toBeGreaterThan(50);
    expect(share(2001, 1945)).toBeLessThan(10);
    expect(share(1936, 2001)).toBeLessThan(10);
    expect(share(1906, 1945)).toBeGreaterThan(50);
  });
});

/** A register whose people are mostly of the culture. */
const WHERE: readonly (readonly [CountryCode, Culture])[] = [
  ['CL', 'spanish'],
  ['BR', 'portuguese'],
  ['JM', 'english'],
];

describe.each(WHERE)('in a register of %s', (country, culture) => {
  const persons = [...records({ country, seed: 'fashions', count: 12_000, convicted: 0, flaws: FEW_GAPS })];
  /** Of the given names of those who are told, the share from a generation's head. */
  const share = (names: readonly (readonly [Person, string, Sex])[], peak: number): number => {
    const heads = ([1, 2] as const).map((sex) =>
      generationsOf(culture, sex).find((generation) => generation.peak === peak)!.names.names); // prettier-ignore
    return names.filter(([, name, sex]) => heads[sex === 2 ? 1 : 0]!.includes(name)).length / names.length;
  };
  const given = persons.flatMap((person) =>
    (person.names[0]?.given ?? []).map((name) => [person, name, person.sex] as const),
  );
  type Years = readonly [from: number, to: number];
  const born = ([from, to]: Years) => given.filter(([person]) => yearOf(person) >= from && yearOf(person) <= to);

  it.each([
    [1945, [1946, 1955], [1990, 2004]],
    [1968, [1962, 1974], [1996, 2004]],
    [1986, [1980, 1989], [1946, 1955]],
    [2001, [1996, 2004], [1946, 1969]],
  ] as const)('names of %i are given in %j three times as often as in %j, and there too', (peak, around, away) => {
    const [near, far] = [share(born(around), peak), share(born(away), peak)];
    expect(near).toBeGreaterThan(3 * far);
    expect(near).toBeGreaterThan(0.15);
    expect(far).toBeGreaterThan(0);
  });

  it('fathers are named as their own generation', () => {
    const children = persons.filter((person) => yearOf(person) >= 1996 && yearOf(person) <= 2004);
    const fathers = children.flatMap((child) =>
      child.father === undefined ? [] : [[child, child.father.given?.[0] ?? '', 1] as const],
    );
    expect(share(fathers, 1968)).toBeGreaterThan(2 * share(fathers, 2001));
  });
});
