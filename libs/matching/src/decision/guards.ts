import type { Assessment } from '../score/assessment.js';
import type { WordPair } from '../score/score-names.js';
import type { Scoring } from '../score/scoring.js';
import { isProvenNumber } from '../document.js';
import { isCivilName } from '../name.js';
import type { Alternatives } from './alternatives.js';

/** Why a candidate may not be matched automatically, however probable; a clerk may still find that it is the person. */
export type Guard =
  | 'given-name-not-found'
  | 'surname-not-found'
  | 'given-name-conflict'
  | 'surname-conflict'
  | 'possible-relative'
  | 'possible-namesake'
  | 'suffix-differs'
  | 'birth-date-too-weak'
  | 'sex-differs'
  | 'parent-differs'
  | 'document-contradicts'
  | 'document-reuse'
  | 'document-shared'
  | 'alias-alone'
  | 'mononym-alone'
  | 'identities-mixed';

/** What the guards of one candidate need to know beside the candidate. */
export interface Surroundings {
  /** How many candidates hold the number that agrees. */
  readonly holdersOfDocument: number;
  readonly alternatives: Alternatives;
  readonly probability: number;
}

/**
 * The guards that stand against a match, none when it may be automatic. Probability alone is not enough: it is as good as
 * the weights, and numbers are copied, reused and mistyped.
 */
export function guardsAgainst(candidate: Assessment, scoring: Scoring, surroundings: Surroundings): Guard[] {
  const support = supportOf(candidate, scoring);
  const isShared = candidate.document.weight === 'same' && surroundings.holdersOfDocument > 1;
  const isSound = candidate.document.weight === 'same' && !candidate.document.isDoubtful && !isShared;
  const guards = isSound ? guardsWithDocument(candidate, support) : guardsWithout(candidate, support);
  const unlikely = 1 - scoring.shares.match;
  if (surroundings.alternatives.relative > unlikely) guards.push('possible-relative');
  if (surroundings.alternatives.namesake > unlikely) guards.push('possible-namesake');
  if (surroundings.alternatives.reuse > unlikely && !guards.includes('document-reuse')) guards.push('document-reuse');
  if (isContradicted(candidate, support, scoring, surroundings.probability)) guards.push('document-contradicts');
  if (isShared) guards.push('document-shared');
  return guards;
}

interface Support {
  /** Any word of the name agrees. */
  readonly hasName: boolean;
  readonly hasGiven: boolean;
  readonly hasSurname: boolean;
  readonly givenConflict: boolean;
  readonly surnameConflict: boolean;
  readonly hasFullName: boolean;
  readonly isDateStrong: boolean;
  /** The very day, known in full, and the place or a parent. */
  readonly isBornThenAndThere: boolean;
  readonly isGivenExact: boolean;
  readonly isAlias: boolean;
}

function supportOf(candidate: Assessment, { weights: { dates } }: Scoring): Support {
  const score = candidate.name?.score;
  const pairs = score?.pairs ?? [];
  const hasLookAlike = pairs.some(({ isLookAlike, role }) => isLookAlike && role !== 'surname');
  const sound = pairs.filter(({ likeness }) => likeness !== 'distant');
  const loose = sound.filter(({ role }) => role === 'loose').length;
  const has = (role: WordPair['role']): boolean => sound.some((pair) => pair.role === role);
  const hasOtherEvidence =
    candidate.hasParentInCommon || ['oneCharacterOff', 'numberAlone', 'same'].includes(candidate.document.weight);
  const hasGiven = (has('given') || loose >= 2) && !hasLookAlike;
  const hasSurname = has('surname') || has('married') || loose >= 2;
  const givenConflict = hasLookAlike || (score?.givenConflicts ?? 0) > 0;
  const surnameConflict = (score?.surnameConflicts ?? 0) > 0;
  return {
    hasName: hasGiven || hasSurname || loose > 0,
    hasGiven,
    hasSurname,
    givenConflict,
    surnameConflict,
    hasFullName: hasGiven && hasSurname && !givenConflict && !surnameConflict,
    isDateStrong:
      candidate.date !== undefined &&
      candidate.dateWeight >= (hasOtherEvidence ? dates.strongWithParent : dates.strong),
    isBornThenAndThere: candidate.date?.weight === 'same' && (candidate.hasParentInCommon || candidate.isPlaceAlike),
    isGivenExact: pairs.some(({ likeness, role }) => likeness === 'exact' && role === 'given'),
    isAlias: [candidate.name?.asked, candidate.name?.held].some((name) => name !== undefined && !isCivilName(name)),
  };
}

/** No sound number agrees: everything else must, without a contradiction. */
function guardsWithout(candidate: Assessment, support: Support): Guard[] {
  const guards: Guard[] = [];
  if (!support.hasGiven) guards.push('given-name-not-found');
  const isSurnameExcused = isSurnameChanged(candidate, support);
  if (!support.hasSurname && !isSurnameExcused) guards.push('surname-not-found');
  if (support.givenConflict) guards.push('given-name-conflict');
  if (support.surnameConflict && !isSurnameExcused) guards.push('surname-conflict');
  if (!support.isDateStrong) guards.push('birth-date-too-weak');
  if (candidate.name?.score.suffix === 'differs') guards.push('suffix-differs');
  if (candidate.sex === 'differs') guards.push('sex-differs');
  if (candidate.doParentsContradict) guards.push('parent-differs');
  if (support.isAlias) guards.push('alias-alone');
  if (candidate.name?.score.isMononym === true) guards.push('mononym-alone');
  if (candidate.areIdentitiesMixed) guards.push('identities-mixed');
  return guards;
}

/**
 * A sound number agrees, held by one person: a name must show that it is theirs, or all else must, for people take other
 * names. How much more, the probability says.
 */
function guardsWithDocument(candidate: Assessment, support: Support): Guard[] {
  return support.hasName || (support.isBornThenAndThere && candidate.sex !== 'differs') ? [] : ['document-reuse'];
}

/** Of all that agrees, only the surname is another, as after a marriage: the number is one slip away. */
function isSurnameChanged(candidate: Assessment, support: Support): boolean {
  return (
    candidate.document.weight === 'oneCharacterOff' &&
    support.isBornThenAndThere &&
    support.isGivenExact &&
    !support.givenConflict
  );
}

/**
 * The subject's number of a kind of which people have one is another. It is let pass only where everything else agrees,
 * more than usual, and one of both numbers may be a slip itself.
 */
function isContradicted(candidate: Assessment, support: Support, scoring: Scoring, probability: number): boolean {
  const { document } = candidate;
  if (!document.isContradicted) return false;
  const mayBeSlip = document.weight === 'differs' && ![document.asked, document.held].every((number) => number !== undefined && isProvenNumber(number.type, number.number)); // prettier-ignore
  const isOutweighed =
    support.hasFullName && support.isBornThenAndThere && mayBeSlip && probability >= scoring.shares.matchAgainstNumber;
  return !isOutweighed;
}
