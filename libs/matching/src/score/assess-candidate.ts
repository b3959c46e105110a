import { isCivilName } from '../name.js';
import type { Assessment, ScoreLine } from './assessment.js';
import { compareDates, type DateComparison } from './compare-dates.js';
import { compareDocuments, type DocumentComparison } from './compare-documents.js';
import type { Features, DateFeature } from '../features.js';
import type { NameFeatures } from '../names/describe-name.js';
import { mayShareWords } from '../names/align-names.js';
import { nameLines } from './name-lines.js';
import { scoreNames, type NameScore } from './score-names.js';
import { scoreOrigin, scoreSex } from './score-origin.js';
import { scoreParents } from './score-parents.js';
import type { Scoring } from './scoring.js';
import type { NamesTogether } from './names-together.js';

/** Somebody of the register. */
interface Candidate {
  readonly personId: string;
  readonly features: Features;
}

/** Weighs everything that the subject and one person of the register have in common and not in common. */
export function assessCandidate(
  asked: Features,
  candidate: Candidate,
  scoring: Scoring,
  together: NamesTogether,
): Assessment;
/**
 * Nothing when no number and no word of a name agrees and all the rest cannot weigh `least` bits: so it is with nearly
 * everybody who was born on the same day.
 */
export function assessCandidate(
  asked: Features,
  candidate: Candidate,
  scoring: Scoring,
  together: NamesTogether,
  least: number,
): Assessment | undefined;
export function assessCandidate(
  asked: Features,
  candidate: Candidate,
  scoring: Scoring,
  together: NamesTogether,
  least = -Infinity,
): Assessment | undefined {
  const held = candidate.features;
  const document = compareDocuments(asked.documents, held.documents);
  const parents = scoreParents(asked, held, scoring);
  const sex = scoreSex(asked, held, scoring);
  const [nationality, place] = scoreOrigin(asked, held, scoring);
  const date = bestDate(asked.birthDates, held.birthDates, scoring);
  const number = documentLine(document, held, scoring);
  const others = [sex, nationality, place, ...parents.lines];
  const besideNames = others.reduce((sum, { weight }) => sum + weight, number.weight + date.weight);
  const isNumberAlike = document.level === 'agrees' || document.level === 'close';
  if (!isNumberAlike && besideNames + mostWithoutWords(scoring) < least && !mayNamesAgree(asked, held))
    return undefined;
  const identity = bestIdentity(asked, held, date, scoring, together);
  const lines = [number, ...identity.lines, ...others];
  return {
    personId: candidate.personId,
    weight: lines.reduce((sum, { weight }) => sum + weight, 0),
    lines,
    document,
    name: identity.name,
    date: identity.date,
    dateWeight: identity.dateWeight,
    yearsApart: identity.yearsApart,
    sex: sex.level === 'agrees' || sex.level === 'differs' ? sex.level : 'missing',
    hasParentInCommon: parents.hasParentInCommon,
    doParentsContradict: !parents.hasParentInCommon && parents.lines.some(({ level }) => level === 'differs'),
    isPlaceAlike: place.level === 'agrees' || place.level === 'close',
    areIdentitiesMixed: identity.areMixed,
  };
}

const mayNamesAgree = (asked: Features, held: Features): boolean =>
  asked.names.some((left) => held.names.some((right) => mayShareWords(left, right)));

/** What names of which no word agrees can weigh: a suffix may be the same, and a configuration may reward what contradicts. */
function mostWithoutWords({ weights: { names } }: Scoring): number {
  const { suffixSame, givenConflict, surnameConflict, givenLeftOut, surnameLeftOut } = names;
  const perWord = Math.max(0, givenConflict, surnameConflict, givenLeftOut, surnameLeftOut);
  return perWord > 0 ? Infinity : Math.max(0, suffixSame);
}

const numberOf = (document: DocumentComparison['asked']): string =>
  document === undefined ? '' : `${document.type} ${document.number}`;

const DOCUMENT_REASONS = {
  same: 'same',
  oneCharacterOff: 'one-character-off',
  numberAlone: 'number-of-another-type',
  differs: 'another-number',
  anotherOfSeveral: 'another-of-several',
  none: 'not-comparable',
} as const;

function documentLine(document: DocumentComparison, held: Features, scoring: Scoring): ScoreLine {
  const { weight: kind, isDoubtful, asked } = document;
  const full = kind === 'none' ? 0 : scoring.weights.documents[kind];
  // A doubtful number that is one character off is no longer in doubt: that character is what is wrong with it.
  const isHalved = isDoubtful && (kind === 'same' || kind === 'numberAlone');
  const weight = isHalved ? full * scoring.shares.doubtful : full;
  let reason: string = isHalved ? `${DOCUMENT_REASONS[kind]}-doubtful` : DOCUMENT_REASONS[kind];
  if (kind === 'none' && asked === undefined) reason = 'not-asked';
  else if (kind === 'none' && held.documents.length === 0) reason = 'not-held';
  return {
    field: 'IdentityNumber',
    asked: numberOf(asked),
    held: numberOf(document.held ?? held.documents[0]),
    level: document.level,
    weight,
    reason,
  };
}

interface IdentityScore {
  readonly name: { readonly score: NameScore; readonly asked: NameFeatures; readonly held: NameFeatures } | undefined;
  readonly date: DateComparison | undefined;
  readonly dateWeight: number;
  readonly yearsApart: number | undefined;
  readonly areMixed: boolean;
  readonly weight: number;
  readonly lines: readonly ScoreLine[];
}

/** A person may be known under several names and dates: the best of them, each name with the date that goes with it. */
function bestIdentity(
  asked: Features,
  held: Features,
  date: BestDate,
  scoring: Scoring,
  together: NamesTogether,
): IdentityScore {
  let best: IdentityScore | undefined;
  for (const left of asked.names) {
    for (const right of held.names) {
      const score = scoreNames(left, right, scoring);
      const identity = compose(left, right, score, date, held, scoring, together);
      if (best === undefined || identity.weight > best.weight) best = identity;
    }
  }
  return best ?? compose(undefined, undefined, undefined, date, held, scoring, together);
}

function compose(
  asked: NameFeatures | undefined,
  held: NameFeatures | undefined,
  score: NameScore | undefined,
  date: BestDate,
  person: Features,
  scoring: Scoring,
  together: NamesTogether,
): IdentityScore {
  const areMixed = held !== undefined && date.comparison !== undefined && isMixed(held, date, person);
  const lines = [
    ...(asked === undefined || held === undefined || score === undefined
      ? []
      : nameLines(asked, held, score, together(score))),
    dateLine(date),
  ];
  if (areMixed) {
    const weight = scoring.weights.names.identitiesMixed;
    lines.push({ field: 'Identity', asked: '', held: '', level: 'differs', weight, reason: 'identities-mixed' });
  }
  return {
    name: asked === undefined || held === undefined || score === undefined ? undefined : { score, asked, held },
    date: date.comparison,
    dateWeight: date.weight,
    yearsApart: date.asked && date.held && Math.abs(date.asked.year - date.held.year),
    areMixed,
    weight: lines.reduce((sum, { weight }) => sum + weight, 0),
    lines,
  };
}

interface BestDate {
  readonly comparison: DateComparison | undefined;
  readonly weight: number;
  readonly asked: DateFeature | undefined;
  readonly held: DateFeature | undefined;
}

function bestDate(asked: readonly DateFeature[], held: readonly DateFeature[], scoring: Scoring): BestDate {
  let best: BestDate = { comparison: undefined, weight: 0, asked: asked[0], held: held[0] };
  for (const left of asked) {
    for (const right of held) {
      const comparison = compareDates(left, right);
      const weight = scoring.weights.dates[comparison.weight];
      if (best.comparison === undefined || weight > best.weight)
        best = { comparison, weight, asked: left, held: right };
    }
  }
  return best;
}

/** The first date goes with the civil names, further ones with aliases; with one date there is nothing to mix. */
function isMixed(held: NameFeatures, date: BestDate, person: Features): boolean {
  if (person.birthDates.length < 2) return false;
  return isCivilName(held) !== (date.held === person.birthDates[0]);
}

const DATE_REASONS = {
  same: 'same',
  sameFirstOfJanuary: 'same-first-of-january',
  dayMonthExchanged: 'day-and-month-exchanged',
  yearOneOff: 'year-one-off',
  yearOneDigit: 'year-one-digit',
  yearOther: 'other-year',
  oneDigit: 'one-digit',
  monthOrDay: 'month-or-day-differs',
  yearAlone: 'year-alone-agrees',
  differs: 'differs',
  yearKnownSame: 'year-same',
  yearKnownNear: 'year-near',
  yearKnownDiffers: 'year-differs',
  monthKnownSame: 'month-same',
  monthKnownDiffers: 'month-differs',
} as const;

function dateLine({ comparison, weight, asked, held }: BestDate): ScoreLine {
  const texts = { asked: dateText(asked), held: dateText(held) };
  if (comparison === undefined) {
    const reason = asked === undefined ? 'not-asked' : 'not-held';
    return { field: 'BirthDate', ...texts, level: 'missing', weight: 0, reason };
  }
  return { field: 'BirthDate', ...texts, level: comparison.level, weight, reason: DATE_REASONS[comparison.weight] };
}

function dateText(date: DateFeature | undefined): string {
  if (date === undefined) return '';
  return [String(date.year), date.month, date.day]
    .filter((part) => part !== undefined)
    .map((part) => String(part).padStart(2, '0'))
    .join('-');
}
