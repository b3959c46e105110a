import type { Assessment, ScoreLine } from '../score/assessment.js';
import type { DocumentComparison } from '../score/compare-documents.js';
import type { NameScore } from '../score/score-names.js';
import type { Scoring } from '../score/scoring.js';

/**
 * What else may explain why a person of the register looks like the subject, as odds against "it is the same person": a
 * relative of that person, a namesake, and somebody else under that person's number. Chance (anybody of the register) is not here: the
 * posterior counts it.
 */
export interface Alternatives {
  readonly relative: number;
  readonly namesake: number;
  readonly reuse: number;
}

const MOST_BITS = 300;
/** Parent and child are at least so many years apart. */
const YEARS_OF_A_GENERATION = 13;

/** The odds of each, 0 or more; 1 is "as likely as the same person". */
export function alternativesTo(candidate: Assessment, scoring: Scoring): Alternatives {
  return {
    relative: relativeOdds(candidate, scoring),
    namesake: namesakeOdds(candidate, scoring),
    reuse: reuseOdds(candidate, scoring),
  };
}

/**
 * Surname, parents and place are a relative's too, so they say nothing between both. A twin has the same date, another
 * given name, and seldom the same number; any other relative has a date of their own.
 */
function relativeOdds(candidate: Assessment, scoring: Scoring): number {
  const { relatives } = scoring.weights;
  const score = candidate.name?.score;
  if (score === undefined || !score.pairs.some(({ role }) => role !== 'given')) return 0;
  const shared = documentBits(candidate, scoring) + contraryBits(candidate, ['Sex', 'NameSuffix']);
  const isOtherGeneration = candidate.yearsApart === undefined || candidate.yearsApart >= YEARS_OF_A_GENERATION;
  const isDateLike = candidate.dateWeight > 0;
  const isNamedAlike = score.pairs.length > 0 && !isSameGivenName(score);
  const namesakeTwin = Math.max(relatives.namesakeTwin, isNamedAlike ? relatives.namedAlike : -Infinity);
  const twin = isDateLike ? relatives.twins + givenBits(candidate, namesakeTwin, scoring) : -Infinity;
  const namesake = isOtherGeneration ? relatives.namesake : relatives.namesakeOfOneGeneration;
  const other = relatives.persons - candidate.dateWeight + givenBits(candidate, namesake, scoring);
  return odds(twin + shared) + odds(other + shared);
}

/** Kept finite, whatever a configuration says. */
const odds = (bits: number): number => 2 ** Math.min(MOST_BITS, bits);

/** How much better the given names fit a relative than the same person. */
function givenBits(candidate: Assessment, namesake: number, { weights: { relatives } }: Scoring): number {
  const score = candidate.name?.score;
  if (score === undefined) return 0;
  const given = score.pairs.filter(({ role }) => role === 'given' || role === 'loose');
  const agreeing = given.filter(({ isLookAlike, role }) => !isLookAlike && role === 'given');
  const isContrary = score.givenConflicts > 0 || given.some(({ isLookAlike }) => isLookAlike);
  if (agreeing.length === 0) return given.length > 1 && !isContrary ? namesake : -score.givenWeight;
  if (!isContrary) return namesake;
  // José Luis and José Leonardo: relatives often share a part.
  const agreed = agreeing.reduce((sum, { weight }) => sum + weight, 0);
  return agreed + relatives.partOfNameShared - score.givenWeight;
}

/** The first given names are found, and one given name is the same: twins have like names, and share second ones. */
function isSameGivenName({ isFirstGivenFound, pairs }: NameScore): boolean {
  const given = pairs.filter(({ role }) => role === 'given');
  return isFirstGivenFound && (given.length === 0 || given.some(({ isOneName }) => isOneName));
}

function documentBits({ document }: Assessment, { weights }: Scoring): number {
  if (document.weight === 'same') {
    return document.isDoubtful ? weights.relatives.numberConfused / 2 : weights.relatives.numberConfused;
  }
  if (document.weight === 'numberAlone') return weights.relatives.numberConfused / 2;
  if (document.weight === 'oneCharacterOff') return isNeighbour(document) ? 0 : weights.relatives.numberConfused / 2;
  return document.weight === 'differs' ? -weights.documents.differs : 0;
}

const LAST_PLACES = 2;

/** Twins are entered one after the other: their numbers differ at the end. */
function isNeighbour({ asked, held }: DocumentComparison): boolean {
  const start = (number = ''): string => number.slice(0, -LAST_PLACES);
  return start(asked?.number) === start(held?.number);
}

/** Contradictions that a relative explains. */
function contraryBits({ lines }: Assessment, fields: readonly ScoreLine['field'][]): number {
  return lines
    .filter(({ field, weight }) => weight < 0 && fields.includes(field))
    .reduce((sum, { weight }) => sum - weight, 0);
}

const NAME_FIELDS: ReadonlySet<ScoreLine['field']> = new Set(['GivenName', 'Surname', 'NameSuffix', 'NamesTogether']);

/** However rare a full name is: names run in families and villages. Then everything but the name agrees by chance alone. */
function namesakeOdds({ weight, lines }: Assessment, { weights }: Scoring): number {
  const ofName = lines.filter(({ field }) => NAME_FIELDS.has(field)).reduce((sum, line) => sum + line.weight, 0);
  // A name that speaks against the person has been counted as that.
  return odds(weights.relatives.namesakesElsewhere - (weight - Math.max(0, ofName)));
}

/** The number is this person's, the subject is not: then everything else agrees by chance alone. */
function reuseOdds({ document, weight, lines }: Assessment, { weights }: Scoring): number {
  if (document.weight !== 'same') return 0;
  const ofDocument = lines.find(({ field }) => field === 'IdentityNumber')?.weight ?? 0;
  return odds(weights.documents.reused - (weight - ofDocument));
}
