import { editDistance } from '../names/edit-distance.js';
import type { ScoreLine } from './assessment.js';
import type { Features } from '../features.js';
import type { Scoring } from './scoring.js';

const line = (
  field: ScoreLine['field'],
  asked: string | undefined,
  held: string | undefined,
  level: ScoreLine['level'],
  weight: number,
  reason: string,
): ScoreLine => ({ field, asked: asked ?? '', held: held ?? '', level, weight, reason });

const missing = (field: ScoreLine['field'], asked: string | undefined, held: string | undefined): ScoreLine =>
  line(field, asked, held, 'missing', 0, (asked ?? '') === '' ? 'not-asked' : 'not-held');

/** Sex is never more than evidence: it is recorded wrongly, and it changes. */
export function scoreSex(asked: Features, held: Features, scoring: Scoring): ScoreLine {
  const [left, right] = [asked.sex?.toString(), held.sex?.toString()];
  if (left === undefined || right === undefined) return missing('Sex', left, right);
  if (left !== right) return line('Sex', left, right, 'differs', scoring.weights.origin.sexDiffers, 'differs');
  const weight = Math.max(0, Math.log2(scoring.shares.sexSame / scoring.statistics.share('sex', left)));
  return line('Sex', left, right, 'agrees', weight, 'same');
}

/** Nationality and place of birth; each follows from the other, so what both add is capped. */
export function scoreOrigin(asked: Features, held: Features, scoring: Scoring): readonly [ScoreLine, ScoreLine] {
  const nationality = scoreNationality(asked, held, scoring);
  const place = scorePlace(asked, held, scoring);
  const most = scoring.weights.origin.most;
  if (nationality.weight + place.weight <= most) return [nationality, place];
  const first = Math.min(place.weight, most);
  return [
    { ...nationality, weight: Math.min(nationality.weight, most - first) },
    { ...place, weight: first },
  ];
}

function scoreNationality(asked: Features, held: Features, scoring: Scoring): ScoreLine {
  const left = asked.nationalities.filter((nationality) => nationality !== 'XXX');
  const right = held.nationalities.filter((nationality) => nationality !== 'XXX');
  const texts = [left.join(' '), right.join(' ')] as const;
  if (left.length === 0 || right.length === 0) return missing('Nationality', ...texts);
  const shared = left.filter((nationality) => right.includes(nationality));
  if (shared.length === 0) {
    return line('Nationality', ...texts, 'differs', scoring.weights.origin.nationalityDiffers, 'differs');
  }
  const rarest = Math.min(...shared.map((nationality) => scoring.statistics.share('nationality', nationality)));
  const weight = Math.max(0, Math.log2(scoring.shares.nationalitySame / rarest));
  return line('Nationality', ...texts, 'agrees', weight, 'same');
}

const MOST_SLIPS_IN_A_TOWN = 2;

function scorePlace(asked: Features, held: Features, scoring: Scoring): ScoreLine {
  const { origin } = scoring.weights;
  const texts = [placeOf(asked), placeOf(held)] as const;
  const [leftCountry, rightCountry] = [asked.birthCountry, held.birthCountry];
  if (leftCountry !== undefined && rightCountry !== undefined && leftCountry !== rightCountry) {
    return line('BirthPlace', ...texts, 'differs', origin.countryDiffers, 'other-country');
  }
  const [left, right] = [asked.birthTown, held.birthTown];
  if (left === undefined || right === undefined) return missing('BirthPlace', ...texts);
  const share = Math.max(scoring.statistics.share('town', left), scoring.statistics.share('town', right));
  const full = Math.max(0, Math.log2(scoring.shares.townSame / share));
  if (left === right) return line('BirthPlace', ...texts, 'agrees', full, 'same');
  const isClose =
    Math.min(left.length, right.length) >= 5 &&
    (editDistance(left, right) <= MOST_SLIPS_IN_A_TOWN || contains(left, right));
  if (isClose) return line('BirthPlace', ...texts, 'close', Math.max(0, full + origin.townClose), 'close');
  return line('BirthPlace', ...texts, 'differs', origin.townDiffers, 'differs');
}

/** "Rosario" and "Rosario Santa Fe". */
const contains = (left: string, right: string): boolean =>
  ` ${left} `.includes(` ${right} `) || ` ${right} `.includes(` ${left} `);

const placeOf = ({ birthCountry, birthTown }: Features): string =>
  [birthTown, birthCountry].filter((part) => part !== undefined).join(' ');
