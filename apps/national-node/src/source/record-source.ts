import { CrexError, type Conviction } from '#libs/protocol';

/** A person as the source has them now; without an identity one who is no longer there. */
export interface SourcePerson {
  readonly personId: string;
  /** As in a line of an import, without `personId` and `convictions`; not checked yet. */
  readonly identity?: unknown;
}

export interface Changes {
  /** In the order in which they changed; none when everything has been told. */
  readonly persons: readonly SourcePerson[];
  /** Says where to go on; opaque. */
  readonly cursor: string;
}

/**
 * A country's own criminal-records database. Persons are followed, so that they can be found; convictions are read at the
 * moment in which a question is answered, and kept nowhere.
 */
export interface RecordSource {
  /** Whoever is new, changed or gone since. @param after a cursor, or '' for everybody @throws register.source-away, register.source-malformed */
  changes(after: string, limit: number): Promise<Changes>;
  /** All convictions of a person, oldest first; none of whoever is not there. @throws register.source-away, register.source-malformed */
  convictionsOf(personId: string): Promise<Conviction[]>;
  close(): Promise<void>;
}

/** How long the source may take for one answer (ms). */
export const SOURCE_LIMIT_MS = 5_000;

/** The source cannot be asked now; whoever needs it waits. */
export function sourceAway(cause: unknown): CrexError {
  return new CrexError('register.source-away', 'the record source does not answer', {
    ...{ cause, nextStep: 'see whether the country’s database or service is up; questions wait until it is' },
  });
}

/** The source answers, and not as docs/record-sources.md says. */
export function sourceMalformed(cause: unknown): CrexError {
  return new CrexError('register.source-malformed', 'the record source does not answer in the form agreed', {
    ...{ cause, nextStep: 'compare its views or answers with docs/record-sources.md; questions wait until they fit' },
  });
}
