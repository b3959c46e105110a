import type { StatisticsView } from '../api/shapes.js';

export type Published = StatisticsView['statistics'][number];
type Figures = Published['pairs'][number];
type Country = Published['by'];
export type Kind = Figures['kind'] | 'ALL';

/** What one country asked another, as one of the two has published it. */
export interface Pair {
  readonly from: Country;
  readonly to: Country;
  readonly kind: Figures['kind'];
  readonly figures: Figures;
}

/** Each pair and kind once: as the country that asks has published it, otherwise as the one that answers. */
export function pairsOf(published: readonly Published[], kind: Kind = 'ALL'): Pair[] {
  const pairs = new Map<string, Pair>();
  for (const side of ['ANSWERED', 'ASKED'] as const) {
    for (const { by, pairs: own } of published) {
      for (const figures of own.filter((each) => each.side === side && (kind === 'ALL' || each.kind === kind))) {
        const [from, to] = side === 'ASKED' ? [by, figures.other] : [figures.other, by];
        pairs.set(`${from} ${to} ${figures.kind}`, { from, to, kind: figures.kind, figures });
      }
    }
  }
  return [...pairs.values()];
}

/** How much each country asked each other, the most first; both kinds together. */
export function flowsOf(pairs: readonly Pair[]): { from: Country; to: Country; questions: number }[] {
  const flows = new Map<string, { from: Country; to: Country; questions: number }>();
  for (const { from, to, figures } of pairs) {
    const known = flows.get(`${from} ${to}`) ?? { from, to, questions: 0 };
    flows.set(`${from} ${to}`, { from, to, questions: known.questions + figures.questions });
  }
  return [...flows.values()].sort((left, right) => right.questions - left.questions || compare(left, right));
}

export function questionsIn(pairs: readonly Pair[]): number {
  return pairs.reduce((sum, { figures }) => sum + figures.questions, 0);
}

/** How the questions ended, the most frequent first; `hidden`: those whose outcome is not shown, never zero of something. */
export function outcomesOf(pairs: readonly Pair[]): {
  shown: { outcome: string; questions: number }[];
  hidden: number;
} {
  const counts = new Map<string, number>();
  for (const { figures } of pairs) {
    for (const [outcome, count = 0] of Object.entries(figures.outcomes)) {
      counts.set(outcome, (counts.get(outcome) ?? 0) + count);
    }
  }
  const shown = [...counts].map(([outcome, questions]) => ({ outcome, questions }));
  const sum = shown.reduce((total, { questions }) => total + questions, 0);
  return { shown: shown.sort((left, right) => right.questions - left.questions), hidden: questionsIn(pairs) - sum };
}

/** Share of the questions for a record that were answered within their deadline, of those pairs that show it. */
export function shareInTime(pairs: readonly Pair[]): number | undefined {
  const telling = pairs.filter(({ kind, figures }) => kind === 'REQ' && figures.inTime !== undefined);
  const all = questionsIn(telling);
  return all === 0 ? undefined : telling.reduce((sum, { figures }) => sum + (figures.inTime ?? 0), 0) / all;
}

/** From the quickest to the slowest median of what each country answered to the others, in seconds; the slowest first. */
export function timesOf(published: readonly Published[], kind: Kind = 'ALL') {
  const times = published.flatMap(({ by, pairs }) => {
    const medians = pairs
      .filter((each) => each.side === 'ANSWERED' && (kind === 'ALL' || each.kind === kind))
      .flatMap(({ medianSeconds }) => medianSeconds ?? []);
    return medians.length === 0 ? [] : [{ country: by, least: Math.min(...medians), most: Math.max(...medians) }];
  });
  return times.sort((left, right) => right.most - left.most || left.country.localeCompare(right.country));
}

/** The month before one. @param month `YYYY-MM` */
export function monthBefore(month: string, months = 1): string {
  const [year = 0, number = 1] = month.split('-').map(Number);
  const index = year * 12 + number - 1 - months;
  return `${Math.floor(index / 12)}-${String((index % 12) + 1).padStart(2, '0')}`;
}

function compare(left: { from: string; to: string }, right: { from: string; to: string }): number {
  return `${left.from} ${left.to}`.localeCompare(`${right.from} ${right.to}`);
}
