import { describeQuestion, identifySubject, planSearch, planSlips, slippedDocumentKeys } from '#libs/matching';
import type { MatchingConfiguration, SubjectIdentification } from '#libs/matching';
import type { Subject } from '#libs/protocol';
import { MOST_CANDIDATES_WIDELY, type FoundPerson, type MemoryIndex } from './memory-index.js';

/** From this probability on, somebody has been found by keys, and nobody looks through those born on the same day. */
const CONVINCING = 0.5;

/** A decision and what was looked at for it. */
export interface FoundInMemory extends SubjectIdentification {
  readonly isComplete: boolean;
  /** Ids of all who were compared. */
  readonly compared: readonly string[];
}

/** Identifies a subject in a register in memory, by the steps of a node's FindPerson. */
export function findInMemory(
  index: MemoryIndex,
  subject: Subject,
  configuration: MatchingConfiguration,
): FoundInMemory {
  const question = describeQuestion(subject);
  const plan = planSearch(question, index.heat);
  const { statistics, heat } = index;
  const among = (candidates: readonly FoundPerson[], isCut: boolean): FoundInMemory => {
    const isComplete = plan.isComplete && !isCut;
    return {
      ...identifySubject({ question, candidates, isComplete, statistics, heat, configuration }),
      isComplete,
      compared: candidates.map(({ personId }) => personId),
    };
  };
  const near = index.candidates(plan);
  const byKeys = among(near.found, near.isCut);
  if ((byKeys.candidates[0]?.probability ?? 0) >= CONVINCING) return byKeys;

  const numbers = slippedDocumentKeys(question.documents);
  const further = index.further(plan.birthDay, numbers).found;
  const byDay = among([...near.found, ...further], near.isCut);
  if (byDay.candidates.length > 0) return byDay;

  const slips = planSlips(question, statistics, heat);
  const wide = near.isCut ? index.candidates(plan, MOST_CANDIDATES_WIDELY) : near;
  const slipped = slips === undefined ? [] : index.candidates(slips).found;
  return among([...wide.found, ...further, ...slipped], wide.isCut);
}
