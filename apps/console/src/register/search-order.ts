import type { Catalogue, RegisterSearch } from '../api/shapes.js';
import { faultsOf, type Fault } from '../ask/check-form.js';
import { EMPTY_FORM, subjectOf, type PersonForm, type Purpose } from '../ask/question-form.js';

/** A search of the own register as somebody fills it in. */
export interface SearchForm {
  readonly purpose: Purpose | '';
  readonly caseReference: string;
  readonly person: PersonForm;
}

/** What is still to be said before the register is searched: the same as of a question, but for what it needs to travel. */
export function faultsOfSearch(form: SearchForm, { purposes, country }: Catalogue, nowMs: number): Fault[] {
  const rules = purposes.map((rule) => ({ ...rule, evidence: [] }));
  return faultsOf({ ...EMPTY_FORM, ...form, to: [country], legalBasis: '-' }, rules, nowMs);
}

/** What the node is asked. @param purpose as it was chosen */
export function searchOf({ caseReference, person }: SearchForm, purpose: Purpose): RegisterSearch {
  return { purpose, caseReference: caseReference.trim(), subject: subjectOf(person) };
}
