import {
  entriesNaming,
  entriesOfEvents,
  type AuditLog,
  type EntryParts,
  type EntryPosition,
  type EntrySearch,
  type EntryType,
  type FoundEntry,
  type Leaf,
  type LeafOf,
} from '#libs/audit';
import type { Sql } from '#libs/platform';
import { CrexError } from '#libs/protocol';
import type { Period } from './log-query.js';
import { spelled, type SubjectReference } from './references.js';

/** Entries about one person that one report takes. */
export const MAX_REPORTED = 2_000;
const PAGE = 500;

/** An entry with its parts, and by which of the person's references it was found. */
export interface AboutEntry<L extends Leaf = Leaf> {
  readonly leaf: L;
  readonly parts: EntryParts;
  readonly foundBy: readonly SubjectReference[];
}

/** A question of this country about the person, with how it ended and who saw the answer. */
export interface AboutQuestion {
  readonly ask: AboutEntry<LeafOf<'ASK'>>;
  readonly outcome?: LeafOf<'OUTCOME'>;
  readonly late: readonly LeafOf<'LATE'>[];
  readonly views: readonly AboutEntry<LeafOf<'VIEW'>>[];
}

/** All that the log holds about a person, oldest first. */
export interface Gathered {
  readonly answers: readonly AboutEntry<LeafOf<'DISCLOSURE' | 'NO_RECORD' | 'WITHHELD'>>[];
  readonly questions: readonly AboutQuestion[];
  readonly others: readonly AboutEntry<
    LeafOf<'SEARCH' | 'VIEW' | 'CORRECTION' | 'RECALL' | 'SECONDARY_DISSEMINATION' | 'ACCESS_TO_LOG'>
  >[];
  /** Entries that were read. */
  readonly count: number;
}

const FOUND_TYPES = [
  ...['ASK', 'OUTCOME', 'DISCLOSURE', 'NO_RECORD', 'WITHHELD', 'CORRECTION', 'RECALL'],
  // by the person a view is found that showed who may be meant; that of an answer is found by its question
  ...['SEARCH', 'VIEW', 'SECONDARY_DISSEMINATION', 'ACCESS_TO_LOG'],
] as readonly EntryType[];

/**
 * Finds what the log holds about a person by any of their references, and what belongs to it without naming the person:
 * late answers and views.
 *
 * @throws log.too-much
 */
export async function gatherDisclosures(
  sql: Sql,
  log: AuditLog,
  references: readonly SubjectReference[],
  period: Period,
): Promise<Gathered> {
  const foundBy = await findByEach(sql, log, references, period);
  const inPeriod = ({ leaf }: FoundEntry): boolean => leaf.at >= period.from && leaf.at < period.to;
  const found = await log.entriesAt(sql, oldestFirst(foundBy), { ...period, types: FOUND_TYPES });
  const questionIds = found.filter(({ leaf }) => leaf.type === 'ASK' || leaf.type === 'OUTCOME').map(eventOf);
  const ofQuestions = await entriesOfEvents(sql, [...new Set(questionIds)], ['ASK', 'OUTCOME']);
  const digests = ofQuestions.flatMap(({ leaf }) => ('requestDigest' in leaf ? [leaf.requestDigest] : []));
  const late = await entriesNaming(sql, digests, ['LATE']);
  const views = (await entriesNaming(sql, questionIds, ['VIEW'])).filter(inPeriod);
  const all = [...found.filter(({ leaf }) => leaf.type !== 'ASK' && leaf.type !== 'OUTCOME'), ...ofQuestions, ...views];
  const parts = await log.readParts(sql, all, ['actor', 'detail']);
  const about = all.map(({ entryId, leaf }, index) => ({
    ...{ leaf, parts: parts[index] ?? {} },
    foundBy: [...(foundBy.get(entryId)?.by ?? [])],
  }));
  const answers = about.filter((each) => isOf(each, 'DISCLOSURE', 'NO_RECORD', 'WITHHELD'));
  const others = about
    .filter((each) => isOf(each, 'SEARCH', 'VIEW', 'CORRECTION', 'RECALL', 'SECONDARY_DISSEMINATION', 'ACCESS_TO_LOG'))
    .filter(({ leaf }) => leaf.type !== 'VIEW' || leaf.object !== 'ANSWER');
  const leaves = [...about, ...late].map(({ leaf }) => leaf);
  const questions = about
    .filter((each) => isOf(each, 'ASK'))
    .map((ask): AboutQuestion => {
      const { eventId } = ask.leaf;
      const outcome = leaves.find((leaf) => leaf.type === 'OUTCOME' && leaf.eventId === eventId) as
        LeafOf<'OUTCOME'> | undefined;
      const isLate = (leaf: (typeof leaves)[number]): leaf is LeafOf<'LATE'> =>
        leaf.type === 'LATE' && leaf.requestDigest === (outcome?.requestDigest ?? '');
      const seen = about.filter((each) => isOf(each, 'VIEW')).filter(({ leaf }) => leaf.target === eventId);
      return { ask, ...(outcome === undefined ? {} : { outcome }), late: leaves.filter(isLate), views: seen };
    });
  return { answers, questions, others, count: all.length + late.length };
}

interface FoundAt extends EntryPosition {
  readonly by: Set<SubjectReference>;
}

async function findByEach(
  sql: Sql,
  log: AuditLog,
  references: readonly SubjectReference[],
  period: Period,
): Promise<Map<number, FoundAt>> {
  const found = new Map<number, FoundAt>();
  for (const reference of references) {
    const search: EntrySearch = { ...period, types: FOUND_TYPES, findBy: { subject: [spelled(reference)] } };
    let after: EntryPosition | undefined;
    do {
      const page = await log.find(sql, search, { after, limit: PAGE });
      for (const position of page) {
        const known = found.get(position.entryId) ?? { ...position, by: new Set() };
        known.by.add(reference);
        found.set(position.entryId, known);
      }
      checkCount(found.size);
      after = page.length < PAGE ? undefined : page.at(-1);
    } while (after !== undefined);
  }
  return found;
}

function oldestFirst(found: ReadonlyMap<number, FoundAt>): FoundAt[] {
  return [...found.values()].sort((left, right) => left.at - right.at || left.entryId - right.entryId);
}

function eventOf({ leaf }: FoundEntry): string {
  return leaf.eventId;
}

function isOf<T extends EntryType>(entry: AboutEntry, ...types: readonly T[]): entry is AboutEntry<LeafOf<T>> {
  return (types as readonly EntryType[]).includes(entry.leaf.type);
}

function checkCount(entries: number): void {
  if (entries > MAX_REPORTED) {
    throw new CrexError('log.too-much', `the log holds more than ${MAX_REPORTED} entries about this person`, {
      ...{ pointers: [{ pointer: '/to', rule: 'must leave fewer entries' }], nextStep: 'make a report of each year' },
    });
  }
}
