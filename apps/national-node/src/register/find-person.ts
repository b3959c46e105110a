import {
  describeQuestion,
  Identification,
  FEATURES_VERSION,
  planSearch,
  planSlips,
  slippedDocumentKeys,
  type Features,
  type SearchPlan,
  type SubjectIdentification,
} from '#libs/matching';
import type { Transaction } from '#libs/platform';
import type { Subject } from '#libs/protocol';
import type { MatchingRules } from './matching-rules.js';
import type { RegisterFigures } from './register-figures.js';
import { MOST_CANDIDATES_WIDELY, type FoundRow, type Rows, type SearchStore } from './search.store.js';

/** Who a subject is, with how much was looked at. For this country's own eyes, but for what the caller takes out of it. */
export interface Searched extends SubjectIdentification {
  /** False when somebody who may be the person was left out of the search. */
  readonly isComplete: boolean;
  /** Of the register. */
  readonly persons: number;
  /** How many candidates were compared. */
  readonly compared: number;
  /** Somebody of the register who has a record: for who must do the same whoever was found. Nothing about them may be used. */
  readonly standIn?: string;
  /** Milliseconds in the database. */
  readonly searchMs: number;
  /** Milliseconds of comparing. */
  readonly scoreMs: number;
}

export type Found = Searched | { readonly decision: 'REGISTER_INCOMPLETE' };

/**
 * Which steps are taken. `AS_NEEDED` ends with the first that finds somebody; `ALL` takes every step, whoever is found,
 * so that the time it takes tells nothing. The decision is the same.
 */
export type Steps = 'AS_NEEDED' | 'ALL';

/** From this probability on, somebody has been found by keys, and nobody looks further. */
const CONVINCING = 0.5;

/**
 * Finds the one certain person a subject describes, or says why there is none: by shared keys and numbers first; when nobody
 * convinces, also among all who were born on the day or hold a number that is almost the same; when there is still nobody,
 * among more of those who share keys, and by names with a slip in them. The one way to identify somebody, for answers to
 * other countries and for searches of our own officials.
 */
export class FindPerson {
  constructor(
    private readonly search: SearchStore,
    private readonly figures: RegisterFigures,
    readonly rules: MatchingRules,
  ) {}

  async run(tx: Transaction, subject: Subject, steps: Steps): Promise<Found> {
    const watch = new Stopwatch();
    const state = await this.search.begin(tx);
    if (!state.isReady || state.normaliserVersion !== FEATURES_VERSION) return INCOMPLETE;
    const { statistics, heat, standIns } = await this.figures.of(tx, state);
    const question = describeQuestion(subject);
    const plan = planSearch(question, heat);

    const drawn = standIns[Math.floor(Math.random() * standIns.length)];
    const standIn = drawn === undefined ? {} : { standIn: drawn };
    const { configuration } = this.rules;
    const identification = new Identification({ question, statistics, heat, configuration });
    const among = (rows: readonly FoundRow[], isCut: boolean): Searched => {
      const isComplete = plan.isComplete && !isCut;
      const found = watch.time('scoreMs', () => {
        for (const row of rows) identification.weigh(row.personId, () => JSON.parse(row.features) as Features);
        return identification.decide(isComplete);
      });
      const seen = { isComplete, persons: statistics.persons, compared: identification.weighed };
      return { ...found, ...seen, ...watch.times, ...standIn };
    };
    const candidates = (wanted: SearchPlan, most?: number): Promise<Rows> =>
      watch.time('searchMs', () => this.search.candidates(tx, wanted, most));

    const near = await candidates(plan);
    if (isOfOtherVersion(near)) return INCOMPLETE;
    const byKeys = among(near.rows, near.isCut);
    if (steps === 'AS_NEEDED' && isConvincing(byKeys)) return byKeys;

    const slippedNumbers = slippedDocumentKeys(question.documents);
    const further = await watch.time('searchMs', () => this.search.further(tx, plan.birthDay, slippedNumbers));
    if (isOfOtherVersion(further)) return INCOMPLETE;
    const byDay = among(further.rows, near.isCut);
    if (steps === 'AS_NEEDED' && isAnybodyListed(byDay)) return byDay;

    const slippedNames = planSlips(question, statistics, heat);
    const wide = near.isCut ? await candidates(plan, MOST_CANDIDATES_WIDELY) : near;
    const slips = slippedNames === undefined ? further : await candidates(slippedNames);
    if ([wide, slips].some(isOfOtherVersion)) return INCOMPLETE;
    const byAll = among([...wide.rows, ...slips.rows], wide.isCut);
    if (isConvincing(byKeys)) return { ...byKeys, ...watch.times };
    return { ...(isAnybodyListed(byDay) ? byDay : byAll), ...watch.times };
  }
}

/** Before a first import is complete, and while keys are of another version than this program's: nobody is answered. */
const INCOMPLETE = { decision: 'REGISTER_INCOMPLETE' } as const;

const isOfOtherVersion = ({ normaliserVersion }: Rows): boolean => normaliserVersion !== FEATURES_VERSION;

const isAnybodyListed = ({ candidates }: SubjectIdentification): boolean => candidates.length > 0;

function isConvincing({ candidates: [first] }: SubjectIdentification): boolean {
  return first !== undefined && first.probability >= CONVINCING;
}

/** Adds up what two kinds of work take. */
class Stopwatch {
  readonly times = { searchMs: 0, scoreMs: 0 };

  time<T>(kind: keyof Stopwatch['times'], work: () => T): T {
    const started = performance.now();
    const stop = () => {
      this.times[kind] += performance.now() - started;
    };
    const done = work();
    if (done instanceof Promise) return done.finally(stop) as T;
    stop();
    return done;
  }
}
