import type { DateComparison } from './compare-dates.js';
import type { DocumentComparison } from './compare-documents.js';
import type { NameScore } from './score-names.js';
import type { NameFeatures } from '../names/describe-name.js';

/** What was compared. */
export type ScoredField =
  | 'IdentityNumber'
  | 'GivenName'
  | 'Surname'
  | 'NameSuffix'
  | 'NamesTogether'
  | 'Identity'
  | 'BirthDate'
  | 'Sex'
  | 'BirthPlace'
  | 'Nationality'
  | 'MotherName'
  | 'FatherName';

/**
 * One line of an explanation, for the eyes of the answering country alone: what was asked, what the register holds (both
 * folded), how they agree and how much that weighs. `reason` is a stable code that a catalogue words.
 */
export interface ScoreLine {
  readonly field: ScoredField;
  readonly asked: string;
  readonly held: string;
  readonly level: 'agrees' | 'close' | 'differs' | 'missing';
  /** Bits: log2 of how many times likelier this is for the same person than for another. The lines add up. */
  readonly weight: number;
  readonly reason: string;
}

/** A candidate held against the subject: the weight, its lines, and what the guards look at. */
export interface Assessment {
  readonly personId: string;
  /** Sum of the lines, in bits. */
  readonly weight: number;
  readonly lines: readonly ScoreLine[];
  readonly document: DocumentComparison;
  readonly name: { readonly score: NameScore; readonly asked: NameFeatures; readonly held: NameFeatures } | undefined;
  readonly date: DateComparison | undefined;
  readonly dateWeight: number;
  /** Between the two years of birth. */
  readonly yearsApart: number | undefined;
  readonly sex: 'agrees' | 'differs' | 'missing';
  readonly hasParentInCommon: boolean;
  /** A parent's given name is another, and the other parent's does not make up for it. */
  readonly doParentsContradict: boolean;
  readonly isPlaceAlike: boolean;
  readonly areIdentitiesMixed: boolean;
}
