import type { Assessment } from '../score/assessment.js';
import type { WordPair } from '../score/score-names.js';
import type { Scoring } from '../score/scoring.js';

/** Why a candidate may not be matched automatically, however probable; a clerk may still find that it is the person. */
export type Guard =
  | 'given-name-not-found'
  | 'surname-not-found'
  | 'given-name-conflict'
  | 'surname-conflict'
  | 'possible-relative'
  | 'suffix-differs'
  | 'birth-date-too-weak'
  | 'sex-differs'
  | 'document-contradicts'
  | 'document-reuse'
  | 'document-shared'
  | 'alias-alone'
  | 'mononym-alone'
  | 'identities-mixed';

/** What the guards of one candidate need to know of the others. */
export interface Surroundings {
  /** How many candidates hold the number that agrees. */
  readonly holdersOfDocument: number;
}

/**
 * The guards that stand against a match, none when it may be automatic. Probability alone is not enough: relatives share
 * most of what is weighed, and numbers are copied, reused and mistyped.
 */
export function guardsAgainst(candidate: Assessment, scoring: Scoring, surroundings: Surroundings): Guard[] {
  const support = supportOf(candidate, scoring);
  const isShared = candidate.document.weight === 'same' && surroundings.holdersOfDocument > 1;
  const hasDocument =
    candidate.document.weight === 'same' && !candidate.document.isDoubtful && !candidate.document.isContradicted;
  const guards = hasDocument && !isShared ? guardsWithDocument(candidate, support) : guardsWithout(candidate, support);
  if (candidate.document.isContradicted) guards.push('document-contradicts');
  if (isShared) guards.push('document-shared');
  return guards;
}

interface Support {
  readonly hasGiven: boolean;
  readonly hasSurname: boolean;
  readonly givenConflict: boolean;
  readonly surnameConflict: boolean;
  readonly isDateStrong: boolean;
  readonly isDateContradicted: boolean;
  readonly isAlias: boolean;
}

const ALIAS_KINDS: ReadonlySet<string> = new Set(['alias', 'nickname', 'religious']);

function supportOf(candidate: Assessment, { weights: { dates } }: Scoring): Support {
  const score = candidate.name?.score;
  const sound = (score?.pairs ?? []).filter(({ likeness }) => likeness !== 'distant');
  const hasLookAlike = (score?.pairs ?? []).some(({ isLookAlike, role }) => isLookAlike && role !== 'surname');
  const loose = sound.filter(({ role }) => role === 'loose').length;
  const has = (role: WordPair['role']): boolean => sound.some((pair) => pair.role === role);
  const hasOtherEvidence =
    candidate.hasParentInCommon || ['oneCharacterOff', 'numberAlone', 'same'].includes(candidate.document.weight);
  const bar = hasOtherEvidence ? dates.strongWithParent : dates.strong;
  return {
    hasGiven: (has('given') || loose >= 2) && !hasLookAlike,
    hasSurname: has('surname') || has('married') || loose >= 2,
    givenConflict: hasLookAlike || (score?.givenConflicts ?? 0) > 0,
    surnameConflict: (score?.surnameConflicts ?? 0) > 0,
    isDateStrong: candidate.date !== undefined && candidate.dateWeight >= bar,
    isDateContradicted: candidate.date?.level === 'differs',
    isAlias: [candidate.name?.asked, candidate.name?.held].some((name) => ALIAS_KINDS.has(name?.kind ?? '')),
  };
}

/** No sound number agrees: everything else must, without a contradiction. */
function guardsWithout(candidate: Assessment, support: Support): Guard[] {
  const guards: Guard[] = [];
  if (!support.hasGiven) guards.push('given-name-not-found');
  if (!support.hasSurname) guards.push('surname-not-found');
  if (support.givenConflict) guards.push(support.hasSurname ? 'possible-relative' : 'given-name-conflict');
  if (support.surnameConflict) guards.push('surname-conflict');
  if (!support.isDateStrong) guards.push('birth-date-too-weak');
  if (candidate.name?.score.suffix === 'differs') guards.push('suffix-differs');
  if (candidate.sex === 'differs') guards.push('sex-differs');
  if (support.isAlias) guards.push('alias-alone');
  if (candidate.name?.score.isMononym === true) guards.push('mononym-alone');
  if (candidate.areIdentitiesMixed) guards.push('identities-mixed');
  return guards;
}

/** A sound number agrees, held by one person: name and date need only show that it is theirs. */
function guardsWithDocument(candidate: Assessment, support: Support): Guard[] {
  const guards: Guard[] = [];
  const hasFullName = support.hasGiven && support.hasSurname && !support.givenConflict && !support.surnameConflict;
  const hasName = support.hasGiven || support.hasSurname;
  if (!hasName && !support.isDateStrong) guards.push('document-reuse');
  if (!hasName) guards.push('surname-not-found');
  // A sister's card: the surname and perhaps the date agree, the given name is another.
  if (support.givenConflict && !support.hasGiven) guards.push('possible-relative');
  if (!support.isDateStrong && (!hasFullName || support.isDateContradicted)) guards.push('birth-date-too-weak');
  if (candidate.sex === 'differs' && !(hasFullName && support.isDateStrong)) guards.push('sex-differs');
  if (candidate.name?.score.suffix === 'differs') guards.push('suffix-differs');
  return guards;
}
