import { pillarOf } from '#libs/catalogue';
import {
  ANSWERED_OUTCOMES,
  PURPOSES,
  ratesOf,
  REFUSAL_REASONS,
  UNANSWERED_OUTCOMES,
  type CountryCode,
  type PairFigures,
  type Statistics,
} from '#libs/protocol';
import type { PurposeFigures } from './view-purposes.js';

type Cell = string | number | undefined;
type Row = Pick<Statistics, 'by' | 'month'> & PairFigures;

const OUTCOMES = [...ANSWERED_OUTCOMES, ...UNANSWERED_OUTCOMES];

/** The columns in their order. An empty cell is one that is not shown, never a zero. */
const COLUMNS: readonly (readonly [string, (row: Row) => Cell])[] = [
  ['month', ({ month }) => month],
  ['by', ({ by }) => by],
  ['other', ({ other }) => other],
  ['side', ({ side }) => side],
  ['kind', ({ kind }) => kind],
  ['questions', ({ questions }) => questions],
  ['hit_rate_from', (row) => share(ratesOf(row).hitsFrom)],
  ['hit_rate_to', (row) => share(ratesOf(row).hitsTo)],
  ['in_time', ({ inTime }) => inTime],
  ['in_time_share', (row) => share(ratesOf(row).inTime)],
  ['informed', ({ informed }) => informed],
  ['informed_share', (row) => share(ratesOf(row).informed)],
  ['median_seconds', ({ medianSeconds }) => medianSeconds],
  ['p95_seconds', ({ p95Seconds }) => p95Seconds],
  ...OUTCOMES.map((word) => [`outcome_${word}`, ({ outcomes }: Row) => outcomes[word]] as const),
  ...REFUSAL_REASONS.map((word) => [`refusal_${word}`, ({ refusals }: Row) => refusals[word]] as const),
];

/** One line for each pair, side and kind, and one of names before them. @see RFC 4180 */
export function statisticsCsv(statistics: readonly Pick<Statistics, 'by' | 'month' | 'pairs'>[]): string {
  const rows = statistics.flatMap(({ by, month, pairs }) => pairs.map((pair) => ({ ...pair, by, month })));
  return csvOf([COLUMNS.map(([name]) => name), ...rows.map((row) => COLUMNS.map(([, of]) => of(row)))]);
}

/** One line for each purpose and side that is shown, with the pillar that it stands for: sums are the reader's. */
export function purposesCsv(by: CountryCode, figures: Pick<PurposeFigures, 'month' | 'asked' | 'answered'>): string {
  const rows = (['asked', 'answered'] as const).flatMap((side) =>
    PURPOSES.filter((purpose) => purpose in figures[side]).map((purpose) => [
      ...[figures.month, by, side.toUpperCase(), pillarOf(purpose), purpose, figures[side][purpose]],
    ]),
  );
  return csvOf([['month', 'by', 'side', 'pillar', 'purpose', 'questions'], ...rows]);
}

function csvOf(lines: readonly (readonly Cell[])[]): string {
  return lines.map((cells) => `${cells.map(cellOf).join(',')}\r\n`).join('');
}

function share(rate: number | undefined): string | undefined {
  return rate?.toFixed(4);
}

function cellOf(cell: Cell): string {
  const text = String(cell ?? '');
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
