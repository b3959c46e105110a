import { clopperPearson, wilson, type Estimate } from './intervals.js';
import type { KnownQuestion } from './question.js';

/** What was decided about one question. */
export interface Decided {
  readonly decision: 'MATCH' | 'SEVERAL' | 'NONE' | 'INSUFFICIENT_DATA';
  readonly personId?: string;
  readonly candidates: readonly { readonly personId: string; readonly probability: number; readonly weight: number }[];
  /** Ids of all who were compared; where it is known. */
  readonly compared?: readonly string[];
}

/** How a question ended. */
export type Ending =
  /** Present: the person. */
  | 'right'
  /** Present: somebody else. */
  | 'wrong'
  /** Present: among the candidates that a clerk sees. */
  | 'listed'
  /** Present: others are listed, the person is not. */
  | 'unlisted'
  | 'insufficient'
  /** Present: said to be nobody. */
  | 'denied'
  /** Not there: taken for somebody who is. */
  | 'mistaken'
  /** Not there: somebody is listed. */
  | 'asked-back'
  /** Not there: nobody. */
  | 'absent';

/** Counts of endings of one group of questions. */
export type Tally = Readonly<Record<Ending, number>>;

const NOTHING: Tally = {
  ...{ right: 0, wrong: 0, listed: 0, unlisted: 0, insufficient: 0, denied: 0 },
  ...{ mistaken: 0, 'asked-back': 0, absent: 0 },
};

/** A question that ended badly, with what a developer needs to look at it again. No names: ids lead to them. */
export interface BadCase {
  readonly questionId: string;
  readonly ending: Ending;
  readonly truth?: string;
  readonly top?: string;
  readonly probability: number;
  /** Was the person compared at all? Where it is known. */
  readonly wasCompared?: boolean;
  readonly noises: readonly string[];
}

/** One bar of the calibration: candidates of about this probability, and how many of them were the person. */
export interface CalibrationBin {
  readonly from: number;
  readonly to: number;
  readonly candidates: number;
  readonly persons: number;
  /** Sum of the probabilities that were said. */
  readonly said: number;
}

const BIN_EDGES = [0, 0.002, 0.01, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.99, 0.999, 0.9999, 1];

/** The worst first. */
const BADNESS: readonly Ending[] = ['mistaken', 'wrong', 'denied', 'unlisted', 'insufficient'];

/** Counts how questions ended: together, and by kind, noise and country. */
export class Evaluation {
  readonly #groups = new Map<string, Tally>();
  readonly #bad: BadCase[] = [];
  readonly #bins = BIN_EDGES.slice(1).map((to, at) => ({
    from: BIN_EDGES[at] as number,
    to,
    candidates: 0,
    persons: 0,
    said: 0,
  }));

  /** @param mostBad cases kept of each ending */
  constructor(private readonly mostBad = 100) {}

  add(question: KnownQuestion, decided: Decided): Ending {
    const { truth } = question;
    const ending = endingOf(truth.personId, decided);
    const groups = ['all', `kind ${truth.kind}`, ...(truth.noises ?? []).map((noise) => `noise ${noise}`)];
    if (truth.country !== undefined) groups.push(`country ${truth.country}`);
    if (truth.noises?.length === 0) groups.push('noise (none)');
    for (const group of groups) {
      const tally = this.#groups.get(group) ?? NOTHING;
      this.#groups.set(group, { ...tally, [ending]: tally[ending] + 1 });
    }
    this.#calibrate(truth.personId, decided);
    if (BADNESS.includes(ending)) this.#keep(question, decided, ending);
    return ending;
  }

  /** By name: `all`, `kind twin`, `noise typoInSurname`, `country AR`. */
  get groups(): ReadonlyMap<string, Tally> {
    return this.#groups;
  }

  get all(): Tally {
    return this.#groups.get('all') ?? NOTHING;
  }

  /** The worst cases, worst first. */
  get bad(): readonly BadCase[] {
    const badness = ({ ending }: BadCase): number => BADNESS.indexOf(ending);
    return [...this.#bad].sort((left, right) => badness(left) - badness(right) || right.probability - left.probability);
  }

  get calibration(): readonly CalibrationBin[] {
    return this.#bins;
  }

  #calibrate(truth: string | undefined, { candidates }: Decided): void {
    for (const { personId, probability } of candidates) {
      const bin = this.#bins.find(({ to }) => probability < to) ?? this.#bins.at(-1);
      if (bin === undefined) continue;
      bin.candidates += 1;
      bin.said += probability;
      if (personId === truth) bin.persons += 1;
    }
  }

  #keep({ id, truth }: KnownQuestion, { personId, candidates, compared }: Decided, ending: Ending): void {
    if (this.#bad.filter((known) => known.ending === ending).length >= this.mostBad) return;
    const [top] = candidates;
    const named = personId ?? top?.personId;
    this.#bad.push({
      questionId: id,
      ending,
      ...(truth.personId !== undefined && { truth: truth.personId }),
      ...(named !== undefined && { top: named }),
      probability: top?.probability ?? 0,
      ...(truth.personId !== undefined && compared && { wasCompared: compared.includes(truth.personId) }),
      noises: truth.noises ?? [],
    });
  }
}

function endingOf(truth: string | undefined, { decision, personId, candidates }: Decided): Ending {
  if (truth === undefined) {
    if (decision === 'MATCH') return 'mistaken';
    return decision === 'NONE' ? 'absent' : 'asked-back';
  }
  if (decision === 'MATCH') return personId === truth ? 'right' : 'wrong';
  if (candidates.some((candidate) => candidate.personId === truth)) return 'listed';
  if (decision === 'NONE') return 'denied';
  return decision === 'SEVERAL' ? 'unlisted' : 'insufficient';
}

/** What is said of a tally. */
export interface Figures {
  /** Of all automatic matches, those that are right. */
  readonly precision: Estimate;
  /** Of all who are there, those matched automatically and rightly. */
  readonly recall: Estimate;
  /** Of all who are there, those matched or listed for a clerk. */
  readonly found: Estimate;
  /** Of all who are there, those of whom it is said that they are not. */
  readonly denied: Estimate;
  /** Of all who are not there, those taken for somebody who is. */
  readonly falseMatch: Estimate;
  /** Harmonic mean of precision and recall. */
  readonly f1: number;
}

/** Shares with their intervals: Wilson's, and for rates that must be close to 0 the exact one. */
export function figuresOf(tally: Tally): Figures {
  const { right, wrong, listed, unlisted, insufficient, denied, mistaken } = tally;
  const present = right + wrong + listed + unlisted + insufficient + denied;
  const notThere = mistaken + tally['asked-back'] + tally.absent;
  const precision = wilson(right, right + wrong + mistaken);
  const recall = wilson(right, present);
  return {
    precision,
    recall,
    found: wilson(right + listed, present),
    denied: clopperPearson(denied, present),
    falseMatch: clopperPearson(mistaken, notThere),
    f1: (2 * precision.share * recall.share) / (precision.share + recall.share),
  };
}
