import type { DateFeature } from '../birth-date.js';
import type { MatchingConfiguration } from './configuration.js';

type DateWeight = keyof MatchingConfiguration['weights']['dates'];

/** How two dates of birth agree: the weight to take, and what to say. */
export interface DateComparison {
  readonly weight: Exclude<DateWeight, 'strong' | 'strongWithParent'>;
  readonly level: 'agrees' | 'close' | 'differs';
}

const agrees = (weight: DateComparison['weight']): DateComparison => ({ weight, level: 'agrees' });
const close = (weight: DateComparison['weight']): DateComparison => ({ weight, level: 'close' });
const differs = (weight: DateComparison['weight']): DateComparison => ({ weight, level: 'differs' });

/** Compares two dates, each as precise as it is known. 1 January against another day is the knowledge of a year. */
export function compareDates(asked: DateFeature, held: DateFeature): DateComparison {
  const isApproximate = asked.isApproximate === true || held.isApproximate === true;
  if (isFull(asked) && isFull(held)) {
    if (asked.year === held.year && asked.month === held.month && asked.day === held.day) {
      return agrees(isApproximate ? 'sameFirstOfJanuary' : 'same');
    }
    if (!isApproximate) return compareFullDates(asked, held);
  }
  const isMonthKnown = asked.month !== undefined && held.month !== undefined && !isApproximate;
  if (isMonthKnown && asked.year === held.year) {
    return asked.month === held.month ? agrees('monthKnownSame') : differs('monthKnownDiffers');
  }
  const years = Math.abs(asked.year - held.year);
  if (years === 0) return agrees('yearKnownSame');
  return years === 1 ? close('yearKnownNear') : differs('yearKnownDiffers');
}

interface FullDate {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

const isFull = (date: DateFeature): date is FullDate => date.month !== undefined && date.day !== undefined;

function compareFullDates(asked: FullDate, held: FullDate): DateComparison {
  const isSameYear = asked.year === held.year;
  const isSameDayOfYear = asked.month === held.month && asked.day === held.day;
  if (isSameDayOfYear) {
    if (Math.abs(asked.year - held.year) === 1) return close('yearOneOff');
    return close(isOneSlip(String(asked.year), String(held.year)) ? 'yearOneDigit' : 'yearOther');
  }
  if (!isSameYear) return differs('differs');
  if (asked.day === held.month && asked.month === held.day) return close('dayMonthExchanged');
  if (isOneSlip(digitsOf(asked), digitsOf(held)) || isNextDay(asked, held)) return close('oneDigit');
  if (asked.month === held.month || asked.day === held.day) return close('monthOrDay');
  return differs('yearAlone');
}

const twoDigits = (value: number): string => String(value).padStart(2, '0');
const digitsOf = ({ month, day }: FullDate): string => twoDigits(month) + twoDigits(day);

/** One digit is another one, or two neighbours changed places. */
function isOneSlip(left: string, right: string): boolean {
  const wrong = Array.from(left).flatMap((digit, at) => (digit === right[at] ? [] : [at]));
  const [first = 0, second = 0] = wrong;
  if (wrong.length !== 2) return wrong.length === 1;
  return second === first + 1 && left[first] === right[second] && left[second] === right[first];
}

const DAY_MS = 86_400_000;

function isNextDay(left: FullDate, right: FullDate): boolean {
  const time = ({ year, month, day }: FullDate): number => Date.UTC(year, month - 1, day);
  return Math.abs(time(left) - time(right)) === DAY_MS;
}
