import type { EntryParts, EntryPosition, LogEntry } from '#libs/audit';
import { partWords, timeOf } from './entry-words.js';
import type { QueryInput, SubjectInput, WordsInput } from './log-input.js';
import type { LogQuery, SubjectQuery, WordsQuery } from './log-query.js';
import type { EntryDossier } from './read-entry.js';
import type { LogPage } from './search-log.js';

/** The fields of an input, whatever object holds them. */
type Fields<T> = { readonly [K in keyof T]: T[K] };

/** Seconds since 1970 of a time of the API. */
export function secondsOf(time: string): number {
  return Date.parse(time) / 1000;
}

/** Where a page begins, from the text that the page before gave. */
export function positionOf(after: string): EntryPosition {
  const [at = 0, entryId = 0] = after.split('.').map(Number);
  return { at, entryId };
}

export function wordsOf({ from, to, ...words }: Fields<WordsInput>): WordsQuery {
  return { ...defined(words), from: secondsOf(from), to: secondsOf(to) };
}

export function queryOf({ subject, official, caseReference, ...words }: Fields<QueryInput>): LogQuery {
  return {
    ...wordsOf(words),
    ...(subject === undefined ? {} : { subject: subjectOf(subject) }),
    ...(official === undefined ? {} : { official: defined(official) }),
    ...(caseReference === undefined ? {} : { caseReference }),
  };
}

export function subjectOf({ documents, names, birthDate }: SubjectInput): SubjectQuery {
  return {
    ...(documents === undefined
      ? {}
      : { documents: documents.map(({ country, type, number }) => ({ country, type, number })) }),
    ...(names === undefined ? {} : { names: names.map((full) => ({ full, kind: 'legal' as const })) }),
    ...(birthDate === undefined ? {} : { birthDate }),
  };
}

export function pageResponse({ entries, parts, next }: LogPage) {
  return {
    entries: entries.map((entry, index) => ({ ...told(entry), parts: partsOf(parts[index] ?? {}) })),
    ...(next === undefined ? {} : { next: `${next.at}.${next.entryId}` }),
  };
}

export function entryResponse({ entry, parts, proof, related }: EntryDossier) {
  return {
    ...{ ...told(entry), leafBytes: Buffer.from(entry.bytes).toString('base64'), parts: partsOf(parts) },
    proof:
      proof === 'PENDING' ? { status: 'pending' } : { status: 'proven', index: Number(proof.index), file: proof.proof },
    related: related.map(told),
  };
}

function told({ leaf, leafHash }: LogEntry) {
  return { eventId: leaf.eventId, type: leaf.type, at: timeOf(leaf.at), leafHash, leaf };
}

function partsOf(parts: EntryParts): object {
  return Object.fromEntries(Object.entries(parts).map(([group, part]) => [group, partWords(part)]));
}

/** Without the fields that the client left out: a class has them all, undefined. */
function defined<T extends object>(input: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]: Exclude<T[K], undefined>;
  };
}
