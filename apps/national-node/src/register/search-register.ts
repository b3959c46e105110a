import { randomUUID } from 'node:crypto';
import type { AuditLog, JsonObject } from '#libs/audit';
import type { CandidateScore } from '#libs/matching';
import { inTransaction, sqlOf, type Database, type Logger, type Transaction } from '#libs/platform';
import { CrexError, isCrexError, type DisclosedIdentity } from '#libs/protocol';
import type { Official } from '../context.js';
import { caseReferences, officialReference, subjectReferences } from '../log/references.js';
import type { FindPerson, Found, Searched } from './find-person.js';
import type { MatchingRules } from './matching-rules.js';
import type { SearchInput } from './search-input.js';
import type { SearchStore } from './search.store.js';

/** A candidate with who they are, for an official of this country. */
export interface ListedCandidate extends CandidateScore {
  readonly identity: DisclosedIdentity;
}

/** What a search has found. */
export interface SearchResult extends Omit<Searched, 'candidates'> {
  readonly candidates: readonly ListedCandidate[];
  readonly rules: MatchingRules;
}

/**
 * An official searches this country's own register for a person, by the same rules as other countries are answered by.
 * The search and its log entry SEARCH are one transaction, committed before the first byte leaves: without the entry
 * nothing is shown.
 */
export class SearchRegister {
  constructor(
    private readonly database: Database,
    private readonly find: FindPerson,
    private readonly search: SearchStore,
    private readonly log: AuditLog,
    private readonly logger: Logger,
  ) {}

  /** @throws register.not-ready, register.unavailable */
  async run(official: Official, input: SearchInput): Promise<SearchResult> {
    try {
      return await inTransaction(this.database, async (tx) => {
        const found = await this.find.run(tx, input.subject, 'AS_NEEDED');
        checkReady(found);
        const candidates = await identified(tx, this.search, found.candidates.slice(0, input.limit));
        await this.logSearch(tx, official, input, found, candidates);
        return { ...found, candidates, rules: this.find.rules };
      });
    } catch (error) {
      if (isCrexError(error, 'register.not-ready')) throw error;
      this.logger.error({ err: error }, 'the register could not be searched');
      throw new CrexError('register.unavailable', 'the register cannot be searched now: no search goes unlogged', {
        ...{ nextStep: 'try again later; if it lasts, tell the operator', cause: error },
      });
    }
  }

  private async logSearch(
    tx: Transaction,
    official: Official,
    { purpose, legalBasis, caseReference, subject }: SearchInput,
    { decision, personId, isComplete }: Searched,
    candidates: readonly ListedCandidate[],
  ): Promise<void> {
    const basis = legalBasis === undefined ? {} : { legalBasis };
    const about = { purpose, ...basis, decision, count: candidates.length, matchingDigest: this.find.rules.digest };
    const detail: JsonObject = {
      ...{ caseReference, isComplete: isComplete ? 'Y' : 'N' },
      ...(personId === undefined ? {} : { personId }),
      listed: candidates.map((candidate) => candidate.personId),
    };
    await this.log.append(sqlOf(tx), [
      {
        ...{ eventId: randomUUID(), entry: { type: 'SEARCH', ...about } },
        ...{ subject: { subject }, actor: { ...official }, detail },
        findBy: {
          // whoever's identity is shown was seen, and has a right to know
          subject: subjectReferences(subject, ...candidates.map(({ identity }) => identity)),
          actor: [officialReference(official.id)],
          case: caseReferences(caseReference),
        },
      },
    ]);
  }
}

/** With who they are; whoever has left the register meanwhile is left out. */
export async function identified(
  tx: Transaction,
  search: Pick<SearchStore, 'identities'>,
  scores: readonly CandidateScore[],
): Promise<ListedCandidate[]> {
  const ids = scores.map(({ personId }) => personId);
  const identities = ids.length === 0 ? new Map<string, DisclosedIdentity>() : await search.identities(tx, ids);
  return scores.flatMap((score) => {
    const identity = identities.get(score.personId);
    return identity === undefined ? [] : [{ ...score, identity }];
  });
}

function checkReady(found: Found): asserts found is Searched {
  if (found.decision === 'REGISTER_INCOMPLETE') {
    throw new CrexError('register.not-ready', 'the register is not complete, or is being prepared for a new version', {
      nextStep: 'wait until the import or the rebuilding is over; the operator knows',
    });
  }
}
