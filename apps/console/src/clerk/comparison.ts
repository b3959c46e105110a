import type { Candidate, ScoreLine } from '../api/shapes.js';

/** What can be compared, in the order in which somebody reads it. */
export const FIELDS = [
  ...(['GivenName', 'Surname', 'NameSuffix', 'NamesTogether', 'BirthDate', 'Sex', 'IdentityNumber'] as const),
  ...(['MotherName', 'FatherName', 'BirthPlace', 'Nationality', 'Identity'] as const),
] as const;
export type Field = (typeof FIELDS)[number];

/** Somebody of the register who may be meant; how much of their record may go is told of a question alone. */
export type ComparedCandidate = Pick<Candidate, 'candidate'> & Partial<Candidate>;

/** One line of the comparison: what was asked, and what the register holds of each candidate. */
export interface ComparedField {
  readonly field: Field;
  readonly asked: string;
  /** One for each candidate, in their order. */
  readonly held: readonly (ScoreLine | undefined)[];
}

/** The explanations of all candidates as one table; a field that is told by nobody is left out. */
export function comparedFields(candidates: readonly ComparedCandidate[]): ComparedField[] {
  return FIELDS.flatMap((field) => {
    const held = candidates.map(({ candidate }) => candidate.explanation.find((line) => line.field === field));
    const told = held.filter((line) => line !== undefined);
    if (told.every(({ asked, held: value, weight }) => asked === '' && value === '' && weight === 0)) return [];
    return [{ field, asked: told.find((line) => line.asked !== '')?.asked ?? '', held }];
  });
}

/** How much a line says, in a word: each bit doubles the odds that it is the same person, or halves them. */
export function strengthOf(weight: number): 'strongly' | 'for' | 'neutral' | 'against' | 'stronglyAgainst' {
  if (weight >= 8) return 'strongly';
  if (weight >= 1) return 'for';
  if (weight <= -5) return 'stronglyAgainst';
  return weight <= -1 ? 'against' : 'neutral';
}

/** How much of a bar a weight fills, from 0 to 1; what is beyond twenty bits is as good as certain. */
export const fillOf = (weight: number): number => Math.min(1, Math.abs(weight) / 20);
