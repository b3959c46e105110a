import type { PersonName, Subject } from '#libs/protocol';
import { describe as describeIdentity, describeQuestion, planSearch, planSlips, recordKeys, RegisterStatistics } from '#libs/matching'; // prettier-ignore
import type { KeyHeat, SearchPlan, StatisticRow } from '#libs/matching';

const rows = (kind: StatisticRow['kind'], values: Readonly<Record<string, number>>): StatisticRow[] =>
  Object.entries(values).map(([value, persons]) => ({ kind, value, persons }));
/** A thousand persons; ESTELA is ASTL, ESELA ASL. */
const register = new RegisterStatistics(1000, [
  ...rows('given', { DENNIS: 20, EDWIN: 30, MARIANA: 9, ANA: 30 }),
  ...rows('code', { ASTL: 40, AKL: 30, DN: 20, ADBN: 30 }),
]);

const named = (given: string, surname1: string): PersonName => ({ full: `${given} ${surname1}`, kind: 'legal', given: given.split(' '), surname1 }); // prettier-ignore
const asked = (name: PersonName, birthDate?: string): Subject => ({ names: [name], ...(birthDate !== undefined && { birthDate }) }); // prettier-ignore
const slips = (subject: Subject, heat: KeyHeat = () => 0, statistics = register): SearchPlan | undefined =>
  planSlips(describeQuestion(subject), statistics, heat);
const reaches = (plan: SearchPlan | undefined, held: Subject): boolean => {
  const keys = recordKeys(describeIdentity(held));
  return plan?.anyOf.some((key) => keys.includes(key)) === true;
};

describe('the search for slips', () => {
  const esela = asked(named('Esela', 'Irubarría'), '1957-03-18');
  const estela = named('Estela', 'Irubarría');

  it.each([
    ['the year alone', '1957'],
    ['1 January of the year', '1957-01-01'],
    ['another day of the year', '1957-08-02'],
    ['no date at all', undefined],
    ['another year', '1975-03-18'],
  ])('finds one of two words although a consonant is missing and the register has %s', (_, birthDate) => {
    const held = asked(estela, birthDate);
    expect(
      reaches(
        planSearch(describeQuestion(esela), () => 0),
        held,
      ),
    ).toBe(false);
    expect(reaches(slips(esela), held)).toBe(true);
  });

  it('finds by a year or by names alone, when no more is told', () => {
    expect(reaches(slips(asked(named('Esela', 'Irubarría'), '1957')), asked(estela, '1957-03-18'))).toBe(true);
    expect(reaches(slips(asked(named('Esela', 'Irubarría'))), asked(estela, '1957-03-18'))).toBe(true);
  });

  it.each([
    ['mistaken for a like one, although the name is nobody else’s', 'Fernández', 'Fetnández', true],
    ['exchanged with its neighbour', 'Medina', 'Menida', true],
    ['added', 'Irubarría', 'Irubarríla', false],
  ])('a consonant %s', (_, one, other, isFound) => {
    expect(reaches(slips(asked(named('Sofía', one), '1994')), asked(named('Sofía', other), '1994'))).toBe(isFound);
  });

  it('two given names that are written as one are found apart', () => {
    const glued = slips(asked(named('DENNISEDWIN', 'Ochoa')));
    expect(reaches(glued, asked(named('Dennis Edwin', 'Ochoa')))).toBe(true);
    expect(reaches(glued, asked(named('Dennis Edwin', 'Rojas')))).toBe(true);
  });

  it('a name of its own is not taken apart: MARIANA is not MARI ANA', () => {
    const mariana = asked(named('Mariana Rosa', 'Ochoa'));
    expect(slips(mariana)).toBeUndefined();
    expect(slips(asked(named('Marilana Rosa', 'Ochoa')))).toBeDefined();
  });

  it('three words have words enough that are right', () => {
    expect(slips(asked(named('Esela Rosa', 'Irubarría'), '1957'))).toBeUndefined();
  });

  it('leaves hot keys out, and stays small however common the names', () => {
    expect(slips(esela, () => 1_000)).toBeUndefined();
    const counted = rows(
      'code',
      Object.fromEntries(Array.from('BDFGJKLMNPRSTX', (letter) => [`AS${letter}`, 500_000])),
    );
    const crowded = new RegisterStatistics(10_000_000, counted);
    const few = slips(asked(named('Asa', 'Esela')), () => 0, crowded);
    expect(few?.anyOf.length ?? 0).toBeLessThan(slips(asked(named('Asa', 'Esela')))?.anyOf.length ?? 0);
    expect(slips(esela)?.anyOf.length).toBeLessThanOrEqual(310);
  });
});
