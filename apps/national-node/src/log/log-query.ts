import type { EntryFacets, EntrySearch, EntryType, JsonObject, JsonValue } from '#libs/audit';
import { CrexError, type CountryCode, type MemberId, type Subject } from '#libs/protocol';
import type { Home } from '../context.js';
import type { Read } from './audited-read.js';
import { caseReferences, officialReference, subjectReferences } from './references.js';

/** A span of time, in seconds since 1970: from the first until before the second. */
export interface Period {
  readonly from: number;
  readonly to: number;
}

/** Words by which entries are chosen; whatever is left out chooses all. */
export interface WordsQuery extends Period {
  readonly types?: readonly EntryType[];
  readonly countries?: readonly MemberId[];
  readonly purposes?: readonly string[];
  readonly legalBases?: readonly string[];
  readonly outcomes?: readonly string[];
}

/** A person as an auditor describes them: by numbers, or by names and birth date. */
export type SubjectQuery = Partial<Pick<Subject, 'birthDate' | 'documents' | 'names'>>;

/** What an auditor looks for in the log. */
export interface LogQuery extends WordsQuery {
  readonly subject?: SubjectQuery;
  /** An official: of this country, unless another is named. */
  readonly official?: { readonly id: string; readonly country?: CountryCode };
  readonly caseReference?: string;
}

const DAY_SECONDS = 86_400;

/** @throws log.invalid-input when the period is no period, or longer than this way of reading allows */
export function checkPeriod({ from, to }: Period, maxDays: number): void {
  const rule = from >= to ? 'must be after from' : `must be at most ${maxDays} days after from`;
  if (from >= to || to - from > maxDays * DAY_SECONDS) {
    throw new CrexError('log.invalid-input', 'the period is not one that can be asked for', {
      ...{ pointers: [{ pointer: '/to', rule }], nextStep: 'choose another period' },
    });
  }
}

/** The words of a query as the log knows them. */
export function facetsOf({ types, countries, purposes, legalBases, outcomes }: WordsQuery): EntryFacets {
  return {
    ...(types === undefined ? {} : { types }),
    ...(countries === undefined ? {} : { members: countries }),
    ...(purposes === undefined ? {} : { purposes }),
    ...(legalBases === undefined ? {} : { legalBases }),
    ...(outcomes === undefined ? {} : { outcomes }),
  };
}

/** A query as the log searches it: people and cases by the spellings under which they were written. */
export function searchOf(query: LogQuery, home: Home): EntrySearch {
  const { from, to, subject, official, caseReference } = query;
  return {
    ...{ from, to, ...facetsOf(query) },
    findBy: {
      ...(subject === undefined ? {} : { subject: subjectReferences(subject) }),
      ...(official === undefined ? {} : { actor: [referenceOf(official, home)] }),
      ...(caseReference === undefined ? {} : { case: caseReferences(caseReference) }),
    },
  };
}

function referenceOf({ id, country }: NonNullable<LogQuery['official']>, home: Home): string {
  return country === undefined || country === home.country ? officialReference(id) : officialReference(id, country);
}

/** What the entry ACCESS_TO_LOG says of a query: the person apart, in the part that is erased as theirs. */
export function loggedQuery(
  asked: string,
  { subject, ...rest }: LogQuery,
  more: JsonObject = {},
): Pick<Read<unknown>, 'query' | 'subject'> {
  return {
    query: { asked, ...plain(rest), ...more },
    ...(subject === undefined ? {} : { subject: { given: plain(subject), references: subjectReferences(subject) } }),
  };
}

/** Without what is undefined, which a part cannot hold. */
export function plain(value: object): JsonObject {
  return JSON.parse(JSON.stringify(value)) as JsonObject & JsonValue;
}
