import type { LogQuery } from '../api/shapes.js';

/** A span that is chosen by one press. */
export const SPANS = ['day', 'week', 'month', 'year', 'own'] as const;
export type Span = (typeof SPANS)[number];

/** What somebody is looking for, as it stands in the form. */
export interface LogFilter {
  readonly span: Span;
  /** `YYYY-MM-DD`, of this machine; both included. For `own`. */
  readonly from: string;
  readonly to: string;
  readonly types: readonly string[];
  readonly countries: readonly string[];
  readonly purposes: readonly string[];
  readonly legalBases: readonly string[];
  readonly outcomes: readonly string[];
  readonly caseReference: string;
  readonly official: { readonly id: string; readonly country: string };
  readonly person: PersonFilter;
}

/** A person as the log knows them: by a number, or by a name with the birth date that stood beside it. */
export interface PersonFilter {
  readonly country: string;
  readonly type: string;
  readonly number: string;
  readonly name: string;
  readonly birthDate: string;
}

export const NOBODY: PersonFilter = { country: '', type: '', number: '', name: '', birthDate: '' };
export const EVERYTHING: LogFilter = {
  ...{ span: 'week', from: '', to: '', types: [], countries: [], purposes: [], legalBases: [], outcomes: [] },
  ...{ caseReference: '', official: { id: '', country: '' }, person: NOBODY },
};

const DAYS = { day: 1, week: 7, month: 31, year: 366 } as const;
const DAY_MS = 86_400_000;

/** Whether the form can be sent. */
export function isComplete({ span, from, to, person }: LogFilter): boolean {
  const isSpan = span !== 'own' || (isDay(from) && isDay(to) && from <= to);
  return isSpan && isPersonComplete(person);
}

/** A number goes with its kind; a birth date only with a name. */
export function isPersonComplete({ type, number, name, birthDate }: PersonFilter): boolean {
  const isDate = birthDate === '' || /^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$/.test(birthDate);
  return (type === '') === (number.trim() === '') && isDate && (birthDate === '' || name.trim() !== '');
}

/** The form as the node takes it: what is empty is left out. */
export function queryOf(filter: LogFilter, nowMs: number): LogQuery {
  const { types, countries, purposes, legalBases, outcomes, official, person } = filter;
  const caseReference = filter.caseReference.trim();
  const id = official.id.trim();
  const subject = subjectOf(person);
  return {
    ...periodOf(filter, nowMs),
    ...some({ types, countries, purposes, legalBases, outcomes }),
    ...(caseReference === '' ? {} : { caseReference }),
    ...(id === '' ? {} : { official: { id, ...(official.country === '' ? {} : { country: official.country }) } }),
    ...(subject === undefined ? {} : { subject }),
  } as LogQuery;
}

/** How a person is named to the node; nothing when nobody is named. */
export function subjectOf({ country, type, number, name, birthDate }: PersonFilter): LogQuery['subject'] {
  const documents = number.trim() === '' ? {} : { documents: [{ country, type, number: number.trim() }] };
  const names = name.trim() === '' ? {} : { names: [name.trim()], ...(birthDate === '' ? {} : { birthDate }) };
  const subject = { ...documents, ...names };
  return Object.keys(subject).length === 0 ? undefined : subject;
}

/** From the first second until before the second; whole seconds in UTC. */
export function periodOf({ span, from, to }: Pick<LogFilter, 'span' | 'from' | 'to'>, nowMs: number) {
  // a minute ahead: what is being written now is found, too
  if (span !== 'own') return { from: utc(nowMs - DAYS[span] * DAY_MS), to: utc(nowMs + 60_000) };
  return { from: utc(startOf(from)), to: utc(startOf(to) + DAY_MS) };
}

/** How many filters are set, beside the period. */
export function narrowness({ types, countries, purposes, legalBases, outcomes, ...filter }: LogFilter): number {
  const lists = [types, countries, purposes, legalBases, outcomes].filter(({ length }) => length > 0).length;
  const words = [filter.caseReference, filter.official.id, filter.person.number, filter.person.name];
  return lists + words.filter((word) => word.trim() !== '').length;
}

function some(lists: Readonly<Record<string, readonly string[]>>): object {
  return Object.fromEntries(Object.entries(lists).filter(([, { length }]) => length > 0));
}

function startOf(day: string): number {
  return new Date(`${day}T00:00:00`).getTime();
}

function isDay(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(startOf(text));
}

function utc(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 19)}Z`;
}
