import { describeQuestion, identifySubject, planSearch, slippedDocumentKeys } from '#libs/matching';
import type { MatchingConfiguration, SubjectIdentification } from '#libs/matching';
import type { Subject } from '#libs/protocol';
import type { FoundPerson, MemoryIndex } from './memory-index.js';

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
  const near = index.candidates(plan);
  const isComplete = plan.isComplete && !near.isCut;
  const { statistics, heat } = index;
  const among = (candidates: readonly FoundPerson[]): FoundInMemory => ({
    ...identifySubject({ question, candidates, isComplete, statistics, heat, configuration }),
    isComplete,
    compared: candidates.map(({ personId }) => personId),
  });
  const byKeys = among(near.found);
  const slipped = slippedDocumentKeys(question.documents);
  const isConvincing = (byKeys.candidates[0]?.probability ?? 0) >= CONVINCING;
  if (isConvincing || (plan.birthDay === undefined && slipped.length === 0)) return byKeys;
  return among([...near.found, ...index.further(plan.birthDay, slipped).found]);
}
