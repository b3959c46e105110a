import {
  DEFAULT_CONFIGURATION,
  describe as featuresOf,
  describeQuestion,
  identifySubject,
  RegisterStatistics,
} from '#libs/matching';
import type { Identity, MatchingConfiguration, StatisticRow, SubjectIdentification } from '#libs/matching';
import type { PersonName, Subject } from '#libs/protocol';

/** A made-up register of a million persons in which the names below are common, as far as it is counted. */
const COUNTS: Readonly<Record<string, readonly (readonly [value: string, persons: number])[]>> = {
  given: [
    ['JUAN', 40_000], ['JUANA', 6_000], ['JOSE', 50_000], ['LUIS', 30_000], ['MARIA', 60_000], ['MARTA', 8_000], ['MARCELA', 6_000],
    ['LEONARDO', 3_000], ['ANA', 20_000], ['PEDRO', 15_000], ['RAMON', 5_000], ['JOSUE', 20],
  ],
  surname: [['PEREZ', 20_000], ['GARCIA', 30_000], ['LOPEZ', 18_000], ['SILVA', 90_000], ['SOSA', 9_000], ['SOUZA', 9_000]],
  sex: [['1', 600_000], ['2', 400_000]],
  nationality: [['AR', 950_000], ['PY', 9_000]],
  town: [['ROSARIO', 30_000], ['SALTA', 15_000]],
}; // prettier-ignore

export const PERSONS = 1_000_000;

export const statistics = new RegisterStatistics(
  PERSONS,
  Object.entries(COUNTS).flatMap(([kind, values]) =>
    values.map(([value, persons]) => ({ kind: kind as StatisticRow['kind'], value, persons })),
  ),
);

export const legal = (given: string, surname1: string, surname2?: string): PersonName => ({
  kind: 'legal',
  full: [given, surname1, surname2].filter((part) => part !== undefined).join(' '),
  given: given.split(' '),
  surname1,
  ...(surname2 !== undefined && { surname2 }),
});

export const dni = (number: string) => ({ country: 'AR', type: 'AR_DNI', number });

/** A person of the register; also what a perfect question tells. */
export const juan = {
  names: [legal('Juan Ramón', 'Pérez', 'García')],
  birthDate: '1980-02-29',
  sex: 1,
  nationalities: ['AR'],
  birthPlace: { country: 'AR', town: 'Rosario' },
  documents: [dni('20123456')],
  mother: legal('Marta', 'García'),
  father: legal('Pedro', 'Pérez'),
} as const satisfies Identity;

export interface Circumstances {
  readonly isComplete?: boolean;
  readonly heat?: (key: number) => number;
  readonly configuration?: MatchingConfiguration;
  readonly statistics?: RegisterStatistics;
}

/** Decides about a subject among people, whose ids are `p0`, `p1` ... in order. */
export function decide(
  subject: Subject,
  people: readonly Identity[],
  circumstances: Circumstances = {},
): SubjectIdentification {
  return identifySubject({
    question: describeQuestion(subject),
    candidates: people.map((person, index) => ({ personId: `p${index}`, features: featuresOf(person) })),
    isComplete: true,
    statistics,
    heat: () => 0,
    configuration: DEFAULT_CONFIGURATION,
    ...circumstances,
  });
}

/** The subject without some of its members. */
export function without(identity: Identity, ...members: readonly (keyof Identity)[]): Identity {
  return Object.fromEntries(
    Object.entries(identity).filter(([name]) => !members.includes(name as keyof Identity)),
  ) as unknown as Identity;
}

/** The line of a field of the first candidate. */
export const lineOf = (identification: SubjectIdentification, field: string) =>
  identification.candidates[0]?.lines.find((line) => line.field === field);

/** The flags of the first candidate. */
export const flagsOf = (identification: SubjectIdentification): readonly string[] =>
  identification.candidates[0]?.flags ?? [];
