import { foldName } from '#libs/matching';
import type { Subject } from '#libs/protocol';

/**
 * The spellings by whose keyed pseudonyms an auditor finds every entry about a person: each identity number, and each
 * folded name with the birth date. The log stores the pseudonyms, never these.
 */
export function subjectReferences(subject: Pick<Subject, 'names' | 'birthDate' | 'documents'>): string[] {
  const numbers = (subject.documents ?? []).map(({ country, type, number }) => `number:${country}:${type}:${number}`);
  const names = subject.names.map(({ full }) => `name:${foldName(full)}:${subject.birthDate ?? ''}`);
  return [...new Set([...numbers, ...names])].slice(0, 16);
}
